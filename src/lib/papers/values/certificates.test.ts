import { describe, expect, it } from 'vitest';
import { issuedFacts } from '../../../../tests/fixtures/issued-facts.ts';
import { kimSonFacts } from '../../../../tests/fixtures/paper-facts.ts';
import { recognisedActs } from '../../../../tests/fixtures/recognised-acts.ts';
import type { RegisterRound } from '../../process/register.ts';
import { fillTemplate } from '../fill.ts';
import type { PaperFacts, PaperRecord, Value, Values } from '../paper.ts';
import { textOf } from '../testing.ts';
import { shippedTemplate } from '../templates/templates.ts';
import { CERTIFICATES } from './certificates.ts';

const record = (texts: Record<string, string> = {}): PaperRecord => ({ number: null, day: '', signer: '', texts });
const TWO = { 'hai giấy một trang': 'có' };
async function made(facts: PaperFacts, texts: Record<string, string> = {}): Promise<{ lines: string[]; xml: string }> {
  const { bytes, unknown } = fillTemplate(await shippedTemplate('certificates'), CERTIFICATES.values(facts, record(texts)));
  expect(unknown).toEqual([]);
  const { default: PizZip } = await import('pizzip');
  return { lines: textOf(bytes), xml: new PizZip(bytes).file('word/document.xml')?.asText() ?? '' };
}
const listOf = (value: Value | undefined): readonly Values[] => (Array.isArray(value) ? (value as readonly Values[]) : []);
const numbersOf = (lines: readonly string[]): number[] =>
  lines.flatMap((line) => {
    const [, number] = /^Số: (\d+)\/GCN-HN\.HCN$/.exec(line) ?? [];
    return number === undefined ? [] : [Number(number)];
  });

/** The facts with another first household. */
function withHousehold(
  facts: PaperFacts,
  cells: Record<string, string | number | null>,
  members: readonly Record<string, string>[],
): PaperFacts {
  const { classified } = facts.village!;
  const [first] = listed(facts);
  const data = {
    ...classified.data,
    households: classified.data.households.map((row) => (row.id === first!.id ? { ...row, cells: { ...row.cells, ...cells } } : row)),
    members: [
      ...classified.data.members.filter((member) => member.cells.code !== first!.cells.code),
      ...members.map((own, n) => ({ id: `m:${n}`, sheet: 'members' as const, cells: { code: first!.cells.code ?? null, ...own } })),
    ],
  };
  return { ...facts, village: { ...facts.village!, classified: { ...classified, data } } };
}
const listed = ({ village }: PaperFacts) =>
  village!.classified.data.households.filter(({ id }) =>
    ['Hộ nghèo', 'Hộ cận nghèo'].includes(String(village!.classified.results.get(id)?.class)),
  );

describe('certificates', () => {
  it('are those of the village in one file, with the members and the result of the year', async () => {
    const { lines, xml } = await made(issuedFacts());
    expect(numbersOf(lines)).toEqual(Array.from({ length: 37 }, (_, n) => n + 1));
    expect(lines).toContain('Hộ gia đình ông: Bùi Hữu Dũng. Dân tộc: Kinh. Là: Hộ cận nghèo');
    expect(lines).toContain('Số CCCD/CMND: 084094007960; ngày cấp: …………');
    expect(lines).toContain('Nơi thường trú: Ấp Chợ, xã Kim Sơn');
    expect(lines).toContain('Căn cứ Quyết định số 05/QĐ-UBND ngày 01 tháng 11 năm 2023 của Chủ tịch Ủy ban nhân dân xã Kim Sơn.');
    expect(lines).toContain('Kim Sơn, ngày 05 tháng 11 năm 2023');
    expect(lines).toContain('Thạch Văn Sơn');
    // The blank section of those two on a page is not a page.
    expect(xml.match(/<w:sectPr/g)).toHaveLength(1);
    const [, second] = listOf(CERTIFICATES.values(issuedFacts(), record())['từng giấy']);
    expect(listOf(second!['từng thành viên'])[1]).toEqual({
      stt: '2',
      'họ tên': 'Thạch Thị Bích Huyền',
      'dân tộc': 'Khmer',
      'quan hệ': 'Vợ',
      'năm sinh nam': '',
      'năm sinh nữ': '1972',
    });
    const years = listOf(second!['từng năm']);
    expect(years.map((year) => year['năm phân loại'])).toEqual(['2023', '2024', '2025', '2026']);
    expect(years[0]).toMatchObject({
      'n cn': 'CN',
      'chỉ tiêu 8': 'x',
      'chỉ tiêu 7': '',
      'các chỉ tiêu': '8',
      'ngày công nhận': '01/11/2023',
    });
    expect(years[1]).toMatchObject({ 'n cn': '', 'các chỉ tiêu': '', 'ngày công nhận': '' });
  });

  it('are one of a household, some by number, or all of the commune', async () => {
    const facts = issuedFacts();
    const [, , third] = listed(facts);
    expect(numbersOf((await made({ ...facts, about: third!.id })).lines)).toEqual([3]);
    expect(numbersOf((await made(facts, { 'chỉ in các giấy số': '3, 7-9' })).lines)).toEqual([3, 7, 8, 9]);
    expect(numbersOf((await made({ ...facts, village: null })).lines)).toHaveLength(37);
  });

  it('leave out what was withdrawn, and before any is issued say so', () => {
    const withdrawn = {
      kind: 'withdrawn' as const,
      data: { day: '2023-11-10', cause: 'wrong' as const, certificates: '2023/2', text: 'Sai' },
    };
    const numbers = listOf(CERTIFICATES.values(issuedFacts({ more: [withdrawn] }), record())['từng giấy']).map((one) => one['số giấy']);
    expect(numbers.slice(0, 3)).toEqual(['01', '03', '04']);
    expect(CERTIFICATES.missing(kimSonFacts({ acts: recognisedActs(2023) }))).toEqual([
      'Chưa cấp giấy chứng nhận nào. Hãy cấp ở trang Giấy chứng nhận trước khi in.',
    ]);
    expect(CERTIFICATES.missing(issuedFacts())).toEqual([]);
  });

  it('are not for an account that may not see CCCD and dates of birth', () => {
    const facts = issuedFacts();
    const classified = { ...facts.village!.classified, withoutPersonal: true };
    expect(CERTIFICATES.missing({ ...facts, village: { ...facts.village!, classified } })[0]).toMatch(/không xem được/);
  });

  it('of an earlier round are printed on request, with what the household was in the years before', () => {
    const facts = issuedFacts({ wanted: 1 });
    const [first, second] = listed(facts);
    const issued = facts.acts.find((act) => act.kind === 'issued')!;
    const old = {
      ...issued,
      id: 'act:000001',
      data: { ...issued.data, day: '2022-12-01', first: 8, households: `${String(second!.cells.code)}\tN` },
    };
    const entry = (row: typeof first) => ({
      ...{ row: row!.id, code: String(row!.cells.code), head: String(row!.cells.head), size: 3 },
      ...{ computed: 'Hộ nghèo', decided: '', open: false, move: '', change: '', before: '', formerly: '' },
    });
    const round: RegisterRound = {
      ...{ review: 'xa-kim-son-2022', name: 'Xã Kim Sơn', year: 2022, aside: false, yearly: true },
      villages: [{ id: facts.village!.id, name: 'Ấp Chợ', recognised: '2022-11-20', entries: [entry(first), entry(second)] }],
      acts: [old as RegisterRound['acts'][number]],
    };
    const known = { ...facts, rounds: [round] };
    const whole = (texts = {}) => listOf(CERTIFICATES.values(known, record(texts))['từng giấy']);
    expect(whole().map((one) => one['số giấy'])).toEqual(['01']);
    const both = whole({ 'cả giấy đợt trước': 'có' });
    expect(both.map((one) => [one['số giấy'], one['năm']])).toEqual([
      ['01', '2023'],
      ['08', '2022'],
    ]);
    expect(listOf(both[0]!['từng năm'])[0]).toMatchObject({ 'năm phân loại': '2022', 'n cn': 'N', 'ngày công nhận': '20/11/2022' });
  });

  it('stand two on a page where they fit, otherwise alone', async () => {
    const many = Array.from({ length: 7 }, (_, n) => ({ name: `Người ${n}`, relation: 'Con đẻ', sex: 'Nam', birth: `${2000 + n}` }));
    const facts = withHousehold(issuedFacts(), { size: 8 }, many);
    const values = CERTIFICATES.values(facts, record(TWO));
    const [alone] = listOf(values['từng giấy']);
    expect(alone).toMatchObject({ 'số giấy': '01' });
    expect(listOf(alone!['từng thành viên'])).toHaveLength(8);
    const { lines, xml } = await made(facts, TWO);
    expect(numbersOf(lines).sort((a, b) => a - b)).toEqual(Array.from({ length: 37 }, (_, n) => n + 1));
    expect(xml.match(/w:orient="landscape"/g)).toHaveLength(1);
    expect(xml.match(/<w:sectPr/g)).toHaveLength(2);
    // An odd one stands on the left; when all fit, no blank page follows.
    const fit = await made(issuedFacts({ wanted: 3 }), TWO);
    expect(numbersOf(fit.lines)).toEqual([1, 2, 3]);
    expect(fit.xml.match(/<w:sectPr/g)).toHaveLength(1);
    expect(fit.xml).toMatch(/w:orient="landscape"[^]*<\/w:sectPr><\/w:body>/);
  });

  it('have blank rows for members who are not listed, and names as they are', async () => {
    const facts = withHousehold(
      issuedFacts({ wanted: 1 }),
      { head: "Y' Bhăm H'Đơk & <Ly>", sex: null, size: 3, birth: '1980', ethnic: 'Ê-đê' },
      [],
    );
    const { lines } = await made(facts);
    expect(lines).toContain("Hộ gia đình ông/bà: Y' Bhăm H'Đơk & <Ly>. Dân tộc: Ê-đê. Là: Hộ cận nghèo");
    const [one] = listOf(CERTIFICATES.values(facts, record())['từng giấy']);
    expect(listOf(one!['từng thành viên']).map((row) => row['họ tên'])).toEqual(["Y' Bhăm H'Đơk & <Ly>", '', '']);
  });

  it('name the lacking indicators where the standard does not count twelve', async () => {
    const facts = issuedFacts({ wanted: 2 });
    const standard = { ...facts.round.standard, indicators: ['i1', 'i8', 'i13'] };
    const { lines } = await made({ ...facts, round: { ...facts.round, standard } });
    expect(lines.some((line) => line.includes('1: Việc làm; 2: Diện tích nhà ở bình quân đầu người; 3: Xử lý rác thải.'))).toBe(true);
    expect(lines.filter((line) => line === '12')).toEqual([]);
  });
});
