import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { kimSonFacts } from '../../../../tests/fixtures/paper-facts.ts';
import { recognisedActs } from '../../../../tests/fixtures/recognised-acts.ts';
import { fillReport } from '../../forms/report.ts';
import { classifyAll } from '../../review/classify.ts';
import { rulesWith } from '../../review/rules-in-force.ts';
import { readWorkbook } from '../../workbook/read.ts';
import { fillTemplate } from '../fill.ts';
import type { Paper, PaperFacts, PaperRecord } from '../paper.ts';
import { textOf } from '../testing.ts';
import { shippedTemplate } from '../templates/templates.ts';
import { DECISION } from './decision.ts';
import { LIVING_DECISION } from './living-decision.ts';

const NO_RECORD: PaperRecord = { number: null, day: '', signer: '', texts: {} };
async function made(paper: Paper, facts: PaperFacts, record: Partial<PaperRecord> = {}): Promise<{ lines: string[]; bytes: Uint8Array }> {
  const { bytes, unknown } = fillTemplate(await shippedTemplate(paper.id), paper.values(facts, { ...NO_RECORD, ...record }));
  expect(unknown).toEqual([]);
  return { lines: textOf(bytes), bytes };
}

/** All villages before the decision. */
function ready(): PaperFacts {
  const facts = kimSonFacts({ village: null });
  return { ...facts, villages: facts.villages.map((village) => ({ ...village, standing: { ...village.standing, step: 'recognition' } })) };
}
/** The first village is recognised by 05/QĐ-UBND on 01/11/2023. */
const recognised = (): PaperFacts => ({ ...kimSonFacts({ acts: recognisedActs(2023) }), village: null });

const FILE = new URL('../../../../tests/fixtures/kim-son-2023.xlsx', import.meta.url);
const EXPECTED = new URL('../../../../tests/fixtures/kim-son-2023.expected.json', import.meta.url);
const annexes = (lines: readonly string[]): string[] => lines.filter((line) => /^Phụ lục( [IVX]+)?$/.test(line));

describe('the decision that recognises', () => {
  it('has every list that the rules name, with the figures of Mẫu 7.1, and each as an annex that starts at page 1', async () => {
    const { forms } = JSON.parse(readFileSync(EXPECTED, 'utf8')) as { forms: Record<string, Record<string, number[]>> };
    const total = forms['7.1']!['Tổng cộng']!;
    const { lines, bytes } = await made(DECISION, ready(), { number: 5, day: '2023-11-01', signer: 'Thạch Văn Sơn' });
    expect(lines).toContain(
      'Công nhận danh sách hộ nghèo, hộ cận nghèo và danh sách hộ thoát nghèo, hộ thoát cận nghèo trên địa bàn xã Kim Sơn năm 2023',
    );
    expect(lines).toContain(`1. Hộ nghèo: ${total[2]} hộ, ${total[8]} nhân khẩu (danh sách tại Phụ lục I kèm theo Quyết định này).`);
    expect(lines).toContain(`2. Hộ cận nghèo: ${total[4]} hộ, ${total[10]} nhân khẩu (danh sách tại Phụ lục II kèm theo Quyết định này).`);
    // Mẫu 7.2: those who became near poor and those who left both.
    const moved = forms['7.2']!['Tổng cộng']!;
    expect(lines.some((line) => line.startsWith(`3. Hộ thoát nghèo: ${moved[1]! + moved[2]!} hộ`))).toBe(true);
    expect(lines.some((line) => line.startsWith(`4. Hộ thoát cận nghèo: ${forms['7.3']!['Tổng cộng']![2]} hộ`))).toBe(true);
    expect(annexes(lines)).toEqual(['Phụ lục I', 'Phụ lục II', 'Phụ lục III', 'Phụ lục IV']);
    expect(lines.filter((line) => line === 'Họ và tên chủ hộ')).toHaveLength(4);
    expect(lines).toContain('(Kèm theo Quyết định số 05/QĐ-UBND ngày 01 tháng 11 năm 2023 của Chủ tịch Ủy ban nhân dân xã Kim Sơn)');
    const { default: PizZip } = await import('pizzip');
    const xml = new PizZip(bytes).file('word/document.xml')?.asText() ?? '';
    expect(xml.match(/<w:pgNumType w:start="1"\/>/g)).toHaveLength(5);
  });

  it('has at first the number, day and signer that the recognition was recorded with', () => {
    expect(DECISION.recorded?.(recognised())).toEqual({ number: 5, day: '2023-11-01', signer: 'An' });
    // Another village waits: the next decision is about that one.
    const [first, second, ...rest] = recognised().villages;
    const waiting = { ...second!, standing: { ...second!.standing, step: 'recognition' as const } };
    expect(DECISION.recorded?.({ ...recognised(), villages: [first!, waiting, ...rest] })).toBeNull();
    expect(DECISION.recorded?.(kimSonFacts({ village: null }))).toBeNull();
    expect(LIVING_DECISION.recorded?.(recognised())).toBeNull();
  });

  it('cites the laws of the round while its day is not written, however long ago that was', async () => {
    const late = { ...recognised(), today: '2026-11-29' };
    expect((await made(DECISION, late)).lines.some((line) => line.includes('/2025/NĐ-CP'))).toBe(false);
    expect((await made(DECISION, late, { day: '2026-11-29' })).lines.some((line) => line.includes('131/2025/NĐ-CP'))).toBe(true);
  });

  it('is the chairman’s own: its head, authority and signature say so, and its last legal basis ends with a full stop', async () => {
    const { lines } = await made(DECISION, ready(), { signer: 'Ly' });
    expect(lines).toContain('CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ KIM SƠN');
    expect(lines.some((line) => line.startsWith('TM.'))).toBe(false);
    expect(lines.filter((line) => line === 'CHỦ TỊCH\nỦY BAN NHÂN DÂN\nXÃ KIM SƠN' || line === 'CHỦ TỊCH')).toHaveLength(2);
    const bases = lines.slice(lines.indexOf('CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ KIM SƠN') + 1, lines.indexOf('QUYẾT ĐỊNH:'));
    expect(bases[0]).toMatch(/^Căn cứ Nghị định số 07\/2021\/NĐ-CP ngày 27 tháng 01 năm 2021 .*;$/);
    expect(bases.at(-1)).toBe('Theo đề nghị của Ban Chỉ đạo rà soát xã Kim Sơn.');
  });

  it('names no number in the annexes of an electronic document', async () => {
    const { lines } = await made(DECISION, ready(), { number: 5, day: '2023-11-01', texts: { 'văn bản điện tử': 'có' } });
    expect(lines.filter((line) => line.startsWith('(Kèm theo')).every((line) => !/\d/.test(line))).toBe(true);
  });

  it('is of the villages recognised with its number and day, otherwise of those that are ready', async () => {
    const facts = recognised();
    const { lines } = await made(DECISION, facts, { number: 5, day: '2023-11-01' });
    expect(lines).toContain('Thôn, tổ dân phố được công nhận tại Quyết định này: Ấp Chợ.');
    expect(lines.some((line) => line.startsWith('1. Hộ nghèo: 10 hộ, 34 nhân khẩu'))).toBe(true);
    const [first, second, ...others] = facts.villages;
    const next = {
      ...facts,
      villages: [first!, { ...second!, standing: { ...second!.standing, step: 'recognition' as const } }, ...others],
    };
    expect((await made(DECISION, next)).lines).toContain('Thôn, tổ dân phố được công nhận tại Quyết định này: Ấp Bảy Xào Dơi.');
    expect((await made(DECISION, next, { number: 5, day: '2023-11-01' })).lines).toContain(
      'Thôn, tổ dân phố được công nhận tại Quyết định này: Ấp Chợ.',
    );
    expect(DECISION.missing(kimSonFacts({ village: null }))).toEqual(['Chưa có thôn nào đến bước công nhận.']);
  });

  it('has the lists of the successor once they are confirmed, and dots for one that no review gives', async () => {
    const basis = 'Thông tư 25/2026/TT-BNNMT';
    const value = ['Hộ nghèo', 'Hộ cận nghèo', 'Hộ thoát nghèo', 'Hộ mới'].map((name) => ({ name }));
    const rules = rulesWith([{ rules: 'tt25-2026', entry: 'lists', part: 'lists', value, basis }]);
    const set = rules.find(({ entries }) => entries.some(({ id, certainty }) => id === 'lists' && certainty === 'confirmed'))!;
    const facts = ready();
    const lists = (from: PaperFacts): string => DECISION.asks.find(({ name }) => name === 'danh sách được công nhận')!.initial(from);
    const later = { ...facts, rules, round: { ...facts.round, lastDay: '2027-12-14' } };
    expect(set.from).toBe('2027-01-01');
    expect(lists(later)).toBe('Hộ nghèo\nHộ cận nghèo\nHộ thoát nghèo\nHộ mới');
    expect(lists({ ...later, rules: rulesWith([]) })).toBe('');
    const { lines } = await made(DECISION, later);
    expect(annexes(lines)).toEqual(['Phụ lục I', 'Phụ lục II', 'Phụ lục III']);
    expect(lines).toContain('4. Hộ mới: ………… hộ.');
    const only = await made(DECISION, facts, { texts: { 'danh sách được công nhận': 'Hộ nghèo' } });
    expect(annexes(only.lines)).toEqual(['Phụ lục']);
  });

  it('cites the laws of its own day, whenever it is made', async () => {
    const later = { ...ready(), today: '2026-02-01' };
    const cites = (lines: readonly string[]): boolean => lines.some((line) => line.includes('351/2025/NĐ-CP'));
    expect(cites((await made(DECISION, later, { number: 15, day: '2023-09-05', signer: 'Thạch Văn Sơn' })).lines)).toBe(false);
    expect(cites((await made(DECISION, later, { number: 15, day: '2026-02-01', signer: 'Thạch Văn Sơn' })).lines)).toBe(true);
  });

  it('cites the opinion that the level above gave in writing', async () => {
    const acts = recognisedActs(2023).map((act) =>
      act.kind === 'opinion' ? { ...act, data: { ...act.data, number: '120/UBND-LĐTBXH' } } : act,
    );
    const { lines } = await made(DECISION, { ...kimSonFacts({ acts }), village: null });
    expect(lines).toContain('Căn cứ ý kiến của Chủ tịch UBND cấp huyện tại Văn bản số 120/UBND-LĐTBXH ngày 25 tháng 10 năm 2023;');
  });
});

describe('the decision on standards of living', () => {
  it('has the bands that the standard has, with the figures of Mẫu 9.7 and 9.8', async () => {
    const facts = ready();
    const { data } = readWorkbook(readFileSync(FILE), 'kim-son-2023.xlsx');
    const { forms } = fillReport(classifyAll(data, facts.round), ['9.7', '9.8']);
    const [households, persons] = ['9.7', '9.8'].map((id) => forms.find(({ form }) => form.id === id)!.total.lines[0]!);
    const { lines } = await made(LIVING_DECISION, facts);
    const shown = (n: unknown): string => String(n).replace(/\B(?=(\d{3})+$)/g, '.');
    ['Hộ có mức sống trung bình', 'Hộ có thu nhập khá', 'Hộ có thu nhập giàu'].forEach((name, n) =>
      expect(
        lines.some((line) =>
          line.startsWith(`${n + 1}. ${name}: ${shown(households![1 + 2 * n])} hộ, ${shown(persons![1 + 2 * n])} nhân khẩu`),
        ),
      ).toBe(true),
    );
    expect(annexes(lines)).toHaveLength(3);
  });
});
