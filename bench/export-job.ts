/** One measured job of export.ts in its own process: `ours FOLDER`, `bare FOLDER` or `exceljs FOLDER`. Prints time and memory. */
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDeflateRaw } from 'node:zlib';
import ExcelJS from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import { joinCommunes } from '../src/lib/forms/communes.ts';
import { classifyAll } from '../src/lib/review/classify.ts';
import { chooseRound } from '../src/lib/review/plans.ts';
import { readWorkbook } from '../src/lib/workbook/read.ts';
import { writeReport } from '../src/lib/workbook/write.ts';

const [what = '', folder = ''] = process.argv.slice(2);
/** With another ending, so that only the lists of the folder end like workbooks. */
const OURS = join(folder, 'ours.book');
const BARE = join(folder, 'bare.book');

/** CPU time of all threads, so that a busy machine does not change it. */
const cpuMs = (since: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};
const peakMb = (): number => process.resourceUsage().maxRSS / 1024;
const print = (measured: object): void => void process.stdout.write(JSON.stringify(measured));

/** From classified lists to the bytes of a workbook with all lists and all forms. */
async function ours(): Promise<void> {
  const round = chooseRound({ plan: 'bac-kan-2024' });
  const lists = readdirSync(folder).filter((name) => name.endsWith('.xlsx'));
  const communes = lists.map((name) => ({ name, data: readWorkbook(readFileSync(join(folder, name)), name).data }));
  const make = (uncached: boolean): Promise<Uint8Array> =>
    writeReport(
      joinCommunes(
        'Thành phố Thử',
        round,
        communes.map(({ data }) => ({ name: data.unit, classified: classifyAll(data, round) })),
      ),
      { uncached },
    );
  const [began, used] = [performance.now(), process.cpuUsage()];
  const bytes = await make(false);
  const took = { ms: performance.now() - began, cpuMs: cpuMs(used) };
  const peak = peakMb();
  writeFileSync(OURS, bytes);
  writeFileSync(BARE, await make(true));
  print({ ...took, peakMb: peak });
}

type Cells = {
  name: string;
  cells: [number, number, ExcelJS.CellValue, Partial<ExcelJS.Style>][];
  merges: string[];
  widths: (number | undefined)[];
};

/** The cells of our workbook as plain data, each look one object: the best case for exceljs. */
async function cellsOf(path: string): Promise<Cells[]> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  const looks = new Map<string, Partial<ExcelJS.Style>>();
  return book.worksheets.map((sheet) => {
    const cells: Cells['cells'] = [];
    sheet.eachRow((row, number) =>
      row.eachCell({ includeEmpty: true }, (cell, column) => {
        if (cell.master !== cell) return;
        const key = JSON.stringify(cell.style);
        if (!looks.has(key)) looks.set(key, cell.style);
        cells.push([
          number,
          column,
          cell.formula ? { formula: cell.formula, result: cell.result ?? '' } : cell.value,
          looks.get(key) ?? {},
        ]);
      }),
    );
    return {
      name: sheet.name,
      cells,
      merges: (sheet.model as unknown as { merges: string[] }).merges,
      widths: sheet.columns.map(({ width }) => width),
    };
  });
}

async function byExceljs(): Promise<void> {
  const sheets = await cellsOf(OURS);
  const [began, used] = [performance.now(), process.cpuUsage()];
  const book = new ExcelJS.Workbook();
  for (const { name, cells, merges, widths } of sheets) {
    const sheet = book.addWorksheet(name);
    widths.forEach((width, index) => {
      if (width) sheet.getColumn(index + 1).width = width;
    });
    for (const [row, column, value, look] of cells) {
      const cell = sheet.getCell(row, column);
      cell.value = value;
      cell.style = look;
    }
    for (const merge of merges) sheet.mergeCells(merge);
  }
  await book.xlsx.writeBuffer();
  print({ ms: performance.now() - began, cpuMs: cpuMs(used), cells: sheets.reduce((sum, { cells }) => sum + cells.length, 0) });
}

interface BareCell {
  column: string;
  look: string;
  type: string;
  formula: string;
  value: string;
}

/** The rows of one sheet of our workbook as plain data. */
const rowsOf = (xml: string): BareCell[][] =>
  [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, cells = '']) =>
    [...cells.matchAll(/<c r="([A-Z]+)\d+" s="(\d+)"(?: t="(\w+)")?(?:\/>|>(?:<f>(.*?)<\/f>)?(?:<v>(.*?)<\/v>)?<\/c>)/gs)].map(
      ([, column = '', look = '', type = '', formula = '', value = '']) => ({ column, look, type, formula, value }),
    ),
  );

/** Only the XML of the same cells, and its compression: what no workbook can be written without. */
async function bare(): Promise<void> {
  const files = unzipSync(readFileSync(OURS));
  let [cells, ms, used] = [0, 0, 0];
  for (const [name, bytes] of Object.entries(files)) {
    if (!name.startsWith('xl/worksheets/')) continue;
    const rows = rowsOf(strFromU8(bytes));
    Reflect.deleteProperty(files, name);
    const [began, before] = [performance.now(), process.cpuUsage()];
    const deflate = createDeflateRaw();
    let packed = 0;
    deflate.on('data', (chunk: Buffer) => (packed += chunk.length));
    let text = '';
    for (const [index, row] of rows.entries()) {
      text += `<row r="${index + 1}">`;
      for (const { column, look, type, formula, value } of row) {
        text += `<c r="${column}${index + 1}" s="${look}"${type && ` t="${type}"`}>${formula && `<f>${formula}</f>`}<v>${value}</v></c>`;
        cells++;
      }
      text += '</row>';
      if (text.length < 1 << 18 && index < rows.length - 1) continue;
      if (!deflate.write(text)) await once(deflate, 'drain');
      text = '';
    }
    deflate.end();
    await once(deflate, 'end');
    if (packed === 0) throw new Error('nothing was written');
    ms += performance.now() - began;
    used += cpuMs(before);
  }
  print({ ms, cpuMs: used, cells });
}

const jobs: Readonly<Record<string, () => Promise<void>>> = { ours, bare, exceljs: byExceljs };
await jobs[what]?.();
