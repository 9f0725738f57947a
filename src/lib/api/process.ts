/** What is done about a village's list in its round: recorded by the commune's machine once its conditions hold. */
import * as v from 'valibot';
import { ACT_RIGHTS, ACTS, ActShape } from '../process/acts.ts';
import { NOTE_LIMITS } from '../process/visitor-notes.ts';
import { may } from '../review/people.ts';
import { ROLES } from '../review/roles.ts';
import { tidy } from '../review/text.ts';
import { Value } from './fields.ts';
import { route } from './route.ts';

const PlaceShape = v.object({ text: v.string(), household: v.optional(v.string()) });
export const NeedShape = v.object({ code: v.string(), text: v.string(), places: v.optional(v.array(PlaceShape)) });

export const PostedShape = v.object({
  unit: v.string(),
  village: v.string(),
  round: v.string(),
  /** yyyy-mm-dd, both included. */
  from: v.string(),
  until: v.string(),
  places: v.string(),
  groups: v.array(
    v.object({
      name: v.string(),
      persons: v.nullable(v.number()),
      households: v.array(v.object({ head: v.string(), move: v.string(), more: v.array(v.string()) })),
    }),
  ),
  /** Labels of what the commune shows besides. */
  more: v.array(v.string()),
  /** Whether visitors may write to the commune here. */
  takesNotes: v.boolean(),
});

const said = (what: string, most: number) =>
  v.pipe(
    v.string(`Hãy ghi ${what}.`),
    v.transform(tidy),
    v.minLength(1, `Hãy ghi ${what}.`),
    v.maxLength(most, `Phần ${what} dài quá ${most} chữ.`),
  );
/** What a visitor writes about a household: a line of the posted list, or one that the list does not have. */
export const WrittenNoteShape = v.object({
  /** Name of the group on the notice; '' for a household that is not on it. */
  group: v.pipe(v.string('Hãy chọn hộ.'), v.maxLength(40)),
  /** From 1. */
  line: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)), 0),
  head: said('tên chủ hộ', 120),
  from: said('họ và tên của bạn', 120),
  contact: said('số điện thoại hoặc địa chỉ của bạn', 120),
  text: said('điều chưa đúng', NOTE_LIMITS.text),
});
const NoteShape = v.object({
  id: v.string(),
  number: v.number(),
  at: v.number(),
  household: v.string(),
  head: v.string(),
  from: v.string(),
  contact: v.string(),
  text: v.string(),
});
const KnownShape = v.object({
  /** Its row. */
  household: v.string(),
  head: v.string(),
  code: v.string(),
  cccd: v.string(),
  size: v.nullable(v.number()),
  members: v.number(),
  /** Today's: 'Hộ nghèo', 'Hộ cận nghèo', 'Không nghèo', or '' for none. */
  result: v.string(),
  /** Name of the round that it is from. */
  from: v.string(),
});
export type Known = v.InferOutput<typeof KnownShape>;
export type Posted = v.InferOutput<typeof PostedShape>;

const RowShape = v.object({
  id: v.string(),
  sheet: v.picklist(['villages', 'list01', 'list02', 'members']),
  cells: v.record(v.string(), Value),
  disputed: v.optional(v.array(v.string())),
  list: v.optional(v.string()),
});
const Rows = v.array(RowShape);
const FrozenShape = v.variant('kind', [
  v.object({
    kind: v.literal('list'),
    data: v.object({ unit: v.string(), villages: Rows, households: Rows, members: Rows }),
    /** The round's row of the commune's own room, as it was. */
    round: v.record(v.string(), Value),
  }),
  /** The log no longer gives the list that the act's hash names. */
  v.object({ kind: v.literal('lost') }),
]);

export const PROCESS = {
  /** A village's list while it is posted: for everybody, and nothing beyond what a notice shows. */
  posted: route({ method: 'GET', path: '/api/posted/', room: true, may: 'anybody', answer: PostedShape }),
  /** To the commune, while the list is posted and where the commune takes notes. */
  writeNote: route({
    method: 'POST',
    path: '/api/posted-notes/',
    room: true,
    may: 'anybody',
    body: WrittenNoteShape,
    answer: v.object({ number: v.number() }),
  }),
  /** What visitors wrote, handled or not: for those who record complaints. */
  notes: route({
    method: 'GET',
    path: '/api/posted-notes/',
    room: true,
    may: (person, at) => at.village !== null && may(person, ACTS.complaint.right, at),
    answer: v.object({ notes: v.array(NoteShape) }),
  }),
  /** Which notes each village of the room's review has, without what they say: the acts tell which of them wait. */
  noted: route({
    method: 'GET',
    path: '/api/noted/',
    room: true,
    may: (person, at) => may(person, ACTS.complaint.right, at),
    answer: v.object({ villages: v.array(v.object({ village: v.string(), notes: v.array(v.string()) })) }),
  }),
  /**
   * `act=`: a village's list as it was at an act; with the commune's own room, all lists as they were at a paper of the commune. Which acts
   * the level above may open, the handler checks.
   */
  frozen: route({
    method: 'GET',
    path: '/api/frozen/',
    room: true,
    may: (person, at) => may(person, 'readFrozen', at) || (at.village !== null && may(person, 'readSent', at)),
    refusal: 'Bạn không có quyền mở danh sách này.',
    answer: FrozenShape,
  }),
  /** The households that the commune's other rounds know in this village, to find the one that a request is about. */
  known: route({
    method: 'GET',
    path: '/api/known/',
    room: true,
    may: (person, at) => at.village !== null && may(person, 'monthly', at),
    answer: v.object({ households: v.array(KnownShape) }),
  }),
  /** What monthly decisions of the year recognised in this village, while its yearly review runs: for those who write its list. */
  monthResults: route({
    method: 'GET',
    path: '/api/month-results/',
    room: true,
    may: (person, at) => at.village !== null && may(person, 'writeVillage', at) && may(person, 'readPersonal', at),
    answer: v.object({
      results: v.array(
        v.object({
          review: v.string(),
          from: v.string(),
          month: v.object({ year: v.number(), month: v.number() }),
          household: RowShape,
          members: v.array(RowShape),
          result: v.string(),
          day: v.string(),
          number: v.string(),
        }),
      ),
    }),
  }),
  /** Everything that waits for the level above, in all reviews that the person may read. */
  sent: route({
    method: 'GET',
    path: '/api/sent',
    may: ({ role }) => ROLES[role].rights.readSent !== undefined,
    answer: v.object({
      sent: v.array(
        v.object({
          review: v.string(),
          unit: v.string(),
          year: v.number(),
          village: v.string(),
          name: v.string(),
          act: v.string(),
          day: v.string(),
          /** The last day for the opinion; null where no rule gives one. */
          due: v.nullable(v.object({ day: v.string(), unconfirmed: v.array(v.number()) })),
          remarks: v.number(),
        }),
      ),
    }),
  }),
  /** The handler checks the right that this kind of act needs, and that only papers are about the whole commune. */
  act: route({
    method: 'POST',
    path: '/api/acts/',
    room: true,
    may: (person, at) => ACT_RIGHTS.some((action) => may(person, action, at)),
    refusal: 'Bạn không có quyền ghi các bước rà soát của thôn này.',
    // The texts of a paper, or the households of a village's certificates.
    most: 512 * 1024,
    body: ActShape,
    answer: v.variant('kind', [v.object({ kind: v.literal('done') }), v.object({ kind: v.literal('missing'), needs: v.array(NeedShape) })]),
  }),
};
