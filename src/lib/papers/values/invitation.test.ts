import PizZip from 'pizzip';
import { describe, expect, it } from 'vitest';
import { kimSonFacts } from '../../../../tests/fixtures/paper-facts.ts';
import { reviewedCount } from '../../review/reviewed.ts';
import { madeOf, textOf, textsOf } from '../testing.ts';
import type { PaperFacts } from '../paper.ts';
import { INVITATION } from './invitation.ts';

const withTeam = (facts: PaperFacts): PaperFacts => ({
  ...facts,
  team: [
    { id: 'team:1', name: 'Kim Sa Rây', position: '', role: 'head', villages: [facts.village!.id], ofCommune: false, account: '' },
    { id: 'team:2', name: 'Ly', position: '', role: 'reviewer', villages: [facts.village!.id], ofCommune: false, account: '' },
    { id: 'team:3', name: 'Sơn Thị Đẹp', position: '', role: 'reviewer', villages: ['khác'], ofCommune: false, account: '' },
  ],
});
const TEXTS = { 'ngày họp': '2023-10-01', 'giờ họp': '19 giờ', 'nơi họp': 'Nhà văn hóa Ấp Chợ' };

describe('the invitation to a meeting', () => {
  it('names who is invited, when, where and what about', async () => {
    const lines = await textsOf(INVITATION, withTeam(kimSonFacts()), { number: 3, day: '2023-09-25', signer: 'Lan', texts: TEXTS });
    expect(lines).toContain('Số: 03/GM-UBND');
    expect(lines).toContain('- Trưởng thôn: Kim Sa Rây;');
    expect(lines).toContain('- Rà soát viên: Ly;');
    expect(lines).toContain('- Đại diện hộ gia đình khác.');
    expect(lines).toContain('- Chủ trì: Trưởng thôn: Kim Sa Rây.');
    expect(lines).toContain('- Thời gian: 19 giờ, ngày 01 tháng 10 năm 2023.');
    expect(lines).toContain('- Địa điểm: Nhà văn hóa Ấp Chợ.');
    expect(lines.filter((line) => line === 'GIẤY MỜI')).toHaveLength(1);
  });

  it('is one file with a sheet for each household of the list of those reviewed, without numbers of pages', async () => {
    const facts = kimSonFacts();
    const one = await madeOf(INVITATION, facts);
    const each = await madeOf(INVITATION, facts, { texts: { ...TEXTS, 'mỗi hộ một giấy': 'có' } });
    const lines = textOf(each);
    expect(lines.filter((line) => line === 'GIẤY MỜI')).toHaveLength(reviewedCount(facts.village!.classified));
    expect(lines.some((line) => line.endsWith('kính mời đại diện hộ gia đình ông (bà): Kiên Xuân Tưởng, Ấp Chợ'))).toBe(true);
    expect(lines.some((line) => line.startsWith('- Đại diện hộ gia đình khác'))).toBe(false);
    const header = (bytes: Uint8Array): boolean =>
      ['word/header1.xml', 'word/header2.xml'].some((part) => (new PizZip(bytes).file(part)?.asText() ?? '').includes('PAGE'));
    expect([header(one), header(each)]).toEqual([true, false]);
  });
});
