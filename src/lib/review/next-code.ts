/** Mã hộ for a new household. */
import type { CellValue } from './types.ts';

/** Continues the numbering of the existing codes: T3-045 -> T3-046, T3-047. Each is unused in this village. */
export function codesAfter(codes: readonly CellValue[]): () => string {
  const taken = new Set(codes.map(String));
  let best: { prefix: string; number: number; digits: number } | null = null;
  for (const code of taken) {
    const [, prefix = '', digits] = /^(.*?)(\d{1,9})$/.exec(code) ?? [];
    if (digits !== undefined && (!best || Number(digits) > best.number)) best = { prefix, number: Number(digits), digits: digits.length };
  }
  const { prefix, digits, number } = best ?? { prefix: 'H', number: 0, digits: 3 };
  let next = number;
  const written = (): string => `${prefix}${String(next).padStart(digits, '0')}`;
  return () => {
    do next++;
    while (taken.has(written()));
    return written();
  };
}

export const proposeCode = (codes: readonly CellValue[]): string => codesAfter(codes)();
