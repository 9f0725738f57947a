import { describe, expect, it } from 'vitest';
import { kimSonFacts } from '../../../../tests/fixtures/paper-facts.ts';
import { recognisedActs } from '../../../../tests/fixtures/recognised-acts.ts';
import { nearLimit } from '../../process/agenda.ts';
import { reviewedHouseholds } from '../../review/reviewed.ts';
import type { PaperFacts, Values } from '../paper.ts';
import { NO_RECORD, textsOf } from '../testing.ts';
import { RECHECK } from './recheck.ts';

const ONLY_RANDOM = { 'hộ có phản ánh': '', 'hộ chưa thống nhất': '', 'hộ sát mức': '' };
const rows = (facts: PaperFacts, texts: Record<string, string>): Values[] => {
  const list = RECHECK.values(facts, { ...NO_RECORD, texts })['từng hộ'];
  return Array.isArray(list) ? list : [];
};
const heads = (facts: PaperFacts, texts: Record<string, string>): string[] => rows(facts, texts).map((row) => String(row['mã hộ']));

describe('the list of households to check again', () => {
  it('is a random sample that the seed on the paper draws again, from a list in any order', async () => {
    const facts = kimSonFacts();
    const { village } = facts;
    const texts = { ...ONLY_RANDOM, 'mã chọn': '20231005', 'số hộ ngẫu nhiên': '6' };
    const drawn = heads(facts, texts);
    expect(drawn).toHaveLength(6);
    const data = { ...village!.classified.data, households: [...village!.classified.data.households].reverse() };
    const turned = { ...facts, village: { ...village!, classified: { ...village!.classified, data } } };
    expect(heads(turned, texts).sort()).toEqual([...drawn].sort());
    expect(heads(facts, { ...texts, 'mã chọn': '20231006' })).not.toEqual(drawn);
    const lines = await textsOf(RECHECK, facts, { texts });
    const all = reviewedHouseholds(village!.classified).length;
    expect(lines).toContain(`- Chọn ngẫu nhiên 06 trong ${all} hộ có tên trong Danh sách hộ gia đình cần rà soát; mã chọn: 20231005.`);
    expect(lines).toContain('Kết quả phúc tra');
    expect(lines.join('\n')).not.toMatch(/\d{12}/);
  });

  it('has those with complaints, in conflict and near a limit, with why', async () => {
    const facts = kimSonFacts();
    const [first, second] = reviewedHouseholds(facts.village!.classified);
    const complained = kimSonFacts({
      acts: [
        ...recognisedActs(2023).slice(0, 3),
        { kind: 'complaint', data: { household: first!.id, day: '2023-10-03', from: 'Ly', text: 'Có lương hưu' } },
      ],
      today: '2023-10-04',
    });
    const none = { 'chọn ngẫu nhiên': '', ...ONLY_RANDOM };
    const { village } = complained;
    const data = {
      ...village!.classified.data,
      households: village!.classified.data.households.map((row) => (row.id === second!.id ? { ...row, disputed: ['b1'] } : row)),
    };
    const disputed = { ...complained, village: { ...village!, classified: { ...village!.classified, data } } };
    expect(rows(disputed, { ...none, 'hộ có phản ánh': 'có', 'hộ chưa thống nhất': 'có' }).map((row) => row['lý do chọn'])).toEqual([
      'Có phản ánh',
      'Chưa thống nhất',
    ]);
    expect(heads(facts, { ...none, 'hộ sát mức': 'có' })).toHaveLength(
      reviewedHouseholds(facts.village!.classified).filter(({ id }) => nearLimit(facts.village!.classified).has(id)).length,
    );
    expect(await textsOf(RECHECK, facts, { texts: none })).toContain('Không có hộ nào.');
  });
});
