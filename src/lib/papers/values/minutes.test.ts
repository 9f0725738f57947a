import PizZip from 'pizzip';
import { describe, expect, it } from 'vitest';
import { kimSonFacts } from '../../../../tests/fixtures/paper-facts.ts';
import { recognisedActs } from '../../../../tests/fixtures/recognised-acts.ts';
import type { WantedAct } from '../../process/acts.ts';
import { fillTemplate } from '../fill.ts';
import { textOf } from '../testing.ts';
import type { PaperFacts } from '../paper.ts';
import { shippedTemplate } from '../templates/templates.ts';
import { MINUTES } from './minutes.ts';

const NO_RECORD = { number: null, day: '', signer: '', texts: {} };
async function made(facts: PaperFacts, texts: Record<string, string> = {}): Promise<string[]> {
  const template = await shippedTemplate('minutes');
  const { bytes, unknown } = fillTemplate(template, MINUTES.values(facts, { ...NO_RECORD, texts }));
  expect(unknown).toEqual([]);
  return textOf(bytes);
}
const [reviewed, met] = recognisedActs(2023) as [WantedAct, Extract<WantedAct, { kind: 'met' }>];

describe('the minutes of a meeting', () => {
  it('say who was there, what was agreed, and the four lists', async () => {
    const lines = await made(kimSonFacts({ acts: [reviewed, met] }), { 'giờ bắt đầu': '19 giờ', 'ý kiến': 'Ông Sơn: nhất trí.' });
    expect(lines).toContain(
      'Hôm nay, ngày 01 tháng 10 năm 2023, bắt đầu lúc 19 giờ, tại Nhà văn hóa, Ấp Chợ đã tổ chức cuộc họp thống nhất kết quả rà soát hộ nghèo, hộ cận nghèo trên địa bàn.',
    );
    expect(lines).toContain(
      '1. Ấp Chợ có 10 hộ nghèo với 34 nhân khẩu; 27 hộ cận nghèo với 107 nhân khẩu; 10 hộ thoát nghèo; 06 hộ thoát cận nghèo (có danh sách kèm theo biên bản này).',
    );
    expect(lines).toContain('3. Số người đồng ý với kết quả trên: 60 trên 60 người dự họp, đạt tỷ lệ 100,00%.');
    expect(lines).toContain('Cuộc họp thống nhất kết quả rà soát nêu trên.');
    expect(lines).toContain('I. HỘ NGHÈO: 10 hộ, 34 nhân khẩu');
    expect(lines).toContain('Kiên Xuân Tưởng');
    expect(lines.indexOf('THƯ KÝ')).toBeLessThan(lines.indexOf('CHỦ TRÌ'));
  });

  it('have what was said at the meeting, a paragraph for each household', async () => {
    const said: WantedAct = { ...met, data: { ...met.data, text: 'Nhất trí.\nHộ Kim Văn Bảy: 20 người đồng ý. Mới mua xe' } };
    const lines = await made(kimSonFacts({ acts: [reviewed, said] }));
    const at = lines.indexOf('II. Ý KIẾN TẠI CUỘC HỌP');
    expect(lines.slice(at + 1, at + 3)).toEqual(['Nhất trí.', 'Hộ Kim Văn Bảy: 20 người đồng ý. Mới mua xe']);
  });

  it('have dots before the meeting, to be written on by hand', async () => {
    const lines = await made(kimSonFacts());
    expect(lines).toContain('- Chủ trì cuộc họp: …………, chức danh: Trưởng thôn.');
    expect(lines).toContain('3. Số người đồng ý với kết quả trên: ………… trên ………… người dự họp, đạt tỷ lệ …………%.');
    expect(lines.some((line) => line.startsWith('Cuộc họp thống nhất'))).toBe(false);
  });

  it('have the day that a person writes, and warn of more households than the list has', async () => {
    const facts = kimSonFacts({ acts: [reviewed, met] });
    expect((await made(facts, { 'ngày họp': '2023-10-05' })).some((line) => line.startsWith('Hôm nay, ngày 05 tháng 10 năm 2023'))).toBe(
      true,
    );
    expect(MINUTES.warnings?.(facts, NO_RECORD)).toEqual([]);
    const many: WantedAct = { ...met, data: { ...met.data, listed: 48 } };
    expect(MINUTES.warnings?.(kimSonFacts({ acts: [reviewed, many] }), NO_RECORD)).toEqual([
      'Biên bản ghi 48 hộ có tên trong danh sách dự họp, mà danh sách cần rà soát chỉ có 47 hộ: hãy xem lại số người dự.',
    ]);
  });

  it('say who had to attend by the plan of that day, and warn where they did not', async () => {
    const [asks, enough] = [
      '- Kế hoạch rà soát yêu cầu cuộc họp: ít nhất 60 người dự; có Mặt trận Tổ quốc.',
      'Người dự họp đủ theo yêu cầu của kế hoạch.',
    ];
    expect((await made(kimSonFacts({ acts: [reviewed, met] }))).filter((line) => line.includes('yêu cầu'))).toEqual([]);
    const asked: WantedAct = { ...met, data: { ...met.data, quorumPeople: 60, quorumKinds: 'front' } };
    const facts = kimSonFacts({ acts: [reviewed, asked] });
    expect((await made(facts)).filter((line) => line.includes('yêu cầu'))).toEqual([asks, enough]);
    expect(MINUTES.warnings?.(facts, NO_RECORD)).toEqual([]);
    const without = kimSonFacts({ acts: [reviewed, { ...asked, data: { ...asked.data, front: 0 } }] });
    expect((await made(without)).filter((line) => line.includes('yêu cầu'))).toEqual([asks]);
    expect(MINUTES.warnings?.(without, NO_RECORD)).toEqual([
      'Kế hoạch yêu cầu ít nhất 60 người dự họp, mới có 50 người.',
      'Kế hoạch yêu cầu cuộc họp có Mặt trận Tổ quốc, chưa có người nào.',
    ]);
    // Before the meeting: what the plan asks for now, to be read by those who invite.
    const before = kimSonFacts();
    const { conditions } = before.course;
    const course = { ...before.course, conditions: { ...conditions, quorum: { people: 60, kinds: ['front' as const] } } };
    expect((await made({ ...before, course })).filter((line) => line.includes('yêu cầu'))).toEqual([asks]);
  });

  it('say that too few agreed, and what the meeting decided otherwise', async () => {
    const facts = kimSonFacts();
    const [household] = facts.village!.classified.data.households;
    const few: WantedAct = { ...met, data: { ...met.data, agreeing: 20 } };
    expect(await made(kimSonFacts({ acts: [reviewed, few] }))).toContain('Tỷ lệ đồng ý dưới 50%, kết quả được rà soát lại.');
    const decided: WantedAct = { kind: 'decided', data: { household: household!.id, result: 'near', text: 'Mới mua máy cày' } };
    const lines = await made(kimSonFacts({ acts: [reviewed, met, decided] }));
    expect(
      lines.some((line) => line.startsWith(`- Hộ ${String(household!.cells.head)}: theo điểm`) && line.endsWith('Mới mua máy cày')),
    ).toBe(true);
  });

  it('are laid out by Nghị định 30/2020: A4, margins, the page number on top from page 2', async () => {
    const zip = new PizZip(await shippedTemplate('minutes'));
    const xml = zip.file('word/document.xml')?.asText() ?? '';
    expect(xml.match(/<w:pgSz w:w="11907" w:h="16840"/g)).toHaveLength(2);
    expect(xml.match(/<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701"/g)).toHaveLength(2);
    expect(xml.match(/<w:titlePg\/>/g)).toHaveLength(2);
    expect(xml.match(/<w:pgNumType w:start="1"\/>/g)).toHaveLength(2);
  });
});
