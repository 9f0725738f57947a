/** `--area`: rural or urban, with the day from which it is so; of one commune, or of all that their lists say nothing of. */
import { AREA_KEYS, areaCellsOf, areaDayOf, areaOfVillage, type AreaBasis } from '../../src/lib/review/areas.ts';
import { dayText } from '../../src/lib/review/iso-day.ts';
import { AREA_ASKED } from '../../src/lib/review/check-villages.ts';
import type { Classified } from '../../src/lib/review/classify.ts';
import { isSameCommune } from '../../src/lib/review/place-name.ts';
import type { Area, Round } from '../../src/lib/review/plans.ts';
import type { Problem, ReviewData } from '../../src/lib/review/types.ts';

export type CommuneArea = Pick<Round, 'area' | 'areaFrom' | 'areaBefore'>;

export interface SaidArea extends CommuneArea {
  /** As the person wrote it. */
  text: string;
  /** null: of every commune that none names. */
  unit: string | null;
}

const SAID = /^(?:(?<unit>.+)=)?(?:(?:(?<before>rural|urban),)?(?<later>rural|urban)@(?<from>\d{4}-\d\d-\d\d)|(?<area>rural|urban))$/su;

/** 'urban', 'Phường A=urban', 'Phường A=rural,urban@2026-04-30'. @returns null for anything else. */
export function readArea(text: string): SaidArea | null {
  const said = SAID.exec(text.normalize('NFC').trim())?.groups;
  if (!said) return null;
  const { unit, before, later, from, area } = said as Partial<Record<string, string>>;
  return {
    text,
    unit: unit?.trim() ?? null,
    area: (later ?? area) as Area,
    ...(from !== undefined && { areaFrom: from }),
    ...(before !== undefined && { areaBefore: before as Area }),
  };
}

/** What was said of a commune; of several that fit, the last. @param names by which it is known. */
export function saidOf(said: readonly SaidArea[], names: readonly string[]): SaidArea | undefined {
  const own = said.findLast(({ unit }) => unit !== null && names.some((name) => isSameCommune(unit, name)));
  return own ?? said.findLast(({ unit }) => unit === null);
}

/** It applies only where the sheet Thôn gives no area. */
export function notUsed(said: SaidArea | undefined, { villages }: ReviewData): Problem[] {
  if (!said) return [];
  const own = areaCellsOf({}, said);
  const others = villages.filter(({ cells }) => cells.area && AREA_KEYS.some((key) => (cells[key] ?? null) !== own[key]));
  const names = others.map(({ cells }) => String(cells.name)).join(', ');
  return others.length === 0
    ? []
    : [{ code: 'area-given', severity: 'warning', text: `--area ${said.text} không dùng cho ${names}: trang Thôn ghi khu vực khác.` }];
}

/** Problems that one sentence about the commune replaces, where nobody has said its area. */
const REPLACED: ReadonlySet<string> = new Set(['area-missing', 'village-without-area']);

/** @returns the number of households that lack nothing but the area, where that of the whole commune is unknown; null if it is known. */
export function withoutArea({ data, round }: Pick<Classified, 'data' | 'round'>, problems: readonly Problem[]): number | null {
  const isKnown = data.villages.some(({ cells }) => areaOfVillage(cells, round) !== '');
  return isKnown || data.households.length === 0
    ? null
    : problems.filter(({ code, severity }) => code === 'area-missing' && severity === 'error').length;
}

export const withoutReplaced = (problems: readonly Problem[]): Problem[] => problems.filter(({ code }) => !REPLACED.has(code));

/** The page has buttons for it. */
export const withAreaOption = (problem: Problem): Problem =>
  problem.code === AREA_ASKED ? { ...problem, text: `${problem.text} Muốn chọn, thêm --area-day NGÀY (YYYY-MM-DD).` } : problem;

/** The one sentence about all communes whose area nobody has said. */
export function unknownAreas(
  unknown: readonly { name: string; households: number }[],
  round: Pick<AreaBasis, 'areaDay' | 'lastDay'>,
): string {
  const [first] = unknown;
  const households = unknown.reduce((sum, each) => sum + each.households, 0);
  const names = unknown.map(({ name }) => name || 'xã này').join(', ');
  const option =
    unknown.length === 1
      ? 'thêm --area rural (nông thôn) hoặc --area urban (thành thị)'
      : `thêm cho từng nơi: --area "${first?.name}=rural" (nông thôn) hoặc --area "${first?.name}=urban" (thành thị)`;
  return (
    `Chưa biết khu vực của ${names} vào ngày ${dayText(areaDayOf(round))}` +
    `${households > 0 ? `, nên chưa phân loại được ${households.toLocaleString('vi-VN')} hộ` : ''}. ` +
    `Tên xã, phường không cho biết khu vực: hãy ghi ở trang Thôn, hoặc ${option}.`
  );
}
