import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { classifyAll, type Classified, type Results } from '../review/classify.ts';
import { columnOf } from '../review/columns.ts';
import { chooseRound } from '../review/plans.ts';
import type { CellValue, Row } from '../review/types.ts';
import { readWorkbook } from '../workbook/read.ts';
import { oddLists } from '../../../tests/oracle/odd-lists.ts';
import type { ListForm } from './official/description.ts';
import { fillLists, type FilledList } from './fill-lists.ts';
import { causesOf, personCell } from './list-lines.ts';
import { LIST_FORMS } from './official/lists.ts';
import { formsFor } from './registry.ts';

const household = (code: string, cells: Record<string, CellValue>, sheet: 'list01' | 'list02' = 'list01'): Row => ({
  id: `h:${code}`,
  sheet,
  cells: { code, size: 2, village: 'Thôn 1', ...(sheet === 'list01' && { lastYear: 'Hộ nghèo' }), ...cells },
});
const member = (code: string, name: string, relation: string, cells: Record<string, CellValue> = {}): Row => ({
  id: `m:${code}:${name}`,
  sheet: 'members',
  cells: { code, name, relation, birth: '1990', ...cells },
});

const data = {
  unit: 'Xã A',
  villages: ['Thôn 1', 'Thôn 2'].map((name): Row => ({ id: name, sheet: 'villages', cells: { name, area: 'Nông thôn' } })),
  households: [
    household('B', { head: 'Bàn Văn B', village: 'Thôn 2', b1: 100, birth: '1970', c1: 'x', c7: 'x', cccd: '006085000020' }),
    household('A', { head: 'Lò Văn A', b1: 100, i1: 'x', i2: 'x', i3: 'x', cccd: '006085000021' }),
    household('C', { head: 'Ma Văn C', b1: 200, income: 1_600_000 }),
    household('D', { head: 'Hà Văn D', lastYear: 'Hộ cận nghèo', b1: 200, income: 12_000_000 }),
    household('E', { head: 'Hà Văn E', change: 'Chết' }),
    household('F', { head: 'Lý Văn F', income: 3_000_000 }, 'list02'),
    household('G', { head: 'Lý Văn G', request: 'x', formA: 1 }, 'list02'),
    household('H', { head: 'Lý Văn H', lastYear: null, change: 'Chuyển đi' }),
  ],
  members: [
    member('A', 'Lò Thị Con', 'Con đẻ', { cccd: '123456789' }),
    member('A', 'Lò Văn A', 'Chủ hộ'),
    member('A', 'Lò Thị Út', 'Con đẻ', { cccd: '006085000020' }),
    member('A', 'Lò Thị Mẹ', 'Mẹ đẻ'),
    member('A', 'Lò Văn Cháu', 'Cháu nội', { cccd: '006209000001' }),
  ],
};
const classified = classifyAll(data, chooseRound({ plan: 'tra-cu-2023' }));
const formOf = (id: string): ListForm => LIST_FORMS.find((form) => form.id === id)!;
const filled = (id: string): FilledList => fillLists([formOf(id)], classified)[0]!;
const names = (id: string): (CellValue | undefined)[][] =>
  filled(id).sections.map(({ lines }) => lines.map((line) => personCell(line, 'name')));

describe('the list', () => {
  it.each<[string, string[][]]>([
    ['Phụ lục I', [['Lò Văn A', 'Ma Văn C', 'Hà Văn D', 'Hà Văn E', 'Lý Văn G'], ['Bàn Văn B']]],
    ['9.1', [['Ma Văn C', 'Hà Văn D', 'Lý Văn F']]],
    ['6.1', [['Lò Văn A', 'Lò Thị Con', 'Lò Thị Út', 'Lò Thị Mẹ', 'Lò Văn Cháu', 'Bàn Văn B']]],
    ['6.2 thoát nghèo', [['Ma Văn C', 'Bàn Văn B']]],
    ['6.2 thoát cận nghèo', [['Hà Văn D']]],
    ['9.4', [['Ma Văn C']]],
    ['9.5', [['Hà Văn D', 'Lý Văn F']]],
    ['12', [['Lò Văn A', 'Lò Thị Con', 'Lò Thị Út', 'Lò Thị Mẹ', 'Lò Văn Cháu']]],
    ['13', [['Bàn Văn B']]],
    ['Công an', [['Lò Thị Con', 'Lò Thị Út', 'Lò Thị Mẹ'], ['Bàn Văn B']]],
    ['Niêm yết', [['Lò Văn A', 'Ma Văn C', 'Hà Văn D'], ['Bàn Văn B']]],
    ['Niêm yết mức sống', [['Ma Văn C', 'Lý Văn F', 'Hà Văn D']]],
  ])('%s has these, by village, each household with its head first', (id, expected) => expect(names(id)).toEqual(expected));

  it('names the village if it goes by villages and has several', () => {
    expect(filled('Niêm yết').sections.map(({ heading }) => heading)).toEqual(['Thôn 1', 'Thôn 2']);
    expect(filled('9.4').sections.map(({ heading }) => heading)).toEqual([undefined]);
    expect(filled('6.1').sections.map(({ heading }) => heading)).toEqual([undefined]);
  });
});

it('says what is wrong with a CCCD, with the check that marks the cell', () => {
  const found = filled('Công an').sections.flatMap(({ lines }) => lines.map(({ trouble }) => trouble));
  expect(found).toEqual([
    "'123456789' là số CMND cũ 9 số, cần số CCCD 12 số",
    'Trùng số với Bàn Văn B, hộ B',
    'Chưa có số',
    'Trùng số với Lò Thị Út, hộ A',
  ]);
});

it('lists a household without member rows by its head; data missing on Thành viên comes from the list', () => {
  const lines = filled('6.1').sections[0]!.lines;
  const [a, b] = [lines[0]!, lines.at(-1)!];
  expect([personCell(b, 'relation'), personCell(b, 'birth'), b.isHead]).toEqual(['Chủ hộ', '1970', true]);
  expect([personCell(a, 'birth'), personCell(a, 'cccd')]).toEqual(['1990', '006085000021']);
  expect(causesOf(b.household)).toBe('Không có đất sản xuất; Có người ốm đau, bệnh nặng, tai nạn');
});

const said = (row: Row, key: string): string => String(row.cells[key] ?? '').toLowerCase();
const moved = (row: Row): boolean => ['chuyển đi', 'chết', 'nhập hộ', 'chuyển đến', 'tách hộ'].includes(said(row, 'change'));

/** The same rules written a second time: what a household must be to belong on a list. */
const BELONGS: Readonly<Record<string, (row: Row, result: Results) => boolean>> = {
  'Phụ lục I': (_, { list }) => list === '01',
  '9.1': (row, { list, class: kind, move }) =>
    row.sheet === 'list02' ? list !== '01' : kind === 'Không nghèo' || (list === '02' && move !== 'Ra khỏi địa bàn'),
  '6.1': (_, { class: kind }) => kind === 'Hộ nghèo' || kind === 'Hộ cận nghèo',
  '6.2 thoát nghèo': (row, { class: kind }) =>
    said(row, 'lastYear') === 'hộ nghèo' && !moved(row) && (kind === 'Hộ cận nghèo' || kind === 'Không nghèo'),
  '6.2 thoát cận nghèo': (row, { class: kind }) => said(row, 'lastYear') === 'hộ cận nghèo' && !moved(row) && kind === 'Không nghèo',
  '9.4': (_, { living }) => living === 'Hộ có mức sống trung bình',
  '9.5': (_, { living }) => living === 'Hộ có thu nhập khá' || living === 'Hộ có thu nhập giàu',
  '12': (_, { class: kind }) => kind === 'Hộ nghèo',
  '13': (_, { class: kind }) => kind === 'Hộ cận nghèo',
  'Dân cư': (_, { class: kind }) => ['Hộ nghèo', 'Hộ cận nghèo'].includes(String(kind)),
  'Niêm yết': (_, { class: kind }) => kind !== '' && kind !== null,
  'Niêm yết mức sống': (_, { living }) => String(living).startsWith('Hộ có') || living === 'Trên mức sống trung bình',
};

async function reviews(): Promise<Classified[]> {
  const file = 'kim-son-2023.xlsx';
  const sample = readWorkbook(await readFile(new URL(`../../../tests/fixtures/${file}`, import.meta.url)), file).data;
  const rounds = [
    chooseRound({ plan: 'tra-cu-2023' }),
    chooseRound({ plan: 'hai-duong-2024', area: 'rural' }),
    chooseRound({ year: 2023, area: 'urban' }),
  ];
  return [classifyAll(sample, rounds[0]!), ...[1, 2, 3, 4, 5, 6].map((seed) => classifyAll(oddLists(seed), rounds[seed % 3]!))];
}

it('every household is once on each list it belongs to, and on no other', async () => {
  for (const review of await reviews()) {
    for (const { form, sections } of fillLists(LIST_FORMS, review)) {
      const belongs = BELONGS[form.id];
      if (form.lines === 'unidentified') continue;
      const listed = sections.flatMap(({ lines }) => lines.filter(({ isHead }) => isHead).map(({ household: { id } }) => id));
      const expected = review.data.households.filter((row) => belongs!(row, review.results.get(row.id)!)).map(({ id }) => id);
      expect([form.id, listed.toSorted()]).toEqual([form.id, expected.toSorted()]);
    }
  }
});

describe('personal data', () => {
  it('is on no posted list, whatever column is asked for', () => {
    const posted = LIST_FORMS.filter(({ personal }) => !personal);
    expect(posted.map(({ id }) => id)).toEqual(['Niêm yết', 'Niêm yết mức sống']);
    const open = new Set(['head', 'village', 'size', 'class', 'move', 'living']);
    for (const { source } of posted.flatMap(({ columns }) => columns)) {
      if (source.from === 'line') continue;
      expect(['text', 'live']).toContain(source.from);
      const key = 'key' in source ? source.key : '';
      expect(open).toContain(key);
      expect(columnOf('list01', key)?.personal ?? false).toBe(false);
    }
  });

  it('is marked on every list that has it', () => {
    const holds = ({ columns }: ListForm): boolean =>
      columns.some(({ source }) => source.from === 'age' || ('key' in source && ['cccd', 'birth', 'income'].includes(source.key)));
    for (const form of LIST_FORMS) expect([form.id, form.personal]).toEqual([form.id, holds(form)]);
  });
});

describe('the forms of a round', () => {
  const ids = (round: Parameters<typeof formsFor>[0], wanted?: string[]): string[] => formsFor(round, wanted).lists.map(({ id }) => id);
  const everywhere = ['Phụ lục I', '6.1', '6.2 thoát nghèo', '6.2 thoát cận nghèo', '12', '13', 'Dân cư', 'Công an', 'Niêm yết'];

  it('follow its plan and its standard', () => {
    expect(ids(chooseRound({ year: 2023 }))).toEqual(everywhere);
    expect(ids(chooseRound({ plan: 'hai-duong-2024' })).filter((id) => !everywhere.includes(id))).toEqual([
      '9.1',
      '9.4',
      'Niêm yết mức sống',
    ]);
    expect(ids(chooseRound({ plan: 'tra-cu-2023' })).filter((id) => !everywhere.includes(id))).toEqual([
      '9.1',
      '9.4',
      '9.5',
      'Niêm yết mức sống',
    ]);
  });

  it('can be requested by number or name, with or without diacritics; 6.2 means both its lists', () => {
    expect(ids(chooseRound({ year: 2023 }), ['6.2', 'niem yet', '9.5'])).toEqual([
      '6.2 thoát nghèo',
      '6.2 thoát cận nghèo',
      '9.5',
      'Niêm yết',
    ]);
    expect(ids(chooseRound({ year: 2023 }), ['6.2 thoát nghèo'])).toEqual(['6.2 thoát nghèo']);
  });
});
