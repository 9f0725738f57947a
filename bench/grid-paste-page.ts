/** The page of grid-paste.ts: our grid over a real list, and a plain AG Grid with the same rows and columns. */
import {
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  createGrid,
  ModuleRegistry,
  RowApiModule,
  type GridApi,
} from 'ag-grid-community';
import * as Y from 'yjs';
import { SharedList } from '../src/lib/cells/shared-list.ts';
import { cellText, columnId, gridColumns } from '../src/lib/grid/grid-columns.ts';
import { ListGrid } from '../src/lib/grid/ag-grid/list-grid.ts';
import { PLAIN_LAYOUT } from '../src/lib/grid/views.ts';
import { Classifier } from '../src/lib/review/classify.ts';
import { columnsOf, RURAL } from '../src/lib/review/columns.ts';
import { chooseRound } from '../src/lib/review/plans.ts';
import { ND07 } from '../src/lib/review/standards.ts';
import { bindGrid } from '../src/lib/ui/village/desk/bind-grid.ts';
import { blockWrites } from '../src/lib/ui/village/state/block-writes.ts';
import { VillageBook } from '../src/lib/ui/village/state/village-book.ts';

/** 40 of the columns of Danh sách 01, in the grid's order: all but Mã hộ and the village. */
const COLUMNS = columnsOf('list01')
  .filter(({ key }) => key !== 'village' && key !== 'code')
  .slice(0, 40);

type Line = Record<string, string>;

function lines(rows: number, round: number): Line[] {
  return Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(COLUMNS.map((column, place) => [column.key, word(column.type, row, place, round)])),
  );
}

function word(type: string, row: number, place: number, round: number): string {
  if (type === 'yes') return (row + place + round) % 3 === 0 ? 'x' : '';
  if (type === 'integer') return String(1 + ((row + place + round) % 12));
  if (type === 'money') return String(900_000 + ((row * 37 + round) % 900) * 1_000);
  if (type === 'cccd') return String(6_000_000_000 + row * 97 + round).padStart(12, '0');
  if (type === 'date')
    return `${String(1 + ((row + round) % 28)).padStart(2, '0')}/${String(1 + (row % 12)).padStart(2, '0')}/${1950 + (row % 60)}`;
  if (type === 'choice') return ['Nam', 'Nữ', 'Tày', 'Hộ nghèo', ''][(row + place + round) % 5] ?? '';
  return `Nông Văn ${row} ${place} ${round}`;
}

const painted = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

function host(): HTMLElement {
  const element = document.createElement('section');
  element.className = 'list-grid';
  element.style.cssText = 'width:1366px;height:579px';
  document.body.replaceChildren(element);
  return element;
}

/**
 * @param start how many rows exist before: none, or as many as are pasted. @param times how often it is pasted over
 * itself; only the last one is measured.
 */
async function ours(rows: number, start: number, times: number): Promise<number> {
  const doc = new Y.Doc();
  // Like the device's copy and the connection: each edit is encoded at once.
  let bytes = 0;
  doc.on('update', (update: Uint8Array) => void (bytes += update.length));
  const list = new SharedList(doc, 'lan');
  const id = (row: number): string => `h:${String(row).padStart(5, '0')}`;
  list.write(
    lines(start, 0).flatMap((line, row) => [
      { row: id(row), field: 'sheet', value: 'list01' },
      { row: id(row), field: 'code', value: `NT-${String(row).padStart(4, '0')}` },
      ...Object.entries(line).map(([field, value]) => ({ row: id(row), field, value: value || null })),
    ]),
  );
  const book = new VillageBook(
    list,
    new Classifier(chooseRound({ year: 2023 }), [{ id: 'v:1', sheet: 'villages', cells: { name: 'Thôn 1', area: RURAL } }]),
    'Thôn 1',
  );
  const element = host();
  const order = gridColumns('list01', ND07);
  const grid = new ListGrid(element, {
    sheet: 'list01',
    columns: order,
    rows: book.rows('list01'),
    context: {
      mayWrite: true,
      writer: (_row, { author }) => author,
      colleagueIn: () => undefined,
      households: () => [],
      heading: () => ({ filtered: false, sort: null }),
      foundIn: () => null,
      commentsIn: () => 0,
      changeIn: () => undefined,
    },
    filter: () => true,
    onTyped: () => undefined,
    onBlock: (block) => {
      const written = blockWrites(block, { sheet: 'list01', household: null, codes: () => [] });
      list.write(written.writes);
      return written.added;
    },
    onSelect: () => undefined,
    onDeed: () => undefined,
    onRefused: () => undefined,
    onFocus: () => undefined,
    onShown: () => undefined,
    layout: PLAIN_LAYOUT,
    onLayout: () => undefined,
    onColumnMenu: () => undefined,
    onRowMenu: () => undefined,
    onWhy: () => undefined,
    onComment: () => undefined,
  });
  const stop = bindGrid(grid, book, 'list01');
  await painted();
  // In display order: the result is last, frozen at the right edge. Cells of formulas are pasted unchanged.
  const shown = [...order.filter((column) => columnId(column) !== '=class'), ...order.filter((column) => columnId(column) === '=class')];
  let time = NaN;
  for (let round = 1; round <= times; round++) {
    const text = lines(rows, round)
      .map((line, place) => {
        const row = book.row(id(place));
        return shown.map((column) => line[columnId(column)] ?? (row ? cellText(row, column) : '')).join('\t');
      })
      .join('\r\n');
    const first = book.rows('list01')[0];
    if (first) grid.focus({ row: first.id, field: 'head' });
    await painted();
    const data = new DataTransfer();
    data.setData('text/plain', text);
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    const began = performance.now();
    element.dispatchEvent(event);
    await painted();
    time = performance.now() - began;
  }
  if (bytes === 0 || book.count('list01') < rows) throw new Error('nothing was written');
  stop();
  grid.destroy();
  book.destroy();
  return time;
}

/** @param byCell sets each cell by itself, as the clipboard of AG Grid Enterprise does; otherwise finished rows are set. */
async function plain(rows: number, start: number, byCell: boolean): Promise<number> {
  ModuleRegistry.registerModules([ClientSideRowModelModule, ClientSideRowModelApiModule, RowApiModule]);
  const made = (count: number, round: number): Line[] => lines(count, round).map((line, row) => ({ ...line, id: String(row) }));
  const api: GridApi<Line> = createGrid<Line>(host(), {
    columnDefs: COLUMNS.map(({ key, label }) => ({ field: key, headerName: label, width: 100 })),
    defaultColDef: { cellDataType: false },
    rowData: made(start, 0),
    getRowId: ({ data }) => data.id ?? '',
    rowHeight: 34,
    animateRows: false,
  });
  await painted();
  const update = made(rows, 1);
  await painted();
  const began = performance.now();
  if (byCell) {
    if (start < rows) api.applyTransaction({ add: update.slice(start).map(({ id = '' }) => ({ id })) });
    for (const line of update) for (const { key } of COLUMNS) api.getRowNode(line.id ?? '')?.setDataValue(key, line[key]);
  } else api.applyTransaction({ update: update.slice(0, start), add: update.slice(start) });
  await painted();
  const time = performance.now() - began;
  api.destroy();
  return time;
}

Object.assign(window, {
  bench: {
    ours: (rows: number, start: number) => ours(rows, start, 1),
    again: (rows: number, start: number) => ours(rows, start, 5),
    rows: (rows: number, start: number) => plain(rows, start, false),
    cells: (rows: number, start: number) => plain(rows, start, true),
  },
});
