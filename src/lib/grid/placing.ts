/** Where a pasted or filled block goes: which cells of the rows shown it writes, which rows it adds, what it may not write. */
import { foldTight } from '../review/text.ts';
import { columnsOf, heightOf, rowsOf, widthOf, type Block, type Corner, type Sheet } from './range.ts';

/** A cell to write, as text that its column will read. */
export interface Words extends Corner {
  text: string;
}

export interface PlacedBlock {
  /** In rows that are shown. */
  cells: Words[];
  /** Rows past the last one: by column, what each says. */
  added: Readonly<Record<string, string>>[];
  /** Cells that nobody writes, where something else would have stood; row '' in a row that is added. */
  refused: Corner[];
  /** Words right of the last column; row '' in a row that is added. */
  outside: { row: string; text: string }[];
  /** What it covers of the rows shown. */
  over: Block;
}

export interface WrittenBlock extends Pick<PlacedBlock, 'cells' | 'added' | 'refused' | 'outside'> {
  deed: 'paste' | 'move' | 'fill' | 'clear';
  /** Cells that become empty: of what was cut, or all of it. */
  emptied: readonly Corner[];
}

export interface Surface {
  sheet: Sheet;
  /** Whether a person may write there; `row` undefined for a row that is to be added. */
  writable(row: string | undefined, field: string): boolean;
  /** What stands in a cell, as it would be copied. */
  textOf(row: string, field: string): string;
}

/** How high and wide a pasted block becomes: a larger selection that is a multiple of it is filled by repeating it. */
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
      // Lines may be of different lengths: where there is nothing, nothing is written.
      if (text === undefined) continue;
      if (field === undefined) {
        if (text !== '') placed.outside.push({ row: row ?? '', text });
      } else if (surface.writable(row, field)) words.push([field, text]);
      else if (row === undefined ? text !== '' : text !== surface.textOf(row, field)) placed.refused.push({ row: row ?? '', field });
    }
    if (row !== undefined) for (const [field, text] of words) placed.cells.push({ row, field, text });
    // An empty line past the end is nobody.
    else if (words.some(([, text]) => text.trim() !== '')) placed.added.push(Object.fromEntries(words));
  }
  return placed;
}

/**
 * A block whose first line names columns, laid out under them; null where the line is no such line. A column without a
 * known heading must be empty, or something would be lost unseen; STT, which every list counts for itself, may be.
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

/** The cells of a block that a person wrote something into, to be emptied. Formula cells are passed over: they follow. */
export function clearBlock(block: Block, { sheet, writable, textOf }: Surface): Corner[] {
  const fields = columnsOf(block, sheet);
  return rowsOf(block, sheet).flatMap((row) =>
    fields.filter((field) => writable(row, field) && textOf(row, field) !== '').map((field) => ({ row, field })),
  );
}
