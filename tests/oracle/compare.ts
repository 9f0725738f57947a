/** Compares every formula cell of our workbook with the same cell calculated by LibreOffice. */
import * as XLSX from 'xlsx';

type Stored = string | number | boolean | null;

export interface Difference {
  cell: string;
  formula: string;
  ours: Stored;
  theirs: Stored;
}

export interface Comparison {
  compared: number;
  differences: Difference[];
}

const open = (bytes: Uint8Array): XLSX.WorkBook => XLSX.read(bytes, { cellFormula: true, cellText: false, cellHTML: false });

/** An error is compared by its name; an empty text and an empty cell look the same to a reader. */
const stored = (cell: XLSX.CellObject | undefined): Stored => {
  if (!cell || cell.v === undefined || cell.v === null || cell.v === '') return null;
  if (cell.t === 'e') return cell.w ?? `error ${String(cell.v)}`;
  return cell.v as Stored;
};

/** Saving keeps only 15 digits. */
const same = (ours: Stored, theirs: Stored): boolean =>
  typeof ours === 'number' && typeof theirs === 'number' ? Math.abs(ours - theirs) <= 1e-12 * Math.max(1, Math.abs(ours)) : ours === theirs;

export function compare(ours: Uint8Array, recalculated: Uint8Array): Comparison {
  const mine = open(ours);
  const other = open(recalculated);
  const result: Comparison = { compared: 0, differences: [] };
  for (const name of mine.SheetNames) {
    const sheet = mine.Sheets[name] ?? {};
    for (const address of Object.keys(sheet)) {
      const cell = sheet[address] as XLSX.CellObject | undefined;
      if (address.startsWith('!') || !cell?.f) continue;
      const theirs = stored(other.Sheets[name]?.[address] as XLSX.CellObject | undefined);
      result.compared++;
      if (!same(stored(cell), theirs)) result.differences.push({ cell: `${name}!${address}`, formula: cell.f, ours: stored(cell), theirs });
    }
  }
  return result;
}
