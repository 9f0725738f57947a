/** What is used of it: its package does not lead to its own types. */
declare module 'date-chinese' {
  export class CalendarVietnamese {
    fromGregorian(year: number, month: number, day: number): this;
    /** Cycle, year, month, whether it is a leap month, day. */
    get(): number[];
    set(cycle: number, year: number, month: number, leap: number, day: number): this;
    toGregorian(year: number): { year: number; month: number; day: number };
  }
}
