/** Where a pasted or filled block goes: which of the shown cells it writes, which rows it adds, and what it may not write. */
import { foldTight } from '../review/text.ts';
import { columnsOf, heightOf, rowsOf, widthOf, type Block, type Corner, type Sheet } from './range.ts';

/** A cell to write, as text that its column will parse. */
export interface Words extends Corner {
  text: string;
}

export interface PlacedBlock {
  /** In rows that are shown. */
  cells: Words[];
  /** Rows past the last one: text by column. */
  added: Readonly<Record<string, string>>[];
  /** Cells that may not be written and whose text would change; row '' for an added row. */
  refused: Corner[];
  /** Texts right of the last column; row '' for an added row. */
  outside: { row: string; text: string }[];
  /** The shown cells that the block covers. */
  over: Block;
}

export interface WrittenBlock extends Pick<PlacedBlock, 'cells' | 'added' | 'refused' | 'outside'> {
  deed: 'paste' | 'move' | 'fill' | 'clear';
  /** Cells that become empty: those that were cut, or all cells of a `clear`. */
  emptied: readonly Corner[];
}

export interface Surface {
  sheet: Sheet;
  /** Whether the person may write there; `row` is undefined for a row to be added. */
  writable(row: string | undefined, field: string): boolean;
  /** A cell's text, as it would be copied. */
  textOf(row: string, field: string): string;
}

/** The size of a pasted block: when the selection is a multiple of the block, it is filled by repeating. */
export function pastedSize(block: readonly (readonly string[])[], selected: Block): { height: number; width: number } {
  const height = block.length;
  const width = Math.max(0, ...block.map((line) => line.length));
  const fits = height > 0 && width > 0 && heightOf(selected) % height === 0 && widthOf(selected) % width === 0;
  return fits ? { height: heightOf(selected), width: widthOf(selected) } : { height, width };
}

export function placeBlock(block: readonly (readonly string[])[], selected: Block, surface: Surface): PlacedBlock {
  const { rows, columns } = surface.sheet;
  const { height, width } = pastedSize(block, selected);
  const breadth = Math.max(1, ...block.map((line) => line.length));
  const placed: PlacedBlock = {
    cells: [],
    added: [],
    refused: [],
    outside: [],
    over: {
      top: selected.top,
      left: selected.left,
      bottom: Math.min(rows.ids.length, selected.top + height) - 1,
      right: Math.min(columns.ids.length, selected.left + width) - 1,
    },
  };
  for (let down = 0; down < height; down++) {
    const row = rows.ids[selected.top + down];
    const line = block[down % block.length] ?? [];
    const words: [string, string][] = [];
    for (let across = 0; across < width; across++) {
      const text = line[across % breadth];
      const field = columns.ids[selected.left + across];
      // Lines may have different lengths: where there is no cell, nothing is written.
      if (text === undefined) continue;
      if (field === undefined) {
        if (text !== '') placed.outside.push({ row: row ?? '', text });
      } else if (surface.writable(row, field)) words.push([field, text]);
      else if (row === undefined ? text !== '' : text !== surface.textOf(row, field)) placed.refused.push({ row: row ?? '', field });
    }
    if (row !== undefined) for (const [field, text] of words) placed.cells.push({ row, field, text });
    // An empty line past the end adds no row.
    else if (words.some(([, text]) => text.trim() !== '')) placed.added.push(Object.fromEntries(words));
  }
  return placed;
}

/**
 * Lays out a block whose first line holds column labels under those columns; null when the first line is no heading. A column without a
 * known label must be empty, or its text would be lost unseen; except STT, which each list counts itself.
 */
export function underHeadings([first = [], ...lines]: readonly (readonly string[])[], labels: readonly string[]): string[][] | null {
  const known = labels.map(foldTight);
  const places = first.map((heading) => known.indexOf(foldTight(heading)));
  const named = places.filter((place) => place >= 0);
  const rest = lines.every((line) =>
    line.every((text, index) => (places[index] ?? -1) >= 0 || foldTight(first[index] ?? '') === 'stt' || text.trim() === ''),
  );
  if (named.length === 0 || new Set(named).size < named.length || !rest) return null;
  const covered = labels.slice(0, Math.max(...places) + 1);
  return lines.map((line) => covered.map((_, place) => line[places.indexOf(place)] ?? ''));
}

/** The cells of a block that people filled, to be emptied. Formula cells are skipped: they follow their inputs. */
export function clearBlock(block: Block, { sheet, writable, textOf }: Surface): Corner[] {
  const fields = columnsOf(block, sheet);
  return rowsOf(block, sheet).flatMap((row) =>
    fields.filter((field) => writable(row, field) && textOf(row, field) !== '').map((field) => ({ row, field })),
  );
}
