import { describe, expect, it } from 'vitest';
import { kimSonFacts } from '../../../../tests/fixtures/paper-facts.ts';
import { recognisedActs } from '../../../../tests/fixtures/recognised-acts.ts';
import { fillTemplate } from '../fill.ts';
import type { PaperFacts } from '../paper.ts';
import { progressOf, summaryOf } from '../summary.ts';
import { textOf } from '../testing.ts';
import { shippedTemplate } from '../templates/templates.ts';
import { WEEKLY } from './weekly.ts';

async function made(facts: PaperFacts, texts: Record<string, string> = {}): Promise<string[]> {
  const template = await shippedTemplate('weekly');
  const { bytes, unknown } = fillTemplate(template, WEEKLY.values(facts, { number: null, day: '', signer: '', texts }));
  expect(unknown).toEqual([]);
  return textOf(bytes);
}
const rowOf = (lines: readonly string[], unit: string): string[] => lines.slice(lines.indexOf(unit) + 1, lines.indexOf(unit) + 8);

describe('the weekly report', () => {
  it('is due on the next Thursday at 15:00, and says how far each village has come', async () => {
    const lines = await made(kimSonFacts({ village: null, acts: recognisedActs(2023), today: '2023-11-20' }));
    expect(lines).toContain('(Kỳ báo cáo trước 15 giờ thứ Năm, ngày 23 tháng 11 năm 2023)');
    expect(lines).toContain('- Số hộ cần rà soát: 240 hộ; đã rà soát, phân loại: 240 hộ, đạt 100,00%.');
    expect(lines).toContain(
      '- Số thôn, tổ dân phố đã chốt rà soát: 01/07; đã họp dân thống nhất kết quả: 01/07; đã niêm yết: 01/07; đã có quyết định công nhận: 01/07.',
    );
    expect(rowOf(lines, 'Ấp Chợ')).toEqual(['47', '47', '100,00', 'Đã chốt', '01/10/2023', '02/10/2023 đến 05/10/2023', '01/11/2023']);
    expect(rowOf(lines, 'Ấp Bảy Xào Dơi').slice(0, 4)).toEqual(['16', '16', '100,00', '3']);
  });

  it('has no figures from after its own day', async () => {
    const facts = kimSonFacts({ village: null, today: '2023-11-20' });
    const said = async (day: string): Promise<string | undefined> => {
      const template = await shippedTemplate('weekly');
      const { bytes } = fillTemplate(template, WEEKLY.values(facts, { number: null, day, signer: '', texts: {} }));
      return textOf(bytes).find((line) => line.includes('tính đến'));
    };
    expect(await said('2023-11-16')).toContain('tính đến ngày 16 tháng 11 năm 2023');
    expect(await said('2023-11-23')).toContain('tính đến ngày 20 tháng 11 năm 2023');
  });

  it('takes back what a meeting sent back', async () => {
    const [reviewed, met] = recognisedActs(2023);
    const few = met?.kind === 'met' ? { ...met, data: { ...met.data, agreeing: 20 } } : met;
    const lines = await made(kimSonFacts({ village: null, acts: [reviewed!, few!] }));
    expect(rowOf(lines, 'Ấp Chợ').slice(0, 4)).toEqual(['47', '47', '100,00', '2']);
  });

  it('asks for no date where the plan has no weekly report', async () => {
    const facts = kimSonFacts({ village: null });
    const plan = { ...facts.round.plan, reports: [] };
    const lines = await made({ ...facts, round: { ...facts.round, plan } });
    expect(lines.some((line) => line.startsWith('(Kỳ báo cáo'))).toBe(false);
    expect(lines).toContain('Kính gửi: …………');
  });

  it('of a district has a row for each commune', async () => {
    const facts = kimSonFacts({ village: null, acts: recognisedActs(2023) });
    const { sets, villages } = summaryOf(facts);
    const total = sets[0]!.forms.map((filled) => ({ ...filled, rows: [{ ...filled.total, name: 'Xã Kim Sơn' }] }));
    const summary = { sets: [{ ...sets[0]!, forms: total }], villages: facts.villages.map((village) => progressOf(village, 'Xã Kim Sơn')) };
    const lines = await made({ ...facts, unit: 'Huyện Trà Cú', villages: [], summary });
    expect(villages).toHaveLength(7);
    expect(rowOf(lines, 'Xã Kim Sơn')).toEqual(['240', '240', '100,00', ...Array<string>(4).fill('01/07 thôn')]);
    expect(lines).toContain('- UBND các xã, phường;');
  });
});
