/**
 * What a person does to the whole selection: copy, cut, paste, fill, clear. Each act is reported as one wish, so that it becomes one undo
 * step.
 */
import type { GridApi, IRowNode } from 'ag-grid-community';
import type { CellValue } from '../../review/types.ts';
import { asTyped } from '../as-typed.ts';
import { writeTable, type CopiedCell } from '../clipboard-html.ts';
import { writeBlock } from '../clipboard.ts';
import { readCopied } from '../copied.ts';
import { continueValues, fillDownTo } from '../fill.ts';
import { cellText, cellValue, columnId, labelOf, type GridColumn } from '../grid-columns.ts';
import type { GridRow } from '../grid-row.ts';
import { clearBlock, placeBlock, underHeadings, type PlacedBlock, type Surface, type Words, type WrittenBlock } from '../placing.ts';
import type { Ranges } from './range-binding.ts';
import { columnsOf, heightOf, isSingle, rowsOf, widthOf, type Block, type Corner, type Sheet } from '../range.ts';

export interface BlockPort {
  columns: readonly GridColumn[];
  mayWrite(): boolean;
  /** @returns ids of the rows that were added, in order. */
  onBlock(block: WrittenBlock): string[];
}

/** What was cut: these texts in these cells, and the text put on the clipboard with them. */
interface Cut {
  cells: Words[];
  text: string;
}

/** Where a block is pasted in an empty sheet, which has no active cell. */
const FIRST_CELL: Block = { top: 0, left: 0, bottom: 0, right: 0 };

export class BlockDeeds {
  readonly #api: GridApi<GridRow>;
  readonly #port: BlockPort;
  readonly #ranges: Ranges;
  readonly #columns: ReadonlyMap<string, GridColumn>;
  #cut: Cut | null = null;

  constructor(api: GridApi<GridRow>, ranges: Ranges, port: BlockPort) {
    this.#api = api;
    this.#ranges = ranges;
    this.#port = port;
    this.#columns = new Map(port.columns.map((column) => [columnId(column), column]));
  }

  readonly textOf = (row: string, field: string): string => asTyped(this.#valueOf(row, field));

  copy(data: DataTransfer, cut: boolean): boolean {
    const now = this.#ranges.current();
    if (!now) return false;
    const fields = columnsOf(now.block, now.sheet);
    const rows = rowsOf(now.block, now.sheet);
    const text = writeBlock(rows.map((row) => fields.map((field) => this.textOf(row, field))));
    data.setData('text/plain', text);
    data.setData('text/html', writeTable(rows.map((row) => fields.map((field) => this.#copied(row, field)))));
    // As in a worksheet, cut cells keep their text until they are pasted.
    this.#cut = cut && this.#port.mayWrite() ? { text, cells: this.#whatStands(now.block, now.sheet) } : null;
    this.#ranges.markCut(this.#cut ? now.range : null);
    return true;
  }

  paste(data: DataTransfer): void {
    const text = data.getData('text/plain');
    const block = readCopied(text, data.getData('text/html'));
    const now = this.#ranges.current();
    if (!now && !this.#api.isRowDataEmpty()) return;
    const surface = this.#surface(this.#ranges.sheet);
    const placed = now ? placeBlock(block, now.block, surface) : placeBlock(this.#underHeadings(block) ?? block, FIRST_CELL, surface);
    const moved = this.#cut?.text === text ? this.#moved(placed) : null;
    this.forgetCut();
    const added = this.#write(moved ? 'move' : 'paste', { ...placed, emptied: moved ?? [] });
    if (added) this.#selectPasted(placed, added);
  }

  #underHeadings(block: readonly (readonly string[])[]): string[][] | null {
    return underHeadings(
      block,
      this.#ranges.sheet.columns.ids.map((id) => labelOf(this.#port.columns, id)),
    );
  }

  /** @returns false for a single cell, which is handled elsewhere. */
  clear(): boolean {
    const now = this.#ranges.current();
    if (!now || isSingle(now.range)) return false;
    this.#write('clear', { emptied: clearBlock(now.block, this.#surface(now.sheet)) });
    return true;
  }

  /** Writes the same text into every selected cell. */
  spread(text: string): void {
    const now = this.#ranges.current();
    if (now) this.#write('fill', placeBlock([[text]], now.block, this.#surface(now.sheet)));
  }

  /**
   * Ctrl+D and Ctrl+R: copies the first row or column of the selection over the others; when only one is selected, copies what stands
   * before it.
   */
  repeat(way: 'down' | 'right'): void {
    const now = this.#ranges.current();
    if (!now) return;
    const { block, sheet } = now;
    const down = way === 'down';
    const lone = (down ? heightOf(block) : widthOf(block)) === 1;
    const [edge, first] = down ? (['top', block.top] as const) : (['left', block.left] as const);
    if (lone && first === 0) return;
    const source = lone ? first - 1 : first;
    const over = lone ? block : { ...block, [edge]: first + 1 };
    const words = down
      ? [columnsOf(block, sheet).map((field) => this.textOf(sheet.rows.ids[source] ?? '', field))]
      : rowsOf(block, sheet).map((row) => [this.textOf(row, sheet.columns.ids[source] ?? '')]);
    const placed = placeBlock(words, over, this.#surface(sheet));
    this.#write('fill', down ? this.#withoutFormulas(placed) : placed);
  }

  /** @param other whether Ctrl was held. */
  fill(source: Block, over: Block, other: boolean): void {
    const { sheet } = this.#ranges;
    const placed = placeBlock(this.#continued(source, over, other), over, this.#surface(sheet));
    const down = over.left === source.left && over.right === source.right;
    if (!this.#write('fill', down ? this.#withoutFormulas(placed) : placed)) return;
    const all = {
      top: Math.min(source.top, over.top),
      bottom: Math.max(source.bottom, over.bottom),
      left: Math.min(source.left, over.left),
      right: Math.max(source.right, over.right),
    };
    const at = (row: number, column: number) => ({ row: sheet.rows.ids[row] ?? '', field: sheet.columns.ids[column] ?? '' });
    this.#ranges.select({ anchor: at(all.top, all.left), head: at(all.bottom, all.right) });
  }

  fillDown(source: Block): void {
    const { rows, columns } = this.#ranges.sheet;
    const isFilled = (row: number, column: number): boolean => this.textOf(rows.ids[row] ?? '', columns.ids[column] ?? '') !== '';
    const over = fillDownTo(isFilled, source, rows.ids.length - 1, columns.ids.length - 1);
    if (over) this.fill(source, over, false);
  }

  forgetCut(): void {
    if (!this.#cut) return;
    this.#cut = null;
    this.#ranges.markCut(null);
  }

  #continued(source: Block, over: Block, other: boolean): string[][] {
    const { sheet } = this.#ranges;
    const down = over.left === source.left && over.right === source.right;
    const back = down ? over.bottom < source.top : over.right < source.left;
    const rows = rowsOf(source, sheet);
    const fields = columnsOf(source, sheet);
    const lines = down
      ? fields.map((field) => rows.map((row) => this.#valueOf(row, field)))
      : rows.map((row) => fields.map((field) => this.#valueOf(row, field)));
    const count = down ? heightOf(over) : widthOf(over);
    const filled = lines.map((values, index) => {
      const column = this.#columns.get((down ? fields[index] : fields.at(-1)) ?? '');
      const type = column?.kind === 'input' ? column.column.type : 'text';
      const next = continueValues(back ? [...values].reverse() : values, count, { type, back, other }).map(asTyped);
      return back ? next.reverse() : next;
    });
    return down ? Array.from({ length: count }, (_, row) => filled.map((line) => line[row] ?? '')) : filled;
  }

  /** Filling down passes over formula columns, which already have their formula: nobody meant to write over it. */
  #withoutFormulas(placed: PlacedBlock): PlacedBlock {
    return { ...placed, refused: placed.refused.filter(({ field }) => this.#columns.get(field)?.kind === 'input') };
  }

  /** The cells to empty: those that still hold what was cut and are not written over. Cells that have changed since then stay. */
  #moved({ cells }: PlacedBlock): Corner[] {
    const written = new Set(cells.map(({ row, field }) => `${field} ${row}`));
    return (this.#cut?.cells ?? []).filter(({ row, field, text }) => !written.has(`${field} ${row}`) && this.textOf(row, field) === text);
  }

  /** Of a cell in conflict only one value was copied, so it is not emptied. */
  #whatStands(block: Block, sheet: Sheet): Words[] {
    return clearBlock(block, this.#surface(sheet))
      .filter(({ row, field }) => !this.#row(row)?.conflicts[field])
      .map(({ row, field }) => ({ row, field, text: this.textOf(row, field) }));
  }

  #selectPasted({ over }: PlacedBlock, added: readonly string[]): void {
    const { rows, columns } = this.#ranges.current()?.sheet ?? this.#ranges.sheet;
    const anchor = { row: rows.ids[over.top] ?? '', field: columns.ids[over.left] ?? '' };
    const last = over.bottom + added.length;
    const together = added.every((id, index) => rows.ids[over.bottom + 1 + index] === id);
    this.#ranges.select({
      anchor,
      head: { row: rows.ids[together ? last : over.bottom] ?? anchor.row, field: columns.ids[over.right] ?? anchor.field },
    });
  }

  /** @returns null where the person may not write; the page says why. */
  #write(
    deed: WrittenBlock['deed'],
    { cells = [], emptied = [], added = [], refused = [], outside = [] }: Partial<WrittenBlock>,
  ): string[] | null {
    this.forgetCut();
    const rows = this.#port.onBlock({ deed, cells, emptied, added, refused, outside });
    return this.#port.mayWrite() ? rows : null;
  }

  #surface(sheet: Sheet): Surface {
    const columns = new Map(
      [...this.#columns].flatMap(([id, { kind }]) => (kind === 'input' ? [[id, this.#api.getColumn(id)] as const] : [])),
    );
    // Called for every cell of a row: look the row up once.
    let known: string | undefined;
    let node: IRowNode<GridRow> | undefined;
    return {
      sheet,
      textOf: this.textOf,
      writable: (row, field) => {
        const column = columns.get(field);
        if (row !== known) [known, node] = [row, row === undefined ? undefined : this.#api.getRowNode(row)];
        return column !== undefined && (row === undefined || (node !== undefined && (column?.isCellEditable(node) ?? false)));
      },
    };
  }

  #copied(row: string, field: string): CopiedCell {
    const data = this.#row(row);
    const column = this.#columns.get(field);
    const value = this.#valueOf(row, field);
    const text = data && column ? cellText(data, column) : '';
    return typeof value === 'number' ? { text, number: value } : { text };
  }

  #row(id: string): GridRow | undefined {
    return this.#api.getRowNode(id)?.data;
  }

  #valueOf(id: string, field: string): CellValue {
    const row = this.#row(id);
    const column = this.#columns.get(field);
    return row && column ? cellValue(row, column) : null;
  }
}
