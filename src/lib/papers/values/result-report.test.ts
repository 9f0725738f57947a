import { readFileSync } from 'node:fs';
import PizZip from 'pizzip';
import { describe, expect, it } from 'vitest';
import { factsOf, kimSonFacts } from '../../../../tests/fixtures/paper-facts.ts';
import { chooseRound, type Round } from '../../review/plans.ts';
import { ND07, STANDARDS } from '../../review/standards.ts';
import type { ReviewData, Row } from '../../review/types.ts';
import { fillTemplate } from '../fill.ts';
import type { Paper, PaperFacts, PaperRecord } from '../paper.ts';
import { changeWithRate, typedNumber } from '../paper-words.ts';
import { textOf } from '../testing.ts';
import { shippedTemplate } from '../templates/templates.ts';
import { FINAL } from './final.ts';
import { PRELIMINARY } from './preliminary.ts';

const NO_RECORD: PaperRecord = { number: null, day: '', signer: '', texts: {} };
async function made(paper: Paper, facts: PaperFacts, record: Partial<PaperRecord> = {}): Promise<{ lines: string[]; bytes: Uint8Array }> {
  const template = await shippedTemplate(paper.id);
  const { bytes, unknown } = fillTemplate(template, paper.values(facts, { ...NO_RECORD, ...record }));
  expect(unknown).toEqual([]);
  return { lines: textOf(bytes), bytes };
}

const poor = { b1: 100, i1: 'x', i2: 'x', i3: 'x' };
const near = { b1: 100, i1: 'x' };
const many = (count: number, cells: Row['cells']): Row[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `h:${JSON.stringify(cells)}${index}`,
    sheet: 'list01',
    cells: { village: 'Tổ 1', size: 3, code: `${JSON.stringify(cells)}${index}`, head: 'Ly', ...cells },
  }));
const WAS_POOR = { lastYear: 'Hộ nghèo' };
const WAS_NEAR = { lastYear: 'Hộ cận nghèo' };

/**
 * Lists of the size of Báo cáo sơ bộ of thành phố Bắc Kạn, tháng 11/2023. The report does not give last year's total of households; 12.231 is one
 * that yields its 2,33 %.
 */
function bacKan(
  village: Row['cells'] = { householdsLastYear: 12_231, poorTarget: 23 },
  round: Round = chooseRound({ year: 2023 }),
): PaperFacts {
  const data: ReviewData = {
    unit: 'Thành phố Bắc Kạn',
    villages: [{ id: 'v:1', sheet: 'villages', cells: { name: 'Tổ 1', area: 'Thành thị', households: 12_299, ...village } }],
    households: [
      ...many(242, { ...poor, ...WAS_POOR }),
      ...many(43, { ...poor, ...WAS_POOR, b1: 300 }),
      ...many(114, { ...near, ...WAS_NEAR }),
      ...many(7, { ...near, request: 'x', formA: 1 }),
    ],
    members: [],
  };
  return factsOf(data, round, { today: '2023-11-20' });
}

describe('the preliminary report', () => {
  it('says of the figures of Bắc Kạn what its report says', async () => {
    const { lines } = await made(PRELIMINARY, bacKan(), { number: 7, day: '2023-11-05', signer: 'Hoàng Hà Bắc' });
    expect(lines).toContain('Số: 07/BC-UBND');
    expect(lines).toContain('Bắc Kạn, ngày 05 tháng 11 năm 2023');
    expect(lines).toContain('Tổng số hộ dân trên địa bàn: 12.299 hộ, trong đó:');
    expect(lines).toContain('- Tổng số hộ nghèo: 242 hộ, tỷ lệ 1,97%, giảm 43 hộ (0,36%) so với năm 2022.');
    expect(lines).toContain('- Tổng số hộ cận nghèo: 121 hộ, tỷ lệ 0,98%, tăng 07 hộ (0,05%) so với năm 2022.');
    expect(lines).toContain(
      'Kết quả tỷ lệ hộ nghèo của thành phố Bắc Kạn giảm từ 285 hộ, tỷ lệ 2,33% xuống còn 242 hộ, tỷ lệ 1,97%, đạt và vượt so với chỉ tiêu kế hoạch đề ra (kế hoạch giảm 23 hộ).',
    );
    expect(lines).toContain('Số hộ cận nghèo của thành phố Bắc Kạn tăng từ 114 hộ, tỷ lệ 0,93% lên 121 hộ, tỷ lệ 0,98%.');
    expect(lines).toContain('- Tổng số thôn, tổ dân phố tiến hành rà soát: 01/01 thôn, tổ dân phố.');
    expect(lines).toContain(
      '- Thời gian tổ chức tiến hành triển khai thực hiện rà soát từ ngày 01 tháng 9 năm 2023 đến hết ngày 14 tháng 12 năm 2023.',
    );
    expect(lines.indexOf('TM. ỦY BAN NHÂN DÂN')).toBeLessThan(lines.indexOf('Hoàng Hà Bắc'));
    expect(lines).toContain('(Kèm theo Báo cáo số 07/BC-UBND ngày 05 tháng 11 năm 2023 của Ủy ban nhân dân thành phố Bắc Kạn)');
  });

  it('takes last year’s households and the target from the villages, or as typed', async () => {
    const unknown = bacKan({});
    const { lines } = await made(PRELIMINARY, unknown);
    expect(lines).toContain('- Tổng số hộ nghèo: 242 hộ, tỷ lệ 1,97%, giảm 43 hộ so với năm 2022.');
    expect(lines).toContain('Kết quả tỷ lệ hộ nghèo của thành phố Bắc Kạn giảm từ 285 hộ, tỷ lệ …………% xuống còn 242 hộ, tỷ lệ 1,97%.');
    const typed = await made(PRELIMINARY, unknown, { texts: { 'tổng số hộ năm trước': '12.231', 'chỉ tiêu giảm hộ nghèo': '50' } });
    expect(typed.lines).toContain('- Tổng số hộ nghèo: 242 hộ, tỷ lệ 1,97%, giảm 43 hộ (0,36%) so với năm 2022.');
    expect(typed.lines.some((line) => line.endsWith('tỷ lệ 1,97%, chưa đạt chỉ tiêu kế hoạch đề ra (kế hoạch giảm 50 hộ).'))).toBe(true);
    const exact = await made(PRELIMINARY, bacKan(), { texts: { 'chỉ tiêu giảm hộ nghèo': '43' } });
    expect(exact.lines.some((line) => line.endsWith(', đạt chỉ tiêu kế hoạch đề ra (kế hoạch giảm 43 hộ).'))).toBe(true);
  });

  it('has a person’s texts a paragraph each, and dots where nobody wrote', async () => {
    const { lines } = await made(PRELIMINARY, bacKan(), {
      texts: { 'văn bản chỉ đạo': 'Kế hoạch số 210/KH-UBND\nQuyết định số 2628/QĐ-UBND' },
    });
    expect(lines).toContain('- Kế hoạch số 210/KH-UBND');
    expect(lines).toContain('- Quyết định số 2628/QĐ-UBND');
    expect(lines[lines.indexOf('1. Thuận lợi') + 1]).toBe('…………');
  });

  it('gives each standard its results, and compares by the main one only', async () => {
    const other = STANDARDS.find(({ id }) => id === 'tra-vinh-2021')!;
    const round = chooseRound({ year: 2023, beside: [other.id] });
    const { lines } = await made(PRELIMINARY, bacKan(undefined, round));
    expect(lines.filter((line) => line === `Theo ${ND07.name}:` || line === `Theo ${other.name}:`)).toHaveLength(4);
    expect(lines.filter((line) => line.startsWith('- Tổng số hộ nghèo: 242 hộ'))).toEqual([
      '- Tổng số hộ nghèo: 242 hộ, tỷ lệ 1,97%, giảm 43 hộ (0,36%) so với năm 2022.',
      '- Tổng số hộ nghèo: 242 hộ, tỷ lệ 1,97%.',
    ]);
  });

  it('has names as they are written', async () => {
    const facts = bacKan();
    const name = "Buôn Y' Bhăm H'Đơk & <Ly>";
    const rename = (row: Row): Row => ({ ...row, cells: { ...row.cells, ...(row.sheet === 'villages' ? { name } : { village: name }) } });
    const villages = facts.villages.map((village) => {
      const { data } = village.classified;
      const renamed = { ...data, villages: data.villages.map(rename), households: data.households.map(rename) };
      return { ...village, name, classified: { ...village.classified, data: renamed } };
    });
    const { lines } = await made(PRELIMINARY, { ...facts, villages });
    expect(lines.slice(lines.indexOf(name) + 1).slice(0, 3)).toEqual(['12.299', '285', '242']);
  });

  it('is not made of nothing', () => {
    const facts = bacKan();
    expect(PRELIMINARY.missing(facts)).toEqual([]);
    expect(PRELIMINARY.missing({ ...facts, villages: [] })).toEqual(['Danh sách chưa có hộ nào.']);
  });
});

describe('the final report of Kim Sơn', () => {
  const { forms } = JSON.parse(readFileSync(new URL('../../../../tests/fixtures/kim-son-2023.expected.json', import.meta.url), 'utf8')) as {
    forms: Record<string, Record<string, number[]>>;
  };
  const total = (form: string): number[] => forms[form]?.['Tổng cộng'] ?? [];

  it('has the figures of the forms that it hands in', async () => {
    const { lines } = await made(FINAL, kimSonFacts({ village: null }));
    const [residents, , poorHouseholds, , nearHouseholds] = total('7.1');
    expect(lines).toContain(`Tổng số hộ dân trên địa bàn: ${residents!.toLocaleString('vi-VN')} hộ, trong đó:`);
    expect(lines.some((line) => line.startsWith(`- Tổng số hộ nghèo: ${poorHouseholds} hộ, tỷ lệ 4,06%, giảm 28 hộ`))).toBe(true);
    expect(lines.some((line) => line.startsWith(`- Tổng số hộ cận nghèo: ${nearHouseholds} hộ`))).toBe(true);
    const after = (text: string, count: number, from = 0): string[] => lines.slice(lines.indexOf(text, from) + 1).slice(0, count);
    const moves = lines.indexOf('Diễn biến hộ nghèo:');
    expect(after('Tổng số hộ nghèo đầu kỳ', 2, moves)).toEqual([String(total('7.2')[0]), String(total('7.2.persons')[0])]);
    expect(after('Tổng số hộ cận nghèo cuối kỳ', 2, moves)).toEqual([String(total('7.3')[8]), String(total('7.3.persons')[8])]);
    expect(after('Việc làm', 1)).toEqual([String(total('7.4')[1])]);
    expect(after('Không có đất sản xuất', 2)).toEqual([String(total('7.10')[1]), String(total('7.10')[10])]);
    const units = Object.keys(forms['7.1']!).filter((name) => name !== 'Tổng cộng');
    expect(units.filter((name) => lines.includes(name))).toEqual(units);
  });

  it('begins each annex on a page of its own', async () => {
    const { bytes } = await made(FINAL, kimSonFacts({ village: null }));
    const xml = new PizZip(bytes).file('word/document.xml')?.asText() ?? '';
    expect(xml.match(/<w:sectPr[ >]/g)).toHaveLength(3);
    expect(xml.match(/<w:pgNumType w:start="1"\/>/g)).toHaveLength(3);
  });
});

it.each([
  [242, 285, -0.36, 'giảm 43 hộ (0,36%)'],
  [121, 114, 0.05, 'tăng 07 hộ (0,05%)'],
  [10, 12, 0.01, 'giảm 02 hộ (tỷ lệ tăng 0,01%)'],
  [12, 10, 0, 'tăng 02 hộ (tỷ lệ không đổi)'],
  [12, 12, -0.01, 'không tăng, không giảm (tỷ lệ giảm 0,01%)'],
  [12, 12, 0, 'không tăng, không giảm'],
  [12, 10, null, 'tăng 02 hộ'],
])('says the change from %i to %i households', (now, before, rate, words) => {
  expect(changeWithRate(now, before, rate)).toBe(words);
});

it.each([
  ['12.231', 12_231],
  [' 12 231 ', 12_231],
  ['0', 0],
  ['', null],
  ['vài hộ', null],
  ['-5', null],
])('reads %j as typed', (text, number) => expect(typedNumber(text)).toBe(number));
