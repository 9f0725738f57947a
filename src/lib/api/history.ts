/** The history of a room for everybody who may see the room, and its named versions. */
import * as v from 'valibot';
import { maySee, mayWrite } from '../review/people.ts';
import { Value, Values } from './fields.ts';
import { route } from './route.ts';

const Line = v.object({
  number: v.number(),
  at: v.number(),
  name: v.string(),
  row: v.string(),
  field: v.string(),
  from: Values,
  to: Values,
  claimed: v.array(v.string()),
});
const Declined = v.object({
  row: v.string(),
  field: v.string(),
  value: Value,
  name: v.string(),
  reason: v.string(),
  by: v.string(),
  at: v.number(),
});
const Lines = v.object({ now: v.number(), lines: v.array(Line), older: v.number(), declined: v.array(Declined) });
const Change = v.object({
  row: v.string(),
  field: v.string(),
  from: Values,
  to: Values,
  at: v.number(),
  name: v.string(),
  claimed: v.array(v.string()),
  isNew: v.boolean(),
});
const Version = v.object({
  id: v.number(),
  position: v.number(),
  at: v.number(),
  name: v.string(),
  kind: v.picklist(['meeting', 'other']),
  by: v.string(),
});
const Versions = v.object({ now: v.number(), versions: v.array(Version) });

export type HistoryLine = v.InferOutput<typeof Line>;
export type DeclinedLine = v.InferOutput<typeof Declined>;
export type HistoryAnswer = v.InferOutput<typeof Lines>;
export type Change = v.InferOutput<typeof Change>;
export type Version = v.InferOutput<typeof Version>;

const inRoom = { room: true, may: maySee, refusal: 'Bạn không có quyền với danh sách này.' } as const;

export const HISTORY = {
  /** `row=` once for each row; `field=` for one cell; `before=` is the number of the last line known, for older ones. */
  lines: route({ ...inRoom, method: 'GET', path: '/api/history/', answer: Lines }),
  /**
   * The account that brought each of these writes (`w=CLIENT.CLOCK`); writes that have not arrived are left out. Their content is not
   * disclosed.
   */
  bringers: route({
    ...inRoom,
    method: 'GET',
    path: '/api/bringers/',
    answer: v.object({ bringers: v.array(v.object({ write: v.string(), name: v.string(), account: v.string() })) }),
  }),
  /** `since=` and `until=` are log positions, as versions have them; `at=` gives a time instead of `since=`. */
  changes: route({ ...inRoom, method: 'GET', path: '/api/changes/', answer: v.object({ now: v.number(), changes: v.array(Change) }) }),
  versions: route({ ...inRoom, method: 'GET', path: '/api/versions/', answer: Versions }),
  nameVersion: route({
    ...inRoom,
    method: 'POST',
    path: '/api/versions/',
    may: mayWrite,
    body: v.object({
      name: v.pipe(v.string(), v.trim(), v.minLength(1, 'Hãy ghi tên bản.'), v.maxLength(80, 'Tên bản dài quá 80 chữ.')),
      kind: v.picklist(['meeting', 'other'], 'Không có loại bản này.'),
    }),
    answer: Versions,
  }),
};
