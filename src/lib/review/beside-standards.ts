/** Which standards a round can have beside its main one, and which a text asks for. */
import { DRAFTS } from './drafts.ts';
import type { Round } from './plans.ts';
import { STANDARDS, type Standard } from './standards.ts';

export interface StandardOffer extends Pick<Standard, 'id' | 'name' | 'short' | 'mark'> {
  /** Not a draft that still waits for its numbers. */
  isKnown: boolean;
}

/** @param usable drafts that were confirmed, and a province's own standards. */
export function besideOffers(main: string, usable: readonly Standard[]): StandardOffer[] {
  const ours = [...STANDARDS, ...DRAFTS];
  const isOurs = (id: string): boolean => ours.some((one) => one.id === id);
  // The nation's first: a province's own concerns few communes.
  return [...ours, ...usable.filter(({ id }) => !isOurs(id))]
    .filter(({ id }) => id !== main)
    .sort((one, other) => Number(one.scope !== 'nation') - Number(other.scope !== 'nation'))
    .map(({ id, name, short, mark }) => ({ id, name, short, mark, isKnown: [...STANDARDS, ...usable].some((known) => known.id === id) }));
}

/** A rule that rounds of certain days are at the same time made by another standard. The commune chooses: nothing is ticked by itself. */
export interface BesideRule {
  /** yyyy-mm-dd; the round's days lie between them. */
  from: string;
  to: string;
  /** The standard beside, by its id. */
  standard: string;
  text: string;
  source: string;
}

const RULES: readonly BesideRule[] = [
  {
    from: '2026-09-01',
    to: '2026-12-31',
    standard: 'nd351-2025',
    text: 'Từ 01/9/2026, việc rà soát năm 2026 đồng thời được thực hiện theo chuẩn nghèo giai đoạn 2027-2030. Xã chọn có làm song song hay không.',
    source:
      'Khoản 2 Điều 10 Thông tư 25/2026/TT-BNNMT, theo trích dẫn ở Quyết định 3249/QĐ-UBND ngày 14/8/2026 của UBND thành phố Hải Phòng',
  },
];

export const besideRuleOf = ({ plan, lastDay, standard }: Pick<Round, 'plan' | 'lastDay' | 'standard'>): BesideRule | undefined =>
  RULES.find((rule) => rule.from <= plan.from && lastDay <= rule.to && rule.standard !== standard.id);
