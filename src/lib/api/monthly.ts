/** The monthly reviews of a commune: the table of a year's months, beginning a month's review, and logging that a month had no request. */
import * as v from 'valibot';
import { MONTH_STATES, type MonthState } from '../process/months.ts';
import { tidy } from '../review/text.ts';
import { ReviewShape } from './reviews.ts';
import { Done, right, route } from './route.ts';

const Count = v.number();
const Deadline = v.object({ day: v.string(), unconfirmed: v.array(v.number()) });
const MonthLineShape = v.object({
  month: v.number(),
  state: v.picklist(Object.keys(MONTH_STATES) as [MonthState, ...MonthState[]]),
  isLate: v.boolean(),
  from: v.string(),
  to: v.string(),
  without: v.nullable(v.object({ text: v.string(), by: v.string(), at: v.number() })),
  counts: v.object({ all: Count, recognised: Count, refused: Count, retracted: Count, open: Count, late: Count }),
  due: v.nullable(Deadline),
  decisions: v.array(v.string()),
  report: v.nullable(v.string()),
  /** Its review; null while there is none. */
  review: v.nullable(v.string()),
  /** An admin has put a review of this month aside. */
  aside: v.optional(v.boolean(), false),
});
const MonthFields = {
  year: v.pipe(
    v.number('Hãy chọn năm.'),
    v.integer('Hãy chọn năm.'),
    v.minValue(2022, 'Năm từ 2022.'),
    v.maxValue(2100, 'Năm không đúng.'),
  ),
  month: v.pipe(
    v.number('Hãy chọn tháng.'),
    v.integer('Hãy chọn tháng.'),
    v.minValue(1, 'Tháng từ 1 đến 12.'),
    v.maxValue(12, 'Tháng từ 1 đến 12.'),
  ),
};
const note = v.optional(v.pipe(v.string(), v.transform(tidy), v.maxLength(500, 'Dài quá 500 chữ.')), '');
const reason = v.pipe(
  v.string('Hãy ghi lý do.'),
  v.transform(tidy),
  v.minLength(1, 'Hãy ghi lý do.'),
  v.maxLength(500, 'Phần lý do dài quá 500 chữ.'),
);
const change = { method: 'POST', room: true, may: right('monthly') } as const;

/** The room is the commune's own of the review that one works in, or looks at. */
export const MONTHLY = {
  year: route({
    method: 'GET',
    path: '/api/months/',
    room: true,
    may: right('readRecords'),
    answer: v.object({ year: v.number(), years: v.array(v.number()), months: v.array(MonthLineShape) }),
  }),
  begin: route({ ...change, path: '/api/month-begin/', body: v.object(MonthFields), answer: v.object({ review: ReviewShape }) }),
  without: route({ ...change, path: '/api/month-without/', body: v.object({ ...MonthFields, text: note }), answer: Done }),
  undoWithout: route({ ...change, path: '/api/month-without-undone/', body: v.object({ ...MonthFields, text: reason }), answer: Done }),
};
export type YearOfMonths = v.InferOutput<(typeof MONTHLY.year)['answer']>;
