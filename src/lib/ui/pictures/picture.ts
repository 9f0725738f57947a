/**
 * A picture as data: what is drawn, what is read out, and the table with the same figures. Every figure of a result is one of an
 * official form, so a picture never says another number than the form.
 */
import type { FigureValue } from '$lib/forms/blank.ts';
import type { Shape } from '$lib/shapes/shape.ts';
import { numberText, rateText } from '../parts/number-text.ts';

export type PictureUnit = 'hộ' | '%';

/** One line of a bar picture: a value for each series, drawn end to end. */
export interface Bar {
  name: string;
  /** null: unknown to this person; nothing is drawn. */
  values: readonly FigureValue[];
  /** What it is measured against, where the picture has marks; null: none is set. */
  mark?: FigureValue;
  /** The sum of the others, set apart. */
  isTotal?: true;
}

/** Households that went from one group to another; indexes into `from` and `to`. */
export interface Flow {
  from: number;
  to: number;
  value: number;
}

interface About {
  id: string;
  title: string;
  unit: PictureUnit;
  /** 'Mẫu 7.1' */
  source: string;
  /** What a person who does not see it is told. */
  sentence: string;
  table: PictureTable;
}

/** Texts; the first column names the line. */
export interface PictureTable {
  columns: readonly string[];
  /** Its first column of words; those between the first of all and it are figures. */
  wordsFrom?: number;
  rows: readonly (readonly string[])[];
}

export interface BarPicture extends About {
  kind: 'bars';
  series: readonly string[];
  /** Name of the marks: lines across the bars. */
  mark?: string;
  bars: readonly Bar[];
}

export interface FlowPicture extends About {
  kind: 'flow';
  /** Above the two sides. */
  sides: readonly [string, string];
  from: readonly string[];
  to: readonly string[];
  /** None is 0. */
  flows: readonly Flow[];
}

/** A line of a picture over the years. */
export interface YearRow {
  name: string;
  /** For each year a value for each series; null: not known. */
  cells: readonly (readonly FigureValue[] | null)[];
  /** The sum of the others, set apart. */
  isTotal?: true;
}

export interface YearPicture extends About {
  kind: 'years';
  /** The earliest first. */
  years: readonly number[];
  series: readonly string[];
  rows: readonly YearRow[];
}

/** A step of the round: until when it is planned, and when how many villages did it. */
export interface CalendarStep {
  name: string;
  /** yyyy-mm-dd; null: no day is planned. */
  until: string | null;
  /** Villages that go through it. */
  villages: number;
  /** In the order of the days, yyyy-mm-dd. */
  done: readonly { day: string; villages: number; late: boolean }[];
  /** Villages that have not done it although its last day has passed. */
  overdue: number;
}

/** What was done by day against the days of the plan; days are yyyy-mm-dd. */
export interface CalendarPicture extends About {
  kind: 'calendar';
  /** First and last day of the axis. */
  from: string;
  to: string;
  today: string;
  toReview: number;
  /** The planned end of the visits; null: no day is planned. */
  until: string | null;
  /** Households reviewed up to and with each day on which one was, in the order of the days; none is after today. */
  reviewed: readonly { day: string; households: number }[];
  steps: readonly CalendarStep[];
}

/** A unit on the map, and which step its value is; null: unknown. */
export interface MapUnit {
  name: string;
  shape: Shape;
  value: FigureValue;
  step: number | null;
}

export interface MapPicture extends About {
  kind: 'map';
  /** What each step is, the lowest first. */
  steps: readonly string[];
  units: readonly MapUnit[];
}

export type Picture = BarPicture | FlowPicture | YearPicture | CalendarPicture | MapPicture;

/** A picture of more units is a wall of bars: the others are in its table. */
export const MOST_BARS = 40;

export const UNKNOWN = 'chưa biết';

export const NO_DATA = 'chưa có số liệu';

export const valueText = (value: FigureValue, unit: PictureUnit): string =>
  value === null ? UNKNOWN : unit === '%' ? rateText(value) : numberText(value);

/** Whether there is nothing to draw. */
export function isEmpty(picture: Picture): boolean {
  switch (picture.kind) {
    case 'flow':
      return picture.flows.length === 0;
    case 'years':
      return picture.rows.every(({ cells }) => cells.every((cell) => !cell?.some(Boolean)));
    case 'calendar':
      return picture.reviewed.length === 0 && picture.steps.every(({ done }) => done.length === 0);
    case 'map':
      return picture.units.every(({ value }) => value === null);
    case 'bars':
      return picture.bars.every(({ values }) => values.every((value) => !value));
  }
}
