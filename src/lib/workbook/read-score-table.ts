/**
 * Reads score tables from a workbook: one line for each answer, with the columns Mẫu, Nhóm, Mục, Phương án, Điểm, and where a file has
 * them Vùng and Khu vực. A list with signs alone is Phiếu A.
 */
import { MOST, REGIONS, tableFaults, type ScoredKey, type ScoreItem, type ScoreTable } from '../review/score-table.ts';
import { fold, tidy } from '../review/text.ts';
import type { Problem } from '../review/types.ts';
import { columnLetter, readGrids, type Grid } from './read-grid.ts';
import { problemAt } from './read-problem.ts';

/** A table of the file, as far as the file says what it is. */
export interface TableReading {
  /** 'Mẫu 3.10'; '' where the file does not say. */
  form: string;
  region: ScoreTable['region'];
  area: ScoreTable['area'];
  items: ScoreItem[];
}

const HEADINGS: Readonly<Record<string, readonly string[]>> = {
  form: ['mau', 'mau phieu', 'phieu', 'bieu', 'mau so'],
  region: ['vung', 'vung kinh te', 'vung kinh te xa hoi'],
  area: ['khu vuc'],
  group: ['nhom', 'nhom chi tieu', 'nhom muc', 'phan', 'noi dung'],
  name: ['muc', 'chi tieu', 'tieu chi', 'ten chi tieu', 'ten tieu chi', 'dau hieu', 'cau hoi', 'ten muc'],
  option: ['phuong an', 'phuong an tra loi', 'tra loi', 'dac diem', 'muc do', 'lua chon'],
  points: ['diem', 'so diem', 'diem so', 'diem quy uoc'],
};
type Part = 'form' | 'region' | 'area' | 'group' | 'name' | 'option' | 'points';

/** Where a line alone has no option: the sign itself. */
const SIGN = 'Có';

/** Presets of the only region whose forms are known: Kế hoạch rà soát 2023 of Trà Cú, Trà Vinh. */
const KNOWN_FORMS: Readonly<Record<string, Pick<TableReading, 'region' | 'area'>>> = {
  '3.4': { region: 'Đồng bằng sông Cửu Long', area: 'urban' },
  '3.10': { region: 'Đồng bằng sông Cửu Long', area: 'rural' },
};

export interface ScoreReading {
  tables: TableReading[];
  problems: Problem[];
}

/** @throws WorkbookError if the file cannot be read at all. */
export function readScoreTables(bytes: Uint8Array, fileName: string, scores: ScoredKey): ScoreReading {
  const reading: ScoreReading = { tables: [], problems: [] };
  const { sheets } = readGrids(bytes, fileName);
  let found = false;
  for (const grid of sheets) {
    const at = headingsIn(grid);
    if (!at) continue;
    found = true;
    readSheet(grid, at, scores, reading);
  }
  if (!found)
    reading.problems.push(
      problemAt(
        {
          sheet: sheets
            .map(({ name }) => name)
            .slice(0, 5)
            .join(', '),
        },
        'error',
        'no-headings',
        scores === 'formA'
          ? 'không thấy dòng tiêu đề có cột Tiêu chí'
          : 'không thấy dòng tiêu đề có các cột Mục và Điểm (và Mẫu, Nhóm, Phương án nếu có)',
      ),
    );
  if (reading.problems.length > 0) return reading;
  const place = { sheet: sheets.length === 1 ? (sheets[0]?.name ?? '') : 'bảng điểm' };
  for (const table of reading.tables)
    for (const fault of tableFaults(table))
      reading.problems.push(
        problemAt(place, 'error', 'bad-item', `${table.form && `mẫu ${table.form.replace(/^mẫu\s*/i, '')}, `}${fault}`),
      );
  return reading;
}

interface Headings {
  row: number;
  columns: Partial<Record<Part, number>>;
}

function headingsIn(grid: Grid): Headings | null {
  for (const [row, cells] of grid.rows) {
    const columns: Headings['columns'] = {};
    for (const [column, { value }] of cells) {
      const said = fold(String(value));
      for (const part of Object.keys(HEADINGS) as Part[])
        if (columns[part] === undefined && HEADINGS[part]?.includes(said)) columns[part] = column;
    }
    if (columns.name !== undefined && Object.keys(columns).length > 1) return { row, columns };
    // A checklist may have no column but its signs, and their numbers.
    if (columns.name !== undefined && cells.size <= 3) return { row, columns };
  }
  return null;
}

/** A form's number, as 'Mẫu 3.10', '3.10' and 'Mẫu số 3.10' say it. */
const numberOf = (form: string): string => /\d+(?:\.\d+)*/.exec(form)?.[0] ?? '';

function areaOf(text: string): ScoreTable['area'] {
  const said = fold(text);
  return said.includes('nong thon') ? 'rural' : said.includes('thanh thi') || said.includes('do thi') ? 'urban' : '';
}

function regionIn(text: string): ScoreTable['region'] {
  const said = fold(text).replace(/^vung /, '');
  return (text !== '' && REGIONS.find((region) => fold(region) === said)) || '';
}

function readSheet(grid: Grid, { row: top, columns }: Headings, scores: ScoredKey, { tables, problems }: ScoreReading): void {
  const bad = (row: number, part: Part, what: string): void => {
    const column = columns[part];
    problems.push(
      problemAt(
        { sheet: grid.name, row: row + 1, ...(column !== undefined && { column: columnLetter(column) }) },
        'error',
        `bad-${part}`,
        what,
      ),
    );
  };
  // Merged and repeated cells are written once, and stand for the lines below as well.
  const above: Partial<Record<Part, string>> = {};
  for (const [row, cells] of grid.rows) {
    if (row <= top) continue;
    const cell = (part: Part): string => {
      const column = columns[part];
      return column === undefined ? '' : tidy(String(cells.get(column)?.value ?? ''));
    };
    const carried = (part: Part, ...ends: Part[]): string => {
      const own = cell(part);
      if (own === '') return above[part] ?? '';
      if (own !== above[part]) for (const end of ends) above[end] = '';
      return (above[part] = own);
    };
    if (Object.keys(columns).every((part) => cell(part as Part) === '')) continue;
    const form = carried('form', 'group', 'name', 'region', 'area');
    const [regionText, areaText] = [carried('region'), carried('area')];
    const group = carried('group', 'name');
    const option = cell('option');
    // Only an answer's line stands below its item; a line without one is a group's heading or a note.
    const name = option === '' ? cell('name') : carried('name');
    if (option === '') above.name = name;
    const points = cell('points');
    if (name === '') {
      if (option !== '' || points !== '') bad(row, 'name', 'có phương án hoặc điểm nhưng không có tên mục');
      continue;
    }
    if (points === '' && columns.points !== undefined && scores !== 'formA') {
      // The item's own line, with its answers on the lines below.
      if (option !== '') bad(row, 'points', `mục “${name}”, phương án “${option}” chưa có điểm`);
      continue;
    }
    if (scores === 'formA' && (option !== '' || (points !== '' && points !== '1'))) {
      bad(row, option === '' ? 'points' : 'option', `Phiếu A chỉ đếm dấu hiệu, không có phương án hay điểm; dòng này là của bảng điểm B1`);
      continue;
    }
    const value = points === '' ? 1 : Number(points);
    if (!/^-?\d{1,4}$/.test(points || '1') || Math.abs(value) > 1000) {
      bad(row, 'points', `“${points}” không phải là số điểm nguyên`);
      continue;
    }
    const region = regionIn(regionText);
    if (regionText !== '' && region === '') bad(row, 'region', `“${regionText}” không phải là một trong sáu vùng: ${REGIONS.join('; ')}`);
    const known = KNOWN_FORMS[numberOf(form)];
    const table = tableIn(tables, {
      form,
      region: region || known?.region || '',
      area: areaOf(areaText) || areaOf(form) || known?.area || '',
    });
    itemIn(table, group, name).options.push({ text: option || SIGN, points: value });
    if (table.items.length > MOST.items) return bad(row, 'name', `một bảng điểm không quá ${MOST.items} mục`);
  }
  if (tables.length === 0 && problems.length === 0)
    problems.push(problemAt({ sheet: grid.name, row: top + 1 }, 'error', 'empty', 'dưới dòng tiêu đề chưa có mục nào'));
}

function tableIn(tables: TableReading[], facts: Omit<TableReading, 'items'>): TableReading {
  const known = tables.find(({ form, region, area }) => form === facts.form && region === facts.region && area === facts.area);
  if (known) return known;
  const table = { ...facts, items: [] };
  tables.push(table);
  return table;
}

function itemIn({ items }: TableReading, group: string, name: string): ScoreItem {
  const last = items.at(-1);
  if (last?.group === group && last.name === name) return last;
  const item: ScoreItem = { group, name, options: [] };
  items.push(item);
  return item;
}
