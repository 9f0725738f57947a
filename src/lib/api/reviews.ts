/**
 * The communes' reviews and the tree of units that they belong to: visible to those who may read them, created and corrected by the admin.
 */
import * as v from 'valibot';
import { existsDay } from '../review/iso-day.ts';
import { TREE_CHANGES } from '../review/account.ts';
import { tidy } from '../review/text.ts';
import { COMMUNE_CODE } from '../review/unit-directory.ts';
import { ReviewId } from './fields.ts';
import { Done, right, rightEverywhere, route, signedIn } from './route.ts';

const unitName = (what: string) =>
  v.pipe(
    v.string(`Hãy ghi tên ${what}.`),
    v.transform(tidy),
    v.minLength(2, `Hãy ghi tên ${what}.`),
    v.maxLength(120, `Tên ${what} quá dài.`),
  );
const Year = v.pipe(
  v.number('Hãy ghi năm rà soát.'),
  v.integer('Hãy ghi năm rà soát.'),
  v.minValue(2022, 'Năm rà soát từ 2022.'),
  v.maxValue(2100, 'Năm rà soát không đúng.'),
);
/** Ids; whether they can be used is checked with the round. */
const Beside = v.pipe(v.array(v.pipe(v.string(), v.maxLength(80))), v.maxLength(10));
const RoundFields = v.object({
  year: Year,
  plan: v.optional(v.pipe(v.string(), v.maxLength(80)), ''),
  /** The main standard's id; '' for the one that the plan or the day gives. */
  standard: v.optional(v.pipe(v.string(), v.maxLength(80)), ''),
});
const areaOrNone = v.optional(v.picklist(['', 'rural', 'urban']), '');
const Day = v.pipe(v.string(), v.check(existsDay, 'Ngày đổi khu vực không đúng.'));
const NewReview = v.object({
  ...RoundFields.entries,
  commune: unitName('xã, phường, thị trấn'),
  province: unitName('tỉnh, thành phố'),
  /** The commune's official code where it was chosen from the directory of units; then its names are those of the directory. */
  code: v.optional(v.union([v.literal(''), v.pipe(v.string(), v.regex(COMMUNE_CODE, 'Mã xã gồm 5 chữ số.'))]), ''),
  /** Before July 2025 only. */
  district: v.optional(v.union([v.literal(''), unitName('huyện')]), ''),
  area: areaOrNone,
  areaFrom: v.optional(v.union([v.literal(''), Day]), ''),
  areaBefore: areaOrNone,
  /** Standards by which the same survey is classified as well. */
  beside: v.optional(Beside, []),
  /** Start with the villages of the previous round. */
  copyVillages: v.optional(v.boolean(), false),
  /** With its households and members, and last year's result, but none of its scores. */
  copyHouseholds: v.optional(v.boolean(), false),
});
export type NewReview = v.InferOutput<typeof NewReview>;
const One = v.object({ id: ReviewId });

export const ReviewShape = v.object({
  id: v.string(),
  name: v.string(),
  year: v.number(),
  unit: v.number(),
  district: v.string(),
  plan: v.optional(v.string()),
  created: v.optional(v.number()),
  lists: v.optional(v.number()),
});
const Unit = v.object({
  id: v.number(),
  parent: v.number(),
  level: v.picklist(['province', 'district', 'commune']),
  name: v.string(),
  code: v.nullable(v.string()),
});
const Change = v.object({
  id: v.number(),
  at: v.number(),
  by: v.string(),
  kind: v.picklist(TREE_CHANGES),
  before: v.string(),
  after: v.string(),
  reason: v.string(),
});
const correct = { method: 'POST', may: rightEverywhere('reviews') } as const;

export const REVIEWS = {
  /** The reviews that the caller may read; the tree, what was put aside and the corrections only for the admin. */
  all: route({
    method: 'GET',
    path: '/api/reviews',
    may: signedIn,
    answer: v.object({ reviews: v.array(ReviewShape), units: v.array(Unit), aside: v.array(ReviewShape), changes: v.array(Change) }),
  }),
  // A village's name is no secret: those who assign people to villages may know it without seeing a list of households.
  villages: route({
    method: 'GET',
    path: '/api/villages',
    may: right('invite'),
    answer: v.object({ villages: v.array(v.object({ id: v.string(), name: v.string() })) }),
  }),
  add: route({ ...correct, path: '/api/reviews', body: NewReview, answer: v.object({ review: ReviewShape }) }),
  work: route({
    method: 'GET',
    path: '/api/reviews/work',
    may: rightEverywhere('reviews'),
    answer: v.object({
      villages: v.number(),
      households: v.number(),
      people: v.number(),
      /** Villages that were sent up or recognised, or of which a month's request was answered. */
      decided: v.number(),
      unit: v.string(),
      year: v.nullable(v.number()),
      /** Both as the commune's records say. */
      standard: v.string(),
      beside: v.array(v.string()),
    }),
  }),
  rename: route({
    ...correct,
    path: '/api/units/rename',
    body: v.object({ id: v.pipe(v.number(), v.integer()), name: unitName('đơn vị'), join: v.optional(v.boolean(), false) }),
    answer: Done,
  }),
  correct: route({
    ...correct,
    path: '/api/reviews/correct', // Without them, the standards beside stay as they are.
    body: v.object({ id: ReviewId, ...RoundFields.entries, beside: v.optional(Beside) }),
    answer: Done,
  }),
  putAside: route({
    ...correct,
    path: '/api/reviews/aside',
    body: v.object({
      id: ReviewId,
      households: v.pipe(v.number(), v.integer(), v.minValue(0)),
      to: v.optional(ReviewId, ''),
      text: v.pipe(
        v.string('Hãy ghi lý do.'),
        v.transform(tidy),
        v.minLength(1, 'Hãy ghi lý do.'),
        v.maxLength(500, 'Phần lý do dài quá 500 chữ.'),
      ),
    }),
    answer: Done,
  }),
  bringBack: route({ ...correct, path: '/api/reviews/back', body: One, answer: Done }),
};
