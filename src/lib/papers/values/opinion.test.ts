import { describe, expect, it } from 'vitest';
import expected from '../../../../tests/fixtures/kim-son-2023.expected.json' with { type: 'json' };
import { kimSonFacts } from '../../../../tests/fixtures/paper-facts.ts';
import { recognisedActs } from '../../../../tests/fixtures/recognised-acts.ts';
import type { WantedAct } from '../../process/acts.ts';
import type { Values } from '../paper.ts';
import { NO_RECORD, textsOf } from '../testing.ts';
import { OPINION } from './opinion.ts';

const POSTED = recognisedActs(2023).slice(0, 3);

describe('the report that asks for an opinion', () => {
  it('has the figures of Mẫu 7.1 for every village, and the four lists as annexes', async () => {
    const facts = kimSonFacts({ acts: POSTED, today: '2023-10-10' });
    const commune = { ...facts, village: null };
    const rows = OPINION.values(commune, NO_RECORD)['từng thôn'] as Values[];
    expect(rows).toHaveLength(facts.villages.length);
    for (const row of rows) {
      const figures = (expected.forms['7.1'] as Record<string, number[]>)[String(row.thôn)]!;
      const of = (name: string): number => Number(String(row[name]).replace('.', ''));
      expect([of('số hộ nghèo'), of('số hộ cận nghèo'), of('số nhân khẩu hộ nghèo'), of('số nhân khẩu hộ cận nghèo')]).toEqual(
        [2, 4, 8, 10].map((column) => figures[column]),
      );
    }
    const lines = await textsOf(OPINION, commune, { number: 9, day: '2023-10-10', signer: 'Lan' });
    expect(lines).toContain('Kính gửi: Chủ tịch UBND cấp huyện');
    expect(lines).toContain('- Tổng số hộ nghèo: 75 hộ, 249 nhân khẩu, tỷ lệ 4,06%, giảm 28 hộ so với năm 2022.');
    expect(lines).toContain('Tổng cộng: 75 hộ, 249 nhân khẩu./.');
    expect(lines).toContain('- Số thôn, tổ dân phố đã họp dân thống nhất kết quả: 01/07; đã hết thời gian niêm yết công khai: 01/07.');
    expect(lines.find((line) => line.startsWith('Ủy ban nhân dân xã Kim Sơn đề nghị'))).toContain(
      'trong 05 ngày làm việc, kể từ ngày nhận',
    );
    expect(lines.filter((line) => line.startsWith('(Kèm theo Báo cáo số 09/BC-UBND'))).toHaveLength(4);
    expect(OPINION.warnings?.(commune, NO_RECORD)[0]).not.toContain('Ấp Chợ');
  });

  it('tells of complaints with their outcome, without who complained, and of what a meeting decided otherwise', async () => {
    const [household] = kimSonFacts().village!.classified.data.households;
    const acts: WantedAct[] = [
      { kind: 'reviewed', data: {} },
      { kind: 'decided', data: { household: household!.id, result: 'near', text: 'Mới mua máy cày' } },
      ...POSTED.slice(1),
      { kind: 'complaint', data: { household: household!.id, day: '2023-10-03', from: 'Người Tố Giác', text: 'Có lương hưu' } },
      { kind: 'answered', data: { of: 'act:000005', day: '2023-10-04', outcome: 'kept', text: 'Không có lương' } },
      { kind: 'complaint', data: { household: household!.id, day: '2023-10-04', from: 'Người Tố Giác', text: 'Nhà mới xây' } },
    ];
    const lines = await textsOf(OPINION, { ...kimSonFacts({ acts, today: '2023-10-04' }), village: null });
    expect(lines).toContain('Đã nhận 02 phản ánh, khiếu nại; đã phúc tra, trả lời 01:');
    expect(lines).toContain('Giữ nguyên kết quả. Không có lương');
    expect(lines).toContain('Chưa trả lời');
    expect(lines.join('\n')).not.toContain('Người Tố Giác');
    expect(lines.some((line) => line.startsWith(`- Hộ ${String(household!.cells.head)}, Ấp Chợ: theo điểm`))).toBe(true);
  });
});
