/** One village of a review: only its own lists, as a file for its head or its meeting. */
import { completeVillages } from './classify.ts';
import { excelKey } from './excel-key.ts';
import type { Round } from './plans.ts';
import type { ReviewData, Row } from './types.ts';

const same = (a: unknown, b: unknown): boolean => excelKey(a) === excelKey(b);
const codeOf = ({ cells }: Row): string => String(cells.code ?? '');

/** Each name once, in the order of the sheet Thôn; then those that only the lists name. */
export function villageNames(data: ReviewData, round: Pick<Round, 'area'>): string[] {
  const names = completeVillages(data, round).map(({ cells }) => String(cells.name ?? ''));
  return names.filter((name, index) => name !== '' && names.findIndex((other) => same(other, name)) === index);
}

/** Contains nothing of another village's households. */
export function onlyVillage(data: ReviewData, village: string): ReviewData {
  const households = data.households.filter(({ cells }) => same(cells.village, village));
  const codes = new Set(households.map(codeOf));
  return {
    unit: `${village}, ${data.unit || 'Xã ……………'}`,
    villages: data.villages.filter(({ cells }) => same(cells.name, village)),
    households,
    members: data.members.filter((row) => codes.has(codeOf(row))),
  };
}
