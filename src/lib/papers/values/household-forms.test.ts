import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../../tests/fixtures/paper-facts.ts';
import type { WantedAct } from '../../process/acts.ts';
import { chooseRound } from '../../review/plans.ts';
import type { ReviewData } from '../../review/types.ts';
import type { PaperFacts } from '../paper.ts';
import { NO_RECORD, textsOf } from '../testing.ts';
import { warningsOf } from '../warnings.ts';
import { LEAVING_REQUEST } from './leaving.ts';
import { REQUEST } from './request.ts';

const DATA: ReviewData = {
  unit: 'Phường Huyền Tụng',
  villages: [{ id: 'v:1', sheet: 'villages', cells: { name: 'Tổ 1 & 2', area: 'Thành thị' } }],
  households: [
    {
      id: 'h:1',
      sheet: 'list01',
      cells: {
        ...{ village: 'Tổ 1 & 2', code: 'H1', head: "Y' Bhăm H'Đơk", sex: 'Nữ', birth: '05/09/1980', ethnic: 'Ê Đê', size: 2 },
        ...{ cccd: '066180123456', lastYear: 'Hộ cận nghèo' },
      },
    },
    { id: 'h:2', sheet: 'list02', cells: { village: 'Tổ 1 & 2', code: 'H2', head: 'Ly', sex: 'Nam', size: 1 } },
  ],
  members: [
    { id: 'm:1', sheet: 'members', cells: { code: 'H1', name: "Y' Bhăm H'Đơk", sex: 'Nữ', birth: '05/09/1980', relation: 'Chủ hộ' } },
    { id: 'm:2', sheet: 'members', cells: { code: 'H1', name: 'Ly <con>', sex: 'Nam', birth: '2015', relation: 'Con đẻ' } },
    { id: 'm:3', sheet: 'members', cells: { code: 'H2', name: 'Người khác', sex: 'Nam', birth: '1999', relation: 'Chủ hộ' } },
  ],
};
const facts = (about: string, acts: readonly WantedAct[] = []): PaperFacts => ({
  ...factsOf(DATA, chooseRound({ year: 2026 }), { village: 0, acts, today: '2026-10-05' }),
  about,
});

describe('Mẫu số 01', () => {
  it('is filled from the household and its members, with what it asked for', async () => {
    const asked: WantedAct = {
      kind: 'requested',
      data: { day: '2026-10-01', ask: 'enter', from: 'Ly', head: 'Ly', text: 'Mất mùa', why: '', household: 'h:1', listed: 'yes' },
    };
    const lines = await textsOf(REQUEST, facts('h:1', [asked]));
    expect(lines).toContain('RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO');
    expect(lines).toContain('Kính gửi: Chủ tịch Ủy ban nhân dân phường Huyền Tụng');
    expect(lines).toContain("Họ và tên: Y' Bhăm H'Đơk. Giới tính (1: Nam; 2: Nữ): 2.");
    expect(lines).toContain('Sinh ngày: 05/09/1980. Dân tộc: Ê Đê.');
    expect(lines).toContain(`Số CCCD/CMND: 066180123456. Ngày cấp: ${'…'.repeat(6)}.`);
    expect(lines).toContain('Nơi thường trú: Tổ 1 & 2, phường Huyền Tụng.');
    expect(lines).toContain('Ly <con>');
    expect(lines).not.toContain('Người khác');
    expect(lines).toContain('Mất mùa');
    expect(lines.some((line) => line.startsWith('⁽¹⁾'))).toBe(false);
    expect(await textsOf(REQUEST, facts('h:2'))).toContain('XÁC ĐỊNH HỘ CÓ MỨC SỐNG TRUNG BÌNH');
  });

  it('is empty for a household that is on no list, and leaves the choice of what is asked for', async () => {
    const lines = await textsOf(REQUEST, facts(''));
    expect(lines).toContain('RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO HOẶC XÁC ĐỊNH HỘ CÓ MỨC SỐNG TRUNG BÌNH ⁽¹⁾');
    expect(lines.some((line) => line.startsWith('⁽¹⁾ Ghi “rà soát'))).toBe(true);
    expect(lines.some((line) => /^Họ và tên: …{9}\. Giới tính \(1: Nam; 2: Nữ\): …+\.$/.test(line))).toBe(true);
    expect(lines.join('\n')).not.toMatch(/0661801|Bhăm/);
  });

  it('is not made of cells that its reader may not see, and is made empty all the same', () => {
    const seen = facts('h:1');
    const unseen: PaperFacts = {
      ...seen,
      village: { ...seen.village!, classified: { ...seen.village!.classified, withoutPersonal: true } },
    };
    expect(REQUEST.missing(seen)).toEqual([]);
    expect(REQUEST.missing(unseen)[0]).toContain('không được xem số CCCD');
    expect(LEAVING_REQUEST.missing(unseen)).toHaveLength(1);
    expect(REQUEST.missing({ ...unseen, about: '' })).toEqual([]);
    expect(REQUEST.missing(facts('h:9'))).toHaveLength(1);
  });

  it('warns after the last day of its rules', () => {
    for (const paper of [REQUEST, LEAVING_REQUEST]) {
      expect(warningsOf(paper, facts(''), { ...NO_RECORD, day: '2026-12-31' })).toEqual([]);
      expect(warningsOf(paper, facts(''), { ...NO_RECORD, day: '2027-01-01' })).toHaveLength(1);
    }
  });
});

describe('Mẫu số 04', () => {
  it('ticks the sex in boxes and asks for what the household may leave', async () => {
    const lines = await textsOf(LEAVING_REQUEST, facts('h:1'), { day: '2026-10-05' });
    expect(lines).toContain("Họ và tên: Y' Bhăm H'Đơk. Giới tính: ☐ Nam   ☒ Nữ.");
    expect(lines).toContain(
      'Hộ gia đình tôi hiện là hộ cận nghèo. Tôi đề nghị rà soát và công nhận hộ gia đình tôi là hộ thoát cận nghèo.',
    );
    expect(lines).toContain('Huyền Tụng, ngày 05 tháng 10 năm 2026');
    expect((await textsOf(LEAVING_REQUEST, facts(''))).some((line) => line.endsWith('Giới tính: ☐ Nam   ☐ Nữ.'))).toBe(true);
  });
});
