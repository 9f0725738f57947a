/** The directory of units: loaded by the admin from open files; asked where a list of before the merger belongs. */
import * as v from 'valibot';
import type { Person } from '../review/people.ts';
import { ROLES } from '../review/roles.ts';
import { readShape } from '../shapes/shape.ts';
import { Done, right, rightEverywhere, route } from './route.ts';

/** Both open files together are 1.5 MB. */
const MOST = 8 * 1024 * 1024;
const Some = v.object({ count: v.number(), names: v.array(v.string()) });
const filled = v.pipe(v.string('Chưa có tệp nào.'), v.minLength(1, 'Tệp trống.'));

/** More communes than the country has. */
const MOST_COMMUNES = 4_000;
const UnitId = v.pipe(v.number(), v.integer());

const OldPlace = v.object({
  name: v.string(),
  district: v.string(),
  province: v.string(),
  divided: v.boolean(),
  into: v.array(v.object({ code: v.string(), name: v.string(), province: v.string(), ours: v.boolean() })),
});
/** A commune of before the merger, and those that have land of it; `ours` is the one that the asking person works in. */
export type OldPlace = v.InferOutput<typeof OldPlace>;

export const UNITS = {
  directory: route({
    method: 'GET',
    path: '/api/units/directory',
    may: rightEverywhere('reviews'),
    /** Code, code of the province, name. */
    answer: v.object({ units: v.array(v.tuple([v.string(), v.string(), v.string()])), olds: v.number() }),
  }),
  /** Says what the files would change, and with `write` changes it. */
  load: route({
    method: 'POST',
    path: '/api/units/load',
    may: rightEverywhere('reviews'),
    most: MOST,
    body: v.object({
      files: v.pipe(
        v.array(v.object({ name: v.pipe(filled, v.maxLength(200, 'Tên tệp quá dài.')), text: filled }), 'Chưa có tệp nào.'),
        v.minLength(1, 'Chưa có tệp nào.'),
        v.maxLength(2, 'Mỗi lần nạp nhiều nhất hai tệp.'),
      ),
      write: v.optional(v.boolean(), false),
    }),
    answer: v.object({
      provinces: v.number(),
      communes: v.number(),
      olds: v.number(),
      divided: v.number(),
      added: Some,
      renamed: Some,
      gone: Some,
      oldChanges: v.number(),
      coded: Some,
      otherwise: Some,
      problems: v.array(v.object({ file: v.string(), row: v.string(), column: v.string(), text: v.string() })),
      problemCount: v.number(),
      blocked: v.boolean(),
      same: v.boolean(),
    }),
  }),
  /** Outlines and points of the communes that the caller may see, by unit; the admin sees all. */
  shapes: route({
    method: 'GET',
    path: '/api/units/shapes',
    may: ({ role }: Person) => ROLES[role].rights.readSent !== undefined || ROLES[role].rights.reviews !== undefined,
    answer: v.object({ shapes: v.array(v.tuple([v.number(), v.string()])) }),
  }),
  /** Of these communes, with null for one that has none any more; others keep theirs. */
  loadShapes: route({
    method: 'POST',
    path: '/api/units/shapes',
    may: rightEverywhere('reviews'),
    most: MOST,
    body: v.object({
      shapes: v.pipe(
        v.array(
          v.object({
            unit: UnitId,
            shape: v.nullable(
              v.pipe(
                v.string(),
                v.check((text) => readShape(text) !== null, 'Hình không đọc được.'),
              ),
            ),
          }),
          'Chưa có hình nào.',
        ),
        v.minLength(1, 'Chưa có hình nào.'),
        v.maxLength(MOST_COMMUNES, 'Quá nhiều hình.'),
      ),
    }),
    answer: Done,
  }),
  /** `name`, and where the list says it `district` and `province`, of a commune before the merger. */
  old: route({ method: 'GET', path: '/api/units/old', may: right('import'), answer: v.object({ places: v.array(OldPlace) }) }),
};
