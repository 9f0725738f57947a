/**
 * What the commune does with its villages, and takes back: done by its machine, because a merge or split writes into two lists at once, and so
 * that each act stands once in the log with who and when.
 */
import * as v from 'valibot';
import { tidy } from '../review/text.ts';
import { NeedShape } from './process.ts';
import { right, route } from './route.ts';

const village = v.pipe(v.string('Hãy chọn thôn.'), v.minLength(1, 'Hãy chọn thôn.'), v.maxLength(120, 'Hãy chọn thôn.'));
const words = (what: string, most: number) =>
  v.pipe(
    v.string(`Hãy ghi ${what}.`),
    v.transform(tidy),
    v.minLength(1, `Hãy ghi ${what}.`),
    v.maxLength(most, `Phần ${what} dài quá ${most} chữ.`),
  );

export const VILLAGE_MOVES = {
  move: route({
    method: 'POST',
    path: '/api/village-moves/',
    room: true,
    may: right('writeRecords'),
    refusal: 'Chỉ cán bộ xã thêm, sửa, nhập, tách thôn.',
    most: 512 * 1024,
    body: v.variant(
      'kind',
      [
        v.object({ kind: v.literal('merge'), from: village, into: village }),
        v.object({
          kind: v.literal('split'),
          from: village,
          name: words('tên thôn mới', 120),
          /** Rows of the households that leave. */
          households: v.pipe(
            v.array(v.pipe(v.string(), v.maxLength(200)), 'Hãy chọn hộ.'),
            v.minLength(1, 'Hãy chọn hộ.'),
            v.maxLength(5_000, 'Quá nhiều hộ.'),
          ),
        }),
        v.object({ kind: v.literal('add'), name: words('tên thôn', 120) }),
        /** With the name that the person was shown. */
        v.object({ kind: v.literal('rename'), village, was: v.pipe(v.string(), v.maxLength(200)), name: words('tên mới', 120) }),
        /** All villages, in their new order. */
        v.object({ kind: v.literal('order'), villages: v.pipe(v.array(village), v.maxLength(1_000, 'Quá nhiều thôn.')) }),
        /** With the number of households that the person was shown. */
        v.object({
          kind: v.literal('aside'),
          village,
          households: v.pipe(v.number(), v.integer(), v.minValue(0)),
          text: words('lý do', 500),
        }),
        v.object({ kind: v.literal('restore'), village, text: words('lý do', 500) }),
        v.object({ kind: v.literal('back'), of: v.pipe(v.string('Hãy chọn việc hoàn tác.'), v.maxLength(40)), text: words('lý do', 500) }),
        /** What devices wrote into households that had moved away goes where they are now. */
        v.object({ kind: v.literal('follow'), from: village }),
      ],
      'Hãy chọn việc cần làm.',
    ),
    answer: v.variant('kind', [
      /** `people`: accounts that were given or lost a village with its households; null where that could not be stored. */
      v.object({ kind: v.literal('done'), households: v.number(), people: v.nullable(v.number()) }),
      v.object({ kind: v.literal('missing'), needs: v.array(NeedShape) }),
    ]),
  }),
};
