/** A province's form as a file: the guide's example is accepted and filled; everything wrong is refused with its place. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classifyAll } from '../review/classify.ts';
import { NEAR_POOR, POOR, RURAL } from '../review/columns.ts';
import { chooseRound } from '../review/plans.ts';
import type { CellValue, ReviewData, Row } from '../review/types.ts';
import { FILE_FORMAT, FILE_VERSION, type FormFile } from './form-file.ts';
import { checkIdentities, identitiesOf } from './identities.ts';
import { leavesOf } from './official/description.ts';
import { measureText } from './measure-text.ts';
import { ND07 } from '../review/standards.ts';
import { readFormFile, readFormText } from './read-form-file.ts';
import { BUILT_IN, formsFor, withOwn } from './registry.ts';
import { figuresByUnit, fillReport } from './report.ts';

const EXAMPLE = readFileSync(new URL('../../../docs/examples/bieu-12-nu-chu-ho.json', import.meta.url), 'utf8');
const example = (): { form: { headings: { over: Record<string, unknown>[] }[] } & Record<string, unknown> } & Record<string, unknown> =>
  JSON.parse(EXAMPLE);
const envelope = { format: FILE_FORMAT, version: FILE_VERSION, standard: 'nd07-2021', from: '2022-01-01', to: '2026-12-31' };
const round = chooseRound({ year: 2023 });

const village: Row = {
  id: 'v:1',
  sheet: 'villages',
  cells: { name: 'Thôn 1', area: RURAL, households: 50, persons: 200, minorityHouseholds: 20 },
};
const household = (id: string, cells: Record<string, CellValue>): Row => ({
  id,
  sheet: 'list01',
  cells: { code: id, head: id, village: 'Thôn 1', size: 4, lastYear: POOR, b1: 100, i1: 'x', i2: 'x', i3: 'x', c1: 'x', ...cells },
});
const data: ReviewData = {
  unit: 'Xã A',
  villages: [village],
  households: [
    household('h1', { sex: 'Nữ', ethnic: 'Mạ' }),
    household('h2', { sex: 'Nam', ethnic: 'Kinh', merit: 'x' }),
    household('h3', { sex: 'Nữ', ethnic: 'Kinh', i1: null }),
  ],
  members: [],
};

describe('the example of the guide', () => {
  const { file, problems } = readFormText(EXAMPLE);

  it('is accepted, and filled beside the built-in forms', () => {
    expect(problems).toEqual([]);
    const filled = fillReport(classifyAll(data, round), undefined, withOwn([file!], round));
    //                                  1  2   3   4    5  6  7  8  9 10 11 12 13 14 15
    expect(figuresByUnit(filled)['DN-12']!['Thôn 1']).toEqual([50, 30, 20, 200, 2, 1, 1, 1, 8, 1, 0, 1, 4, 5, 50]);
    expect(filled.forms.map(({ form }) => form.id)).toEqual([...formsFor(round).summaries.map(({ id }) => id), 'DN-12']);
  });

  it('says in words what each column counts', () => {
    const texts = leavesOf((file as FormFile & { kind: 'summary' }).form.headings).map(({ measure }) => measureText(measure));
    expect(texts[1]).toBe('cột 1 − cột 3');
    expect(texts[2]).toBe('“Số hộ dân tộc thiểu số” ở trang Thôn');
    expect(texts[11]).toBe('đếm hộ ở Danh sách 01: Kết quả phân loại là “Hộ nghèo”, Giới tính là “Nữ”');
    expect(texts[12]).toBe('cột 5 chia cột 1, tính %');
  });
});

it('accepts every built-in form as a file: what can be downloaded can be loaded', () => {
  for (const [kind, forms] of [
    ['summary', BUILT_IN.summaries],
    ['list', BUILT_IN.lists],
  ] as const)
    for (const form of forms) {
      const { file, problems } = readFormFile(JSON.parse(JSON.stringify({ ...envelope, kind, form })));
      expect([form.id, problems]).toEqual([form.id, []]);
      expect(file?.form).toEqual(form);
    }
});

describe('which form a round has', () => {
  const own = (title: string, from = '2022-01-01', to = '2026-12-31', standard = 'nd07-2021'): FormFile =>
    ({ ...envelope, from, to, standard, kind: 'summary', form: { ...BUILT_IN.summaries[0]!, title } }) as FormFile;
  const titleOf = (...files: FormFile[]): string => withOwn(files, round).summaries[0]!.title;
  const ours = BUILT_IN.summaries[0]!.title;

  it('is the province’s if its standard and dates fit the round, otherwise ours', () => {
    expect(titleOf(own('CỦA TỈNH'))).toBe('CỦA TỈNH');
    expect(titleOf(own('CỦA TỈNH', '2024-01-01'))).toBe(ours);
    expect(titleOf(own('CỦA TỈNH', '2022-01-01', '2023-12-13'))).toBe(ours);
    expect(titleOf(own('CỦA TỈNH', '2022-01-01', '2023-12-14'))).toBe('CỦA TỈNH');
    expect(titleOf(own('CỦA TỈNH', '2022-01-01', '2026-12-31', 'tra-vinh-2021'))).toBe(ours);
  });

  it('is the one that begins latest; among those, the one put into use last', () => {
    expect(titleOf(own('B', '2023-01-01'), own('A'))).toBe('B');
    expect(titleOf(own('A'), own('C'))).toBe('C');
    expect(withOwn([own('A')], round).summaries.map(({ id }) => id)).toEqual(BUILT_IN.summaries.map(({ id }) => id));
  });

  it('is checked against the others only if it counts the same', () => {
    const about = (files: FormFile[]): number =>
      identitiesOf(fillReport(classifyAll(data, round), undefined, withOwn(files, round))).length;
    const all = about([]);
    expect(about([own('CỦA TỈNH')])).toBe(all);
    const other = own('CỦA TỈNH');
    (other.form as { headings: unknown }).headings = [{ text: 'Chỉ một cột', measure: { kind: 'residents', of: 'households' } }];
    expect(about([other])).toBeLessThan(all);
    expect(checkIdentities(fillReport(classifyAll(data, round), undefined, withOwn([other], round)))).toEqual([]);
  });
});

describe('every problem names its place', () => {
  const problems = (change: (file: ReturnType<typeof example>) => void): string[] => {
    const value = example();
    change(value);
    return readFormFile(value).problems;
  };
  const leaf = (file: ReturnType<typeof example>, group: number, index: number): Record<string, unknown> =>
    file.form.headings[group]!.over[index]!;
  const where = (file: ReturnType<typeof example>): Record<string, unknown> =>
    (leaf(file, 2, 2).measure as { terms: { where: Record<string, unknown> }[] }).terms[0]!.where;
  const column12 = 'Biểu DN-12, cột 12:';

  it.each<[string, (file: ReturnType<typeof example>) => void, string]>([
    [
      'a column that is not there',
      (f) => (leaf(f, 0, 1).measure = { kind: 'sum', plus: ['99'], minus: [] }),
      'Biểu DN-12, cột 2: không có cột số 99 để cộng.',
    ],
    [
      'one to take away',
      (f) => (leaf(f, 0, 1).measure = { kind: 'sum', plus: ['1'], minus: ['98'] }),
      'Biểu DN-12, cột 2: không có cột số 98 để trừ.',
    ],
    [
      'a rate of nothing',
      (f) => (leaf(f, 3, 0).measure = { kind: 'rate', part: '5', whole: '77' }),
      'Biểu DN-12, cột 13: không có cột số 77 để làm mẫu số.',
    ],
    [
      'a sum of itself',
      (f) => (leaf(f, 0, 1).measure = { kind: 'sum', plus: ['2'], minus: [] }),
      'Biểu DN-12, cột 2: không thể cộng chính nó.',
    ],
    [
      'a circle',
      (f) => (
        (leaf(f, 0, 1).measure = { kind: 'sum', plus: ['3'], minus: [] }),
        (leaf(f, 0, 2).measure = { kind: 'sum', plus: ['2'], minus: [] })
      ),
      'Biểu DN-12, cột 2: tính vòng quanh, rốt cuộc từ chính nó.',
    ],
    ['a number twice', (f) => (leaf(f, 0, 1).number = '1'), 'Biểu DN-12, cột 1: có hơn một cột mang số này.'],
    ['an unknown column', (f) => (where(f).gioiTinh = 'Nữ'), `${column12} trang Danh sách 01 không có cột “gioiTinh” để đếm theo.`],
    [
      'a column of another sheet',
      (f) => (where(f).malnourished = 'x'),
      `${column12} trang Danh sách 01 không có cột “malnourished” để đếm theo.`,
    ],
    [
      'an unknown class',
      (f) => (where(f).class = 'Hộ nghèo bền vững'),
      `${column12} cột “Kết quả phân loại” của trang Danh sách 01 không có giá trị “Hộ nghèo bền vững”; có: “Hộ nghèo”, “Hộ cận nghèo”, “Không nghèo”, “(chưa thống nhất)”.`,
    ],
    [
      'a word for a number',
      (f) => (where(f).b1 = '140'),
      `${column12} cột “Điểm B1” của trang Danh sách 01 là số: hãy dùng below (nhỏ hơn) hoặc atLeast (từ … trở lên).`,
    ],
    ['a number for a word', (f) => (where(f).sex = { atLeast: 3 }), `${column12} cột “Giới tính” của trang Danh sách 01 không phải là số.`],
    [
      'a word that is a comparison',
      (f) => (where(f).ethnic = '<>Kinh'),
      `${column12} cột “Dân tộc” của trang Danh sách 01 không có giá trị “<>Kinh”.`,
    ],
    [
      'a broken number',
      (f) => (where(f).b1 = { below: 0.5 }),
      'Biểu DN-12, cột “Chủ hộ là nữ”, cách tính (measure.terms[1].where.b1.below): phải là số nguyên.',
    ],
    [
      'a village’s column that is none',
      (f) => (leaf(f, 0, 2).measure = { kind: 'village', key: 'area' }),
      'Biểu DN-12, cột 3: trang Thôn không có cột số “area”.',
    ],
    [
      'another form’s column',
      (f) => (leaf(f, 3, 0).measure = { kind: 'rate', part: { form: '7.1', column: '40' }, whole: '1' }),
      'Biểu DN-12, cột 13: biểu 7.1 không có cột số 40 để làm tử số.',
    ],
    [
      'a form that is none',
      (f) => (leaf(f, 3, 0).measure = { kind: 'rate', part: { form: '99', column: '1' }, whole: '1' }),
      'Biểu DN-12, cột 13: không có biểu tổng hợp 99 để lấy tử số.',
    ],
    ['no headings', (f) => (f.form.headings = []), 'Biểu DN-12, tiêu đề các cột (headings): chưa có cột nào.'],
    ['an empty group', (f) => (f.form.headings[0]!.over = []), 'Biểu DN-12, cột “Dân cư”, các cột ở dưới (over): không có cột nào ở dưới.'],
    ['no text', (f) => (leaf(f, 1, 1).text = ' '), 'Biểu DN-12, cột “Hộ nghèo”, tiêu đề thứ 2, chữ (text): đang trống.'],
    ['a text too long', (f) => (f.form.title = 'x'.repeat(401)), 'Biểu DN-12, tên biểu (title): dài quá 400 chữ.'],
    [
      'a text that is a formula',
      (f) => (leaf(f, 2, 2).text = '=1+1'),
      'Biểu DN-12, cột “=1+1”, chữ (text): bắt đầu bằng =, +, - hoặc @ nên Excel có thể hiểu là công thức.',
    ],
    [
      'a name no sheet can have',
      (f) => (f.form.id = '12/2023'),
      'Biểu 12/2023, số biểu (id): không dùng làm tên trang Excel được: không được có : \\ / ? * [ ] và dấu nháy ở đầu, cuối.',
    ],
    ['a name too long', (f) => (f.form.id = 'x'.repeat(32)), `Biểu ${'x'.repeat(32)}, số biểu (id): dài quá 31 chữ.`],
    ['a name of a sheet', (f) => (f.form.id = 'thôn'), 'Biểu thôn: tên này đã dành cho một trang khác của tệp Excel.'],
    ['a list’s name', (f) => (f.form.id = '6.1'), 'Biểu 6.1: đã có biểu này, nhưng không phải là biểu tổng hợp.'],
    ['an unknown standard', (f) => (f.standard = 'chuan-moi'), 'Tệp, bộ chuẩn (standard): không phải mã của bộ chuẩn nào.'],
    ['a day that is none', (f) => (f.from = '2023-02-31'), 'Tệp, ngày bắt đầu (from): không phải ngày có thật.'],
    ['an end before the beginning', (f) => (f.to = '2021-01-01'), 'Tệp, ngày kết thúc (to): đứng trước ngày bắt đầu (from).'],
    ['another version', (f) => (f.version = 2), 'Tệp, version: phải là 1: tệp này làm cho một bản Sổ Rà Soát khác.'],
    ['a word misspelt', (f) => (f.form.orientaton = 'landscape'), 'Biểu DN-12, orientaton: không có trong định dạng.'],
    ['something left out', (f) => delete f.form.title, 'Biểu DN-12, tên biểu (title): còn thiếu.'],
  ])('%s', (_, change, said) => expect(problems(change)).toContain(said));

  it('a replaced form keeps the columns that other forms take figures from', () => {
    const form = {
      ...BUILT_IN.summaries.find(({ id }) => id === '7.4')!,
      headings: [{ text: 'Tổng số hộ nghèo', measure: { kind: 'residents', of: 'households' } }],
    };
    expect(readFormFile({ ...envelope, kind: 'summary', form }).problems[0]).toBe(
      'Biểu 7.4, cột 3: phải có cột này, vì biểu 7.5 lấy số ở đó.',
    );
  });

  it('a standard of the province’s own that is not in use', () => {
    const own = { ...ND07, id: 'chuan-tinh', from: '2022-01-01', to: '2026-12-31' };
    const ofOwn = { ...example(), standard: own.id };
    expect(readFormFile(ofOwn, [], [own]).problems).toEqual([]);
    expect(readFormFile(ofOwn).problems).toEqual(['Tệp, bộ chuẩn (standard): không phải mã của bộ chuẩn nào.']);
  });

  it('columns that other forms of the province need', () => {
    const { file } = readFormText(EXAMPLE);
    const other = JSON.parse(JSON.stringify(file)) as FormFile & { form: { id: string; headings: unknown } };
    other.form.id = '7.1';
    other.form.headings = [{ text: 'Tổng số', measure: { kind: 'rate', part: { form: '7.3', column: '9' }, whole: '1' } }];
    const without = {
      ...envelope,
      kind: 'summary',
      form: { ...BUILT_IN.summaries[2]!, headings: [{ text: 'Một', measure: { kind: 'residents', of: 'households' } }] },
    };
    expect(readFormFile(without, [other]).problems).toEqual(['Biểu 7.3, cột 9: phải có cột này, vì biểu 7.1 lấy số ở đó.']);
    expect(
      readFormFile({ ...example(), form: { ...example().form, id: '12a' } }, [{ ...file!, form: { ...file!.form, id: '12A' } } as FormFile])
        .problems,
    ).toEqual(['Biểu 12a: số biểu chỉ khác biểu 12A ở chữ hoa, chữ thường.']);
  });

  it('too many columns, too many levels', () => {
    const many = Array.from({ length: 59 }, (_, index) => ({ text: `Cột ${index}`, measure: { kind: 'residents', of: 'households' } }));
    expect(
      problems(
        (f) =>
          (f.form.headings = [
            { text: 'A', over: many },
            { text: 'B', over: many },
          ] as never),
      ),
    ).toContain('Biểu DN-12: có 118 cột, nhiều quá 80 cột.');
    const deep = (levels: number): unknown => (levels === 0 ? many[0] : { text: `Tầng ${levels}`, over: [deep(levels - 1)] });
    expect(problems((f) => (f.form.headings = [deep(4)] as never))).toContain('Biểu DN-12: tiêu đề nhiều quá 4 tầng.');
    expect(problems((f) => (f.form.headings = [deep(3_000)] as never))).toEqual(['Tệp lồng nhau quá 40 tầng.']);
  });

  it('a file that is no such file at all', () => {
    expect(readFormText(EXAMPLE.replace('"kind": "summary",', '"kind": "summary"')).problems[0]).toMatch(
      /^Tệp không phải JSON viết đúng: xem dòng [45]\.$/,
    );
    expect(readFormText('x'.repeat(70_000)).problems).toEqual(['Tệp lớn quá 60 KB.']);
    for (const value of [null, 3, [], 'x', { kind: 'summary' }, { kind: 'constructor' }, { ...example(), form: null }])
      expect(readFormFile(value).problems.length).toBeGreaterThan(0);
    expect(readFormText(`\uFEFF${EXAMPLE}`).problems).toEqual([]);
  });

  it('near poor is a class as well', () => expect(problems((f) => (where(f).class = NEAR_POOR))).toEqual([]));
});
