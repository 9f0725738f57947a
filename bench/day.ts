/** An invented day's work in one village: what five people write into the same list without receiving each other's edits. */
import { CAUSES } from '../src/lib/review/columns.ts';
import { ND07 } from '../src/lib/review/standards.ts';
import type { CellValue } from '../src/lib/review/types.ts';
import { random } from './households.ts';

export interface Edit {
  row: string;
  field: string;
  value: CellValue;
}

type Random = () => number;

const pick = <T>(next: Random, items: readonly T[]): T => items[Math.floor(next() * items.length)] as T;
const yes = (next: Random): CellValue => (next() < 0.6 ? 'x' : null);

/** Which cells a review writes and with which values: most often points. */
const FIELDS: readonly { fields: readonly string[]; share: number; value: (next: Random) => CellValue }[] = [
  { fields: ['b1'], share: 0.3, value: (next) => 60 + Math.floor(next() * 30) * 5 },
  { fields: ND07.indicators, share: 0.35, value: yes },
  { fields: CAUSES.map(([key]) => key), share: 0.15, value: yes },
  { fields: ['size'], share: 0.08, value: (next) => 1 + Math.floor(next() * 8) },
  {
    fields: ['note'],
    share: 0.07,
    value: (next) => pick(next, ['nhà đi vắng', 'đã gặp chủ hộ', 'hẹn tuần sau', 'xem lại sổ hộ khẩu', 'có con đi học xa']),
  },
  { fields: ['lastYear'], share: 0.05, value: (next) => pick(next, ['Hộ nghèo', 'Hộ cận nghèo', null]) },
];

/** @param seed different for each person. People go from house to house: several cells of one household, and back to some. */
export function dayOf(seed: number, rows: readonly string[], count = 500): Edit[] {
  const next = random(seed);
  const edits: Edit[] = [];
  while (edits.length < count) {
    const row = pick(next, rows);
    for (let n = 1 + Math.floor(next() * 6); n > 0 && edits.length < count; n--) {
      let dice = next();
      const kind = FIELDS.find(({ share }) => (dice -= share) < 0) ?? FIELDS[0];
      if (kind) edits.push({ row, field: pick(next, kind.fields), value: kind.value(next) });
    }
  }
  return edits;
}

export function shuffled<T>(seed: number, items: readonly T[]): T[] {
  const next = random(seed);
  const left = [...items];
  return Array.from({ length: items.length }, () => left.splice(Math.floor(next() * left.length), 1)[0] as T);
}
