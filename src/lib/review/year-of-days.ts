/** One year of the calendar of working days: its days off and make-up days, as a person confirms them. */
import * as v from 'valibot';
import { existsDay, isWeekend, yearOf } from './iso-day.ts';
import { tidy } from './text.ts';

export const FIRST_YEAR = 2021;
export const LAST_YEAR = 2100;
/** No year has more days off; it bounds what a person can send. */
const MOST_DAYS = 60;

const DayShape = v.object({
  day: v.pipe(v.string(), v.isoDate('Hãy ghi ngày theo dạng ngày/tháng/năm.'), v.check(existsDay, 'Không có ngày này trong lịch.')),
  name: v.pipe(
    v.string(),
    v.transform(tidy),
    v.minLength(1, 'Hãy ghi tên ngày nghỉ hoặc ngày làm bù.'),
    v.maxLength(120, 'Tên ngày quá dài.'),
  ),
});
export type NamedDay = v.InferOutput<typeof DayShape>;

const days = v.pipe(v.array(DayShape), v.maxLength(MOST_DAYS, `Một năm không quá ${MOST_DAYS} ngày.`));

/** The days of one year that are not as the week says. */
export const YearShape = v.pipe(
  v.object({
    year: v.pipe(
      v.number('Hãy ghi năm.'),
      v.integer('Năm phải là số nguyên.'),
      v.minValue(FIRST_YEAR, `Năm phải từ ${FIRST_YEAR}.`),
      v.maxValue(LAST_YEAR, `Năm phải đến ${LAST_YEAR}.`),
    ),
    /** Ngày nghỉ, besides Saturdays and Sundays; one that lies on a Saturday or Sunday may be listed too. */
    off: days,
    /** Ngày làm bù: Saturdays and Sundays that are worked. */
    worked: days,
    /** Đã xác nhận đủ: a person has compared all of them with the text named in `source`. */
    complete: v.boolean(),
    source: v.pipe(
      v.string(),
      v.transform(tidy),
      v.minLength(8, 'Hãy ghi số, ngày và tên văn bản làm căn cứ.'),
      v.maxLength(600, 'Căn cứ quá dài.'),
    ),
  }),
  v.check(({ year, off, worked }) => [...off, ...worked].every(({ day }) => yearOf(day) === year), 'Có ngày không thuộc năm này.'),
  v.check(({ off, worked }) => distinct([...off, ...worked].map(({ day }) => day)), 'Có ngày được ghi hai lần.'),
  v.check(({ worked }) => worked.every(({ day }) => isWeekend(day)), 'Ngày làm bù phải là Thứ Bảy hoặc Chủ Nhật.'),
  v.transform((year) => ({ ...year, off: inOrder(year.off), worked: inOrder(year.worked) })),
);
export type YearOfDays = v.InferOutput<typeof YearShape>;

const distinct = (all: readonly string[]): boolean => new Set(all).size === all.length;
const inOrder = (all: readonly NamedDay[]): NamedDay[] => [...all].sort((a, b) => a.day.localeCompare(b.day));
