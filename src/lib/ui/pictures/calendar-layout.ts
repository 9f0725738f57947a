/** Where the line of reviewed households and the strips of the steps stand: all over one axis of days. */
import { scaleLinear } from 'd3-scale';
import { curveStepAfter, line } from 'd3-shape';
import { addDays, daysFrom } from '$lib/review/iso-day.ts';
import { numberText } from '../parts/number-text.ts';
import { shortDay, stripText } from './calendar.ts';
import { placeLegend } from './legend-layout.ts';
import type { CalendarPicture, CalendarStep } from './picture.ts';
import { textLines, textWidth } from './text-lines.ts';

const SIZE = 13;
const SMALL = 11;
const LINE = 16;
/** Of the plot of households. */
const TALL = 170;
/** The words of the marks above it. */
const HEAD = 52;
/** The days below it. */
const FOOT = 26;
const STRIP = 24;
const GAP = 14;
/** Where days are closer, their words run into each other. */
const DAY_WIDTH = 64;
const MARGIN = 22;
/** Of what runs late, and of the plan. */
export const THIN = 8;
/** So that one village of many is still seen, also on what runs late. */
const LOWEST = THIN + 4;
export const LEGEND = { names: ['Xong trong hạn', 'Muộn, quá hạn', 'Hạn của kế hoạch'], mark: 'Hạn của kế hoạch' } as const;

interface Words {
  x: number;
  text: string;
  anchor: 'start' | 'end';
}

export interface Strip {
  step: CalendarStep;
  /** Its name, and its last day and how far it is; each with the middle of its line. */
  lines: readonly { text: string; x: number; y: number; isName: boolean }[];
  /** What it stands on. */
  y: number;
  /** Where its last day ends; null: none is planned. */
  until: number | null;
  done: readonly { day: string; villages: number; late: boolean; x: number; width: number; height: number }[];
  /** From its last day to today, while villages have not done it. */
  overdue: { x: number; width: number } | null;
}

export interface CalendarLayout {
  /** Edges of the axis. */
  x0: number;
  x1: number;
  /** Upper and lower edge of the plot of households. */
  top: number;
  bottom: number;
  ticks: readonly { y: number; text: string }[];
  days: readonly { x: number; text: string }[];
  /** Of the number to review. */
  level: number;
  /** The line of reviewed households; '' while no day is known. */
  path: string;
  /** Its end, with the number. */
  end: { x: number; y: number; text: string; anchor: 'start' | 'end' } | null;
  until: Words | null;
  /** null when it is not on the axis. */
  today: Words | null;
  strips: readonly Strip[];
  height: number;
}

export function layoutCalendar(picture: CalendarPicture, width: number): CalendarLayout {
  const { from, to, today, toReview, until, reviewed, steps } = picture;
  const most = Math.max(toReview, reviewed.at(-1)?.households ?? 0, 1);
  const x0 = Math.max(MARGIN, textWidth(numberText(most), SMALL) + 8);
  const x1 = width - MARGIN;
  const span = Math.max(1, daysFrom(from, to));
  const scale = scaleLinear().domain([0, span]).range([x0, x1]).clamp(true);
  const at = (day: string): number => scale(daysFrom(from, day));

  const top = placeLegend(LEGEND.names, width).height + HEAD;
  const bottom = top + TALL;
  const tall = scaleLinear().domain([0, most]).range([bottom, top]);
  const last = today < to ? today : to;
  // Nothing changes between the last day of a review and today.
  const points = reviewed.map(({ day, households }): [number, number] => [at(day), tall(households)]);
  const newest = reviewed.at(-1);
  if (newest && newest.day < last) points.push([at(last), tall(newest.households)]);
  const start: [number, number][] = newest && reviewed[0]?.day !== from ? [[x0, bottom]] : [];
  const [endX, endY] = points.at(-1) ?? [0, 0];

  const words = (day: string, text: string): Words => {
    const x = at(day);
    return { x, text, anchor: x + textWidth(text, SMALL) > width ? 'end' : 'start' };
  };
  let y = bottom + FOOT;
  const strips = steps.map((step): Strip => {
    const lines = stripLines(step, y, width);
    const base = (lines.at(-1)?.y ?? y) + LINE / 2 + STRIP;
    const thick = Math.min(16, Math.max(4, ((x1 - x0) / (span + 1)) * 0.8));
    const start = step.until === null ? x0 : at(step.until);
    const strip = {
      step,
      lines,
      y: base,
      until: step.until === null ? null : start,
      done: step.done.map((one) => ({
        ...one,
        x: at(one.day) - thick / 2,
        width: thick,
        height: LOWEST + (one.villages / Math.max(1, step.villages)) * (STRIP - LOWEST),
      })),
      overdue: step.overdue > 0 && at(last) > start ? { x: start, width: at(last) - start } : null,
    };
    y = base + GAP;
    return strip;
  });
  const every = Math.max(1, Math.ceil(span / Math.max(1, Math.floor((x1 - x0) / DAY_WIDTH))));
  return {
    ...{ x0, x1, top, bottom, strips },
    ticks: tall
      .ticks(3)
      .filter(Number.isInteger)
      .map((tick) => ({ y: tall(tick), text: numberText(tick) })),
    days: Array.from({ length: Math.floor(span / every) + 1 }, (_, index) => {
      const day = addDays(from, index * every);
      return { x: at(day), text: shortDay(day) };
    }),
    level: tall(toReview),
    path: line().curve(curveStepAfter)([...start, ...points]) ?? '',
    end: newest ? { x: endX, y: endY, text: numberText(newest.households), anchor: endX + 40 > width ? 'end' : 'start' } : null,
    until: until === null ? null : words(until, `hạn rà soát ${shortDay(until)}`),
    today: today >= from && today <= to ? words(today, `hôm nay ${shortDay(today)}`) : null,
    height: y,
  };
}

/** In one line where there is room. */
function stripLines(step: CalendarStep, top: number, width: number): Strip['lines'] {
  const figures = stripText(step);
  // The name is bold.
  const beside = textWidth(`${step.name}MM`, SIZE);
  const y = top + LINE / 2;
  if (beside + textWidth(figures, SIZE) <= width)
    return [
      { text: step.name, x: 0, y, isName: true },
      { text: figures, x: beside, y, isName: false },
    ];
  const names = textLines(step.name, width, SIZE);
  return [...names, ...textLines(figures, width, SIZE)].map((text, index) => ({
    text,
    x: 0,
    y: y + index * LINE,
    isName: index < names.length,
  }));
}
