import { expect, it } from 'vitest';
import { STANDARD_HCM } from '../../../../tests/fixtures/confirmed-hcm.ts';
import { ND07 } from '$lib/review/standards.ts';
import { decisionLines } from './decision-words.ts';

it('says a rule as people read it, in its order', () => {
  expect(decisionLines(ND07.classes, ND07).map(({ words, outcome }) => `${words}: ${outcome}`)).toEqual([
    'Chưa có số ở cột Điểm B1: chưa phân loại được',
    'Chưa biết Ngưỡng Điểm B1: chưa phân loại được',
    'Điểm B1 > Ngưỡng Điểm B1: Không nghèo',
    'Chỉ số thiếu hụt ghi khác x: chưa phân loại được',
    'Điểm B2 ≥ “Điểm B2 từ mức này là hộ nghèo”: Hộ nghèo',
    'Còn lại: Hộ cận nghèo',
  ]);
  expect(decisionLines(STANDARD_HCM.classes, STANDARD_HCM)[2]?.words).toBe(
    'Thu nhập bình quân năm > “Thu nhập cao nhất của hộ nghèo (đồng/người/năm)”',
  );
});

it('names what comes before a condition within another', () => {
  expect(decisionLines(ND07.living, ND07)[3]).toEqual({
    words: 'Thu nhập bình quân ≤ “Thu nhập chuẩn nghèo (đồng/người/tháng)”; Điểm B1 > Ngưỡng Điểm B1',
    outcome: 'Hộ có mức sống trung bình',
  });
});
