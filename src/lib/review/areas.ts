/**
 * Rural or urban, with the day from which it is so and the area before. People set it, for a village or for the whole commune; it is never
 * read from "xã" or "phường" in a name: a xã may become a phường and keep its code.
 */
import { compile } from '../formula/compile.ts';
import { parse } from '../formula/parse.ts';
import { print, stored } from '../formula/print.ts';
import { toText } from '../formula/values.ts';
import { dayNumber, isoOf, dayText } from './iso-day.ts';
import { RURAL, URBAN } from './columns.ts';
import type { Area, Round } from './plans.ts';
import type { CellValue, Row } from './types.ts';

/** Defined names: the day whose area counts, as a date and as a number yyyymmdd. */
export const AREA_DAY_NAME = 'NGAY_KHU_VUC';
export const AREA_MARK_NAME = 'MOC_KHU_VUC';

export const AREA_KEYS = ['area', 'areaFrom', 'areaBefore'] as const;
const LABELS = ['Khu vực', 'Khu vực từ ngày', 'Khu vực trước đó'] as const;
/** The cells of one village, or of the commune. */
export type AreaCells = Readonly<Record<(typeof AREA_KEYS)[number], CellValue>>;

type Cells = Readonly<Record<string, CellValue>>;
type CommuneArea = Pick<Round, 'area' | 'areaFrom' | 'areaBefore'>;
export type AreaBasis = CommuneArea & Pick<Round, 'areaDay' | 'lastDay'>;

export const areaName = (area: Area | undefined): string | null => (area === 'rural' ? RURAL : area === 'urban' ? URBAN : null);

/** yyyy-mm-dd: the day whose area counts. */
export const areaDayOf = ({ areaDay, lastDay }: Pick<Round, 'areaDay' | 'lastDay'>): string => areaDay ?? lastDay;

/** A village without an area has the commune's. */
export const areaCellsOf = (village: Cells, { area, areaFrom, areaBefore }: CommuneArea): AreaCells =>
  village.area || !area
    ? { area: village.area ?? null, areaFrom: village.areaFrom ?? null, areaBefore: village.areaBefore ?? null }
    : { area: areaName(area), areaFrom: areaFrom === undefined ? null : dayText(areaFrom), areaBefore: areaName(areaBefore) };

const MARK = 'Mốc';
/** Before its first day an area is what it was before; where nobody wrote that, it is unknown. Only a whole day counts. */
const TREE = parse(
  `IF(AND(LEN([${LABELS[1]}])=10;` +
    `IFERROR(VALUE(RIGHT([${LABELS[1]}];4))*10000+VALUE(MID([${LABELS[1]}];4;2))*100+VALUE(LEFT([${LABELS[1]}];2));0)>[${MARK}]);` +
    `[${LABELS[2]}];[${LABELS[0]}])&""`,
);
const SLOTS: readonly string[] = [...LABELS, MARK];
const evaluate = compile(TREE, { slot: (label) => SLOTS.indexOf(label), names: {}, tables: {} });

/** @param day yyyy-mm-dd @returns '' while it is not known */
export const areaOn = (cells: AreaCells, day: string): string =>
  String(toText(evaluate([...AREA_KEYS.map((key) => cells[key]), dayNumber(day)])));

/** The same in a workbook. @param address of a village's cell. */
export const areaFormula = (address: (key: (typeof AREA_KEYS)[number]) => string): string =>
  print(
    TREE,
    stored((label) => (label === MARK ? AREA_MARK_NAME : address(AREA_KEYS[SLOTS.indexOf(label)] ?? 'area'))),
  );

/** The area that counts for the households of a village. */
export const areaOfVillage = (village: Cells, round: AreaBasis): string => areaOn(areaCellsOf(village, round), areaDayOf(round));

/** Whether a village, or the commune for those without an area, has a day from which its area is so. */
export const hasDatedAreas = (villages: readonly Pick<Row, 'cells'>[], round: CommuneArea): boolean =>
  villages.some(({ cells }) => areaCellsOf(cells, round).areaFrom !== null);

/** A village whose area on the plan's first day differs from that on the round's last day. */
export interface AreaChange {
  village: string;
  before: string;
  after: string;
  /** yyyy-mm-dd */
  from: string;
}

export function areaChanges(villages: readonly Pick<Row, 'cells'>[], round: Pick<Round, 'plan' | 'lastDay'> & CommuneArea): AreaChange[] {
  return villages.flatMap(({ cells }): AreaChange[] => {
    const own = areaCellsOf(cells, round);
    const from = isoOf(own.areaFrom);
    const [before, after] = [areaOn(own, round.plan.from), areaOn(own, round.lastDay)];
    return from === null || before === after || round.plan.from > round.lastDay
      ? []
      : [{ village: String(cells.name ?? ''), before, after, from }];
  });
}

/** 'Thôn 3 là thành thị từ 30/04/2026, trước đó là nông thôn'; null where no day is written. */
export function areaHistory(village: Cells, round: CommuneArea): string | null {
  const { area, areaFrom, areaBefore } = areaCellsOf(village, round);
  const from = isoOf(areaFrom);
  if (!area || from === null) return null;
  const before = areaBefore ? `là ${String(areaBefore).toLowerCase()}` : 'chưa ghi';
  return `${String(village.name ?? '')} là ${String(area).toLowerCase()} từ ${dayText(from)}, trước đó ${before}`;
}
