/** Random lists as communes lay them out: the same households under titles, in any columns, among sums, villages, signatures. */
import fc from 'fast-check';
import { utils, write, type CellObject, type WorkSheet } from 'xlsx';
import { columnOf } from '../review/columns.ts';

export interface Person {
  name: string;
  relation: string;
  birth: number;
}

/** The input that must come out again. */
export interface Family {
  head: string;
  birth: number | null;
  sex: 'Nam' | 'Nữ' | null;
  size: number | null;
  lastYear: 'Hộ nghèo' | 'Hộ cận nghèo' | null;
  b1: number | null;
  /** Đồng for each month. */
  income: number | null;
  village: number;
  others: Person[];
}

const KEYS = ['code', 'head', 'birth', 'sex', 'village', 'size', 'lastYear', 'b1', 'income'] as const;
export type Key = (typeof KEYS)[number];
type Head = Key | 'counter' | 'relation' | 'strange';

/** The unit of incomes: words in the heading, a line above the table, the size of one unit, the number of months. */
interface Unit {
  heading: string;
  above: string;
  factor: number;
  months: number;
}
const UNITS: readonly Unit[] = [
  { heading: '', above: '', factor: 1, months: 1 },
  { heading: ' (đồng/người/tháng)', above: '', factor: 1, months: 1 },
  { heading: ' (1.000 đồng/người/tháng)', above: '', factor: 1000, months: 1 },
  { heading: ' (triệu đồng)', above: '', factor: 1_000_000, months: 1 },
  { heading: ' (nghìn đồng/người/năm)', above: '', factor: 1000, months: 12 },
  { heading: '', above: 'Đơn vị tính: nghìn đồng', factor: 1000, months: 1 },
  { heading: '', above: 'ĐVT: triệu đồng', factor: 1_000_000, months: 1 },
];

export interface Layout {
  families: Family[];
  villages: string[];
  says: 'column' | 'merged' | 'rows' | 'tabs' | 'title';
  columns: Head[];
  /** Which of the known headings each column has, and how it is laid out. */
  wording: number[];
  set: ('plain' | 'capitals' | 'lines' | 'number')[];
  counting: 'number' | 'text' | 'padded' | 'dotted' | 'none';
  /** Numbering restarts under each village. */
  again: boolean;
  people: boolean;
  titles: number;
  group: boolean;
  columnNumbers: boolean;
  sums: ('end' | 'village' | 'top')[];
  sumWords: number;
  blanks: number[];
  second: 'none' | 'beside' | 'touching' | 'below';
  hiddenColumns: number[];
  hiddenRows: number[];
  signature: 'none' | 'plain' | 'spread';
  unit: Unit;
  left: number;
  as: 'xlsx' | 'biff8' | 'ods';
  texts: boolean;
}

/** Some fold to the words for sums, titles, signatures, villages and classes. */
const NAMES = [
  'Hà Văn Mão',
  'Lò Thị Én',
  'Vi Văn Ba',
  'Nguyễn Thị Hòa',
  'Nguyễn Thị Hoa',
  'Bế Văn Sơn',
  'Lan',
  'HOÀNG VĂN TƯ',
  'Trieu Mui Ghen',
  "Y'Blăm",
  'Tống Công',
  'Tống Công Sơn',
  'TỐNG CÔNG',
  'Tong Cong',
  'Tổng Văn Cộng',
  'Trương Ban',
  'Trưởng Ban',
  'Trương Bân',
  'TRƯƠNG THÔN',
  'Tô Trường Giang',
  'Chu Tịch Dương',
  'Công Văn Tổng',
  'Lũy Kế',
  'Lưu Kê',
  'Mang Sang',
  'Đại Diện',
  'Danh Sách',
  'Biểu Văn Mẫu',
  'Ghi Chú',
  'Phụ Lục',
  'Xác Nhận',
  'Bí Thư',
  'Tô Thị Trưởng',
  'Bản Văn Lý',
  'Bàn Văn Đạt',
  'Khu Thị Bản',
  'Tổ Văn Năm',
  'Ấp Văn Một',
  'Hồ Nghèo',
  'Hồ Cận Nghèo',
  'Số Hộ',
  'Toàn Xã',
  'Ngày Tháng Năm',
  'Ma Thị Nam',
  'Nông Thị Tổng',
];
const VILLAGES = ['Thôn 1', 'Thôn 12', 'Bản Nà Ỏi', 'Tổ 5', 'Khu 3', 'Tiểu khu 2', 'Thôn Tân Hòa', 'Xóm Mới'];
/** Written alone in a row: nothing else shows that they are villages. */
const BARE_VILLAGES = ['Nà Cáp', 'Khuổi Nà', 'Tân Hòa', 'Phúc Lộc'];
const STRANGE = ['Số điện thoại', 'Người nhập', 'Đợt', 'Chữ ký của hộ'];
const SUM_WORDS = ['Tổng cộng', 'TỔNG CỘNG', 'Cộng', 'Tổng số', 'Tổng cộng:', 'Cộng thôn', 'Tổng'];
const RELATIONS = ['Vợ', 'Chồng', 'Con đẻ', 'Mẹ đẻ'];

const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(of, { freq: 6 });
const family: fc.Arbitrary<Family> = fc.record({
  head: fc.constantFrom(...NAMES),
  birth: maybe(fc.integer({ min: 1935, max: 2002 })),
  sex: maybe(fc.constantFrom('Nam' as const, 'Nữ' as const)),
  size: maybe(fc.integer({ min: 1, max: 9 })),
  lastYear: maybe(fc.constantFrom('Hộ nghèo' as const, 'Hộ cận nghèo' as const)),
  b1: maybe(fc.integer({ min: 60, max: 180 })),
  income: maybe(fc.integer({ min: 5, max: 40 }).map((times) => times * 120_000)),
  village: fc.nat(2),
  others: fc.array(
    fc.record({ name: fc.constantFrom(...NAMES), relation: fc.constantFrom(...RELATIONS), birth: fc.integer({ min: 1935, max: 2020 }) }),
    { maxLength: 3 },
  ),
});

/** The name, and enough columns to recognise a list of households. */
const columns: fc.Arbitrary<Head[]> = fc
  .record({
    some: fc.subarray(['code', 'birth', 'sex', 'village', 'b1', 'income', 'strange'] as Head[]),
    sure: fc.constantFrom<Head[]>(['size', 'lastYear'], ['size', 'birth', 'b1'], ['lastYear', 'birth']),
  })
  .chain(({ some, sure }) => {
    const all = [...new Set<Head>([...sure, ...some, 'head'])];
    return fc.shuffledSubarray(all, { minLength: all.length });
  });

export const layouts: fc.Arbitrary<Layout> = fc
  .record({
    families: fc.array(family, { minLength: 1, maxLength: 9 }),
    villages: fc.shuffledSubarray([...VILLAGES], { minLength: 3, maxLength: 3 }),
    says: fc.constantFrom('column' as const, 'column' as const, 'merged' as const, 'rows' as const, 'tabs' as const, 'title' as const),
    columns,
    wording: fc.array(fc.nat(20), { minLength: 12, maxLength: 12 }),
    set: fc.array(fc.constantFrom('plain' as const, 'plain' as const, 'capitals' as const, 'lines' as const, 'number' as const), {
      minLength: 12,
      maxLength: 12,
    }),
    counting: fc.constantFrom('number' as const, 'number' as const, 'text' as const, 'padded' as const, 'dotted' as const, 'none' as const),
    again: fc.boolean(),
    people: fc.boolean(),
    titles: fc.nat(3),
    group: fc.boolean(),
    columnNumbers: fc.boolean(),
    sums: fc.subarray(['end' as const, 'village' as const, 'top' as const]),
    sumWords: fc.nat(SUM_WORDS.length - 1),
    blanks: fc.array(fc.nat(8), { maxLength: 3 }),
    second: fc.constantFrom('none' as const, 'none' as const, 'beside' as const, 'touching' as const, 'below' as const),
    hiddenColumns: fc.array(fc.nat(9), { maxLength: 2 }),
    hiddenRows: fc.array(fc.nat(20), { maxLength: 2 }),
    signature: fc.constantFrom('none' as const, 'plain' as const, 'spread' as const),
    unit: fc.constantFrom(...UNITS),
    left: fc.nat(2),
    as: fc.constantFrom('xlsx' as const, 'xlsx' as const, 'xlsx' as const, 'biff8' as const, 'ods' as const),
    texts: fc.boolean(),
  })
  .chain((layout) =>
    layout.says === 'column'
      ? fc.shuffledSubarray([...VILLAGES, ...BARE_VILLAGES], { minLength: 3, maxLength: 3 }).map((villages) => ({ ...layout, villages }))
      : fc.constant(layout),
  );

export interface Put {
  sheet: string;
  /** 1-based. */ row: number;
  family: Family;
  index: number;
  numbered: boolean;
  village: string | null;
}

export interface Written {
  bytes: Uint8Array;
  name: string;
  put: Put[];
  /** Columns of ours that the lists have. */
  keys: ReadonlySet<Key>;
}

type Value = string | number | null;
interface Line {
  cells: Value[];
  put?: Put;
  merge?: [number, number];
}

const headingWords = (head: Head, at: number, { wording, set, unit, people }: Layout): string => {
  const column = head === 'relation' ? columnOf('members', 'relation') : columnOf('list01', head);
  const known =
    head === 'counter'
      ? ['STT', 'TT', 'Số TT']
      : head === 'strange'
        ? STRANGE
        : people && head === 'head'
          ? ['Họ và tên']
          : [column?.label ?? '', ...(column?.aliases ?? [])];
  const chosen = known[(wording[at] ?? 0) % known.length] ?? '';
  const text = head === 'income' ? chosen.replace(/ \(.*/, '') + unit.heading : chosen;
  switch (set[at]) {
    case 'capitals':
      return text.toUpperCase();
    case 'lines':
      return text.replace(' ', '\n');
    case 'number':
      return `(${at + 1}) ${text}`;
    default:
      return text;
  }
};

class Sheet {
  readonly cells: WorkSheet = {};
  readonly merges: { s: { r: number; c: number }; e: { r: number; c: number } }[] = [];
  bottom = 0;
  right = 0;

  write(row: number, column: number, value: Value): void {
    if (value === null || value === '') return;
    const cell: CellObject = typeof value === 'number' ? { t: 'n', v: value } : { t: 's', v: value };
    this.cells[utils.encode_cell({ r: row, c: column })] = cell;
    this.bottom = Math.max(this.bottom, row);
    this.right = Math.max(this.right, column);
  }
}

const codeOf = (index: number): string => `NT-${String(index + 101)}`;
const counted = (n: number, { counting }: Layout): Value =>
  ({ number: n, text: String(n), padded: String(n).padStart(2, '0'), dotted: `${n}.`, none: null })[counting];

/** Writes one table: headings and rows, starting at `top`, `left`. @returns the row below it. */
function writeTable(
  sheet: Sheet,
  name: string,
  families: readonly (readonly [Family, number])[],
  heads: readonly Head[],
  layout: Layout,
  top: number,
  left: number,
  put: Put[],
): number {
  const { says, villages, unit, people, texts } = layout;
  const at = (head: Head): number => heads.indexOf(head);
  const blank = (): Value[] => heads.map(() => null);
  const lines: Line[] = [];
  const sumOf = (own: readonly Family[]): Line => {
    const cells = blank();
    const word = SUM_WORDS[layout.sumWords] ?? '';
    cells[Math.max(0, at('head'))] = word === 'Cộng thôn' ? `Cộng ${villages[own[0]?.village ?? 0] ?? ''}` : word;
    if (at('size') >= 0) cells[at('size')] = own.reduce((sum, { size }) => sum + (size ?? 0), 0);
    return { cells };
  };
  const all = families.map(([each]) => each);
  if (layout.sums.includes('top')) lines.push(sumOf(all));
  let number = 0;
  const byVillage =
    says === 'rows' || says === 'merged' || layout.sums.includes('village')
      ? [...new Set(all.map(({ village }) => village))].map((village) => families.filter(([each]) => each.village === village))
      : [families];
  for (const group of byVillage) {
    const village = villages[group[0]?.[0].village ?? 0] ?? '';
    if (says === 'rows') {
      const cells = blank();
      cells[at('head')] = village;
      lines.push({ cells });
    }
    if (layout.again) number = 0;
    const start = lines.length;
    for (const [each, index] of group) {
      const own = villages[each.village] ?? '';
      number++;
      const value = (head: Head): Value => {
        switch (head) {
          case 'counter':
            return counted(number, layout);
          case 'code':
            return codeOf(index);
          case 'village':
            return says === 'merged' && lines.length > start ? null : own;
          case 'relation':
            return 'Chủ hộ';
          case 'income':
            return each.income === null ? null : (each.income / unit.factor) * unit.months;
          case 'strange':
            return index % 2 === 0 ? '0912345678' : null;
          case 'size':
            return each.size !== null && texts ? String(each.size) : each.size;
          case 'birth':
            return each.birth !== null && texts ? `05/09/${each.birth}` : each.birth;
          default:
            return each[head];
        }
      };
      const cells = heads.map(value);
      const entry: Put = {
        sheet: name,
        row: 0,
        family: each,
        index,
        numbered: at('counter') >= 0 && layout.counting !== 'none',
        village: says === 'rows' || says === 'tabs' || says === 'title' || at('village') >= 0 ? own : null,
      };
      lines.push({ cells, put: entry });
      if (people)
        for (const { name: other, relation, birth } of each.others)
          lines.push({
            cells: heads.map((head) =>
              head === 'head'
                ? other
                : head === 'relation'
                  ? relation
                  : head === 'birth'
                    ? birth
                    : head === 'village' && says === 'column'
                      ? own
                      : null,
            ),
          });
    }
    if (says === 'merged' && lines.length - start > 1) (lines[start] as Line).merge = [lines.length - start, at('village')];
    if (layout.sums.includes('village')) lines.push(sumOf(group.map(([each]) => each)));
  }
  if (layout.sums.includes('end')) lines.push(sumOf(all));

  let row = top;
  const texted = heads.map((head, index) => headingWords(head, index, layout));
  if (layout.group && heads.length > 3) {
    // A group heading over the last two; the other headings span both rows.
    const from = heads.length - 2;
    sheet.write(row, left + from, 'Thông tin khác');
    sheet.merges.push({ s: { r: row, c: left + from }, e: { r: row, c: left + from + 1 } });
    texted.forEach((text, index) => {
      sheet.write(index < from ? row : row + 1, left + index, text);
      if (index < from) sheet.merges.push({ s: { r: row, c: left + index }, e: { r: row + 1, c: left + index } });
    });
    row += 2;
  } else {
    texted.forEach((text, index) => sheet.write(row, left + index, text));
    row++;
  }
  if (layout.columnNumbers) {
    heads.forEach((_, index) => sheet.write(row, left + index, index + 1));
    row++;
  }
  lines.forEach((line, index) => {
    // An empty row inside a merge does not count as empty.
    if (says !== 'merged' && layout.blanks.includes(index)) row++;
    line.cells.forEach((value, column) => sheet.write(row, left + column, value));
    if (line.merge)
      sheet.merges.push({ s: { r: row, c: left + line.merge[1] }, e: { r: row + line.merge[0] - 1, c: left + line.merge[1] } });
    if (line.put) put.push({ ...line.put, row: row + 1 });
    row++;
  });
  return row;
}

const TITLES = [
  'ỦY BAN NHÂN DÂN XÃ NÔNG THƯỢNG',
  'DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2023',
  '(Kèm theo Báo cáo số 12/BC-UBND ngày 14 tháng 12 năm 2023)',
];

function writeSheet(name: string, families: readonly (readonly [Family, number])[], layout: Layout, put: Put[]): WorkSheet {
  const { says, villages, people, unit } = layout;
  const sheet = new Sheet();
  let heads: Head[] = layout.columns.filter((head) => head !== 'village' || says === 'column' || says === 'merged');
  if (people) heads = [...heads, 'relation'];
  if ((says === 'merged' || says === 'column') && !heads.includes('village')) heads = [...heads, 'village'];
  if (layout.counting !== 'none') heads = ['counter', ...heads];
  let row = 0;
  for (const title of TITLES.slice(0, layout.titles)) {
    sheet.write(row, layout.left, title);
    sheet.merges.push({ s: { r: row, c: layout.left }, e: { r: row, c: layout.left + heads.length - 1 } });
    row++;
  }
  if (says === 'title')
    sheet.write(row++, layout.left + 1, `DANH SÁCH HỘ NGHÈO ${(villages[families[0]?.[0].village ?? 0] ?? '').toUpperCase()} NĂM 2023`);
  if (unit.above !== '' && heads.includes('income')) sheet.write(row++, layout.left + heads.length - 1, unit.above);
  const half = layout.second === 'none' || families.length < 2 ? families.length : Math.ceil(families.length / 2);
  const [first, second] = [families.slice(0, half), families.slice(half)];
  let bottom = writeTable(sheet, name, first, heads, layout, row, layout.left, put);
  if (second.length > 0 && layout.second === 'below') {
    if (layout.titles > 0) sheet.write(bottom + 1, layout.left + 1, 'Danh sách bổ sung');
    const turned = heads[0] === 'counter' ? [heads[0], ...heads.slice(1).reverse()] : [...heads].reverse();
    bottom = writeTable(sheet, name, second, turned, layout, bottom + 2, layout.left, put);
  } else if (second.length > 0) {
    bottom = Math.max(
      bottom,
      writeTable(sheet, name, second, heads, layout, row, layout.left + heads.length + (layout.second === 'beside' ? 1 : 0), put),
    );
  }
  if (layout.signature !== 'none') {
    const [own, other] =
      layout.signature === 'plain'
        ? [layout.left + 1, layout.left + heads.length - 1]
        : [layout.left, layout.left + Math.max(2, heads.length - 2)];
    const block: [string, string][] = [
      ['', 'Nông Thượng, ngày 14 tháng 12 năm 2023'],
      ['NGƯỜI LẬP BIỂU', 'TM. ỦY BAN NHÂN DÂN'],
      ['(Ký, ghi rõ họ tên)', 'CHỦ TỊCH'],
      ['Triệu Thị Lập', 'Hoàng Văn Chủ'],
    ];
    block.forEach(([one, two], index) => {
      sheet.write(bottom + 1 + index, own, one);
      sheet.write(bottom + 1 + index, other, two);
    });
  }
  const { cells } = sheet;
  cells['!ref'] = utils.encode_range({ s: { r: 0, c: 0 }, e: { r: sheet.bottom, c: sheet.right } });
  cells['!merges'] = sheet.merges;
  cells['!cols'] = Array.from({ length: sheet.right + 1 }, (_, index) => (layout.hiddenColumns.includes(index) ? { hidden: true } : {}));
  cells['!rows'] = Array.from({ length: sheet.bottom + 1 }, (_, index) => (layout.hiddenRows.includes(index) ? { hidden: true } : {}));
  return cells;
}

export function writeLayout(drawn: Layout): Written {
  const layout = {
    ...drawn,
    second: drawn.people || drawn.says === 'merged' ? (drawn.second === 'below' ? drawn.second : ('none' as const)) : drawn.second,
  };
  const workbook = utils.book_new();
  const put: Put[] = [];
  const numbered = layout.families.map((each, index) => [each, index] as const);
  const villages = [...new Set(layout.families.map(({ village }) => village))];
  const sheets =
    layout.says === 'tabs' || layout.says === 'title'
      ? villages.map((village) => numbered.filter(([each]) => each.village === village))
      : [numbered];
  for (const [at, families] of sheets.entries()) {
    const name = layout.says === 'tabs' ? `DS ${layout.villages[families[0]?.[0].village ?? 0] ?? ''}` : `DS ${'abc'.charAt(at)}`;
    utils.book_append_sheet(workbook, writeSheet(name, families, layout, put), name);
  }
  const name = layout.as === 'ods' ? 'ds.ods' : layout.as === 'biff8' ? 'ds.xls' : 'ds.xlsx';
  return {
    bytes: new Uint8Array(write(workbook, { type: 'array', bookType: layout.as }) as ArrayBuffer),
    name,
    put,
    keys: new Set(KEYS.filter((key) => key === 'village' || layout.columns.includes(key))),
  };
}

export const codeIn = (written: Written, index: number): string | null => (written.keys.has('code') ? codeOf(index) : null);
