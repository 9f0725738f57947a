import { CAUSES, NEAR_POOR, POOR, RURAL } from '../src/lib/review/columns.ts';
import { ND07 } from '../src/lib/review/standards.ts';
import type { CellValue, Row } from '../src/lib/review/types.ts';

/** A small seeded generator, so that every run measures the same households. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export const villages: Row[] = Array.from({ length: 12 }, (_, i) => ({
  id: `v:thon-${i + 1}`,
  sheet: 'villages',
  cells: { name: `Thôn ${i + 1}`, area: RURAL, households: 300, persons: 1100, minorityHouseholds: 200 },
}));

/** Households of Danh sách 01 as in a real review: most were on last year's list, some asked for it, a few left. */
export function households(count: number): Row[] {
  const next = random(20231214);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)] as T;
  return Array.from({ length: count }, (_, i) => {
    const cells: Record<string, CellValue> = {
      code: `H-${i + 1}`,
      head: `Nông Văn ${i + 1}`,
      birth: '13/02/1985',
      sex: pick(['Nam', 'Nữ']),
      ethnic: pick(['Kinh', 'Tày', 'Nùng', 'Dao']),
      spouseEthnic: pick(['Kinh', 'Tày', null]),
      village: `Thôn ${1 + Math.floor(next() * 12)}`,
      size: 1 + Math.floor(next() * 7),
      lastYear: pick([POOR, POOR, NEAR_POOR, null]),
      formerly: pick([null, null, null, POOR]),
      change: pick([null, null, null, null, null, null, null, null, 'Chuyển đi', 'Tách hộ']),
      request: pick([null, 'x']),
      formA: Math.floor(next() * 7),
      b1: 60 + Math.floor(next() * 200),
      income: 1_000_000 + Math.floor(next() * 12_000_000),
    };
    for (const key of ND07.indicators) if (next() < 0.3) cells[key] = 'x';
    for (const [key] of CAUSES) if (next() < 0.3) cells[key] = 'x';
    return { id: `h:H-${i + 1}`, sheet: 'list01', cells };
  });
}
