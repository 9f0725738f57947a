import * as Y from 'yjs';
import { expect, it } from 'vitest';
import { SharedList } from '$lib/cells/shared-list.ts';
import { Classifier } from '$lib/review/classify.ts';
import { RURAL } from '$lib/review/columns.ts';
import { chooseRound } from '$lib/review/plans.ts';
import { lateName, lateOutcome } from './late-outcome.ts';

const round = chooseRound({ plan: 'bac-kan-2024' });
const classifier = new Classifier(round, [{ id: 'v:1', sheet: 'villages', cells: { name: 'Thôn 1', area: RURAL } }]);
const marks = ['i1', 'i2', 'i3'].map((field) => ({ row: 'h:1', field, value: 'x' }));

it('says which result a household would get with one or several late values, and what the meeting must see again', () => {
  const list = new SharedList(new Y.Doc(), 'Lan');
  list.write([
    { row: 'h:1', field: 'sheet', value: 'list01' },
    { row: 'h:1', field: 'head', value: 'Bàn Văn A' },
    { row: 'h:1', field: 'lastYear', value: 'Hộ nghèo' },
    { row: 'h:1', field: 'size', value: 4 },
    { row: 'h:1', field: 'b1', value: 130 },
    ...marks,
  ]);
  const b1 = lateOutcome(list, classifier, 'Thôn 1', [{ row: 'h:1', field: 'b1', value: 151 }]);
  expect([b1.before, b1.after, b1.reopens]).toEqual([expect.stringContaining('Hộ nghèo'), expect.stringContaining('Không nghèo'), true]);
  const note = lateOutcome(list, classifier, 'Thôn 1', [{ row: 'h:1', field: 'note', value: 'n' }]);
  expect([note.before === note.after, note.reopens]).toEqual([true, false]);
  expect(lateOutcome(list, classifier, 'Thôn 1', [{ row: 'm:1', field: 'name', value: 'x' }])).toEqual({
    before: null,
    after: null,
    reopens: false,
  });
  const fresh = [
    { row: 'h:2', field: 'head', value: 'Hộ Mới' },
    { row: 'h:2', field: 'b1', value: 10 },
  ];
  expect(lateOutcome(list, classifier, 'Thôn 1', fresh).before).toBeNull();
  expect([lateName(list, fresh, 'h:1'), lateName(list, fresh, 'h:2'), lateName(list, fresh, 'h:3')]).toEqual([
    'Hộ Bàn Văn A',
    'Hộ Hộ Mới',
    'Hộ chưa ghi tên',
  ]);
});
