/**
 * The named limits of a standard: an inspector reads NGUONG_B1_NT in a formula, and its value on the sheet Thông số. A limit is one number,
 * or one for each area; it can change on a day, and then the round's last day chooses.
 */
import * as v from 'valibot';

const byArea = v.object({ rural: v.number(), urban: v.number() });
const figure = v.union([v.number(), byArea]);
export type ByArea = v.InferOutput<typeof byArea>;
export type Figure = v.InferOutput<typeof figure>;

/** A word with an underscore cannot be taken for the address of a cell. */
export const LIMIT_NAME = /^[A-Z]+(?:_[A-Z0-9]+)+$/;

export const LimitShape = v.object({
  name: v.pipe(v.string(), v.regex(LIMIT_NAME)),
  label: v.string(),
  /** 'điểm', 'đồng/người/tháng': for sentences. */
  unit: v.optional(v.string()),
  at: figure,
  /** From a day on (yyyy-mm-dd) another figure. */
  later: v.optional(v.array(v.object({ from: v.pipe(v.string(), v.isoDate()), at: figure }))),
  /** Of the living standard, not of the classes. */
  living: v.optional(v.literal(true)),
  /** Name of the limit in money that this one stands for: 140 points for 1.500.000 đồng. */
  means: v.optional(v.string()),
  /** Its source, where that is not the standard's own. */
  cite: v.optional(v.string()),
});
export type Limit = v.InferOutput<typeof LimitShape>;

/** Whether a text names a limit, and not one whose name only begins so. */
export const mentions = (text: string, name: string): boolean => new RegExp(`(?<![A-Z0-9_])${name}(?![A-Z0-9_])`).test(text);

type Limited = { limits: readonly Limit[] };

export const isByArea = (at: Figure): at is ByArea => typeof at === 'object';

export const limitOf = ({ limits }: Limited, name: string): Limit | undefined => limits.find((limit) => limit.name === name);

/** The number of a limit in an area; undefined where the standard has no such limit. */
export function limitIn(standard: Limited, name: string, area: keyof ByArea): number | undefined {
  const at = limitOf(standard, name)?.at;
  return typeof at === 'object' ? at[area] : at;
}

/** The limits in force on a day, as if the standard never had others. */
export function onDay<S extends Limited>(standard: S, day: string): S {
  if (!standard.limits.some(({ later }) => later)) return standard;
  const limits = standard.limits.map(({ later = [], ...limit }) => {
    const last = later.filter(({ from }) => from <= day).sort((a, b) => (a.from < b.from ? 1 : -1))[0];
    return last ? { ...limit, at: last.at } : limit;
  });
  return { ...standard, limits };
}
