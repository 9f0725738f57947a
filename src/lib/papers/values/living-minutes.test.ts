import { describe, expect, it } from 'vitest';
import { kimSonFacts } from '../../../../tests/fixtures/paper-facts.ts';
import { recognisedActs } from '../../../../tests/fixtures/recognised-acts.ts';
import { fillReport } from '../../forms/report.ts';
import { ND07 } from '../../review/standards.ts';
import { fillTemplate } from '../fill.ts';
import type { PaperFacts } from '../paper.ts';
import { textOf } from '../testing.ts';
import { shippedTemplate } from '../templates/templates.ts';
import { LIVING_MINUTES } from './living-minutes.ts';

async function made(facts: PaperFacts, texts: Record<string, string> = {}): Promise<string[]> {
  const template = await shippedTemplate('livingMinutes');
  const { bytes, unknown } = fillTemplate(template, LIVING_MINUTES.values(facts, { number: null, day: '', signer: '', texts }));
  expect(unknown).toEqual([]);
  return textOf(bytes);
}

describe('the minutes on standards of living', () => {
  it('have the figures of Mẫu 9.7 and 9.8, and the counts of Danh sách 01 nowhere', async () => {
    const facts = kimSonFacts({ acts: recognisedActs(2023) });
    const { forms } = fillReport(facts.village!.classified, ['9.7', '9.8']);
    const [households, persons] = ['9.7', '9.8'].map((id) => forms.find(({ form }) => form.id === id)!.total.lines[0]!);
    const lines = await made(facts, { 'số hộ dự': '150' });
    ['Hộ có mức sống trung bình', 'Hộ có thu nhập khá', 'Hộ có thu nhập giàu'].forEach((name, n) => {
      expect(Number(households![1 + 2 * n])).toBeGreaterThan(0);
      expect(lines).toContain(`- ${name}: ${households![1 + 2 * n]} hộ, ${persons![1 + 2 * n]} nhân khẩu;`);
    });
    expect(lines).toContain('- Chủ trì cuộc họp: An, chức danh: Trưởng thôn.');
    expect(lines).toContain(
      '- Thành phần tham gia: ………… người, trong đó đại diện 150 hộ gia đình trên tổng số 217 hộ gia đình có tên trong Danh sách 02.',
    );
    expect(lines).toContain('Số người đồng ý với kết quả trên: ………… trên ………… người dự họp.');
  });

  it('have only the standard of living that the round’s standard knows', async () => {
    const facts = kimSonFacts();
    const lines = await made({ ...facts, round: { ...facts.round, standard: ND07 } });
    expect(lines.filter((line) => line.startsWith('- Hộ có'))).toHaveLength(1);
  });
});
