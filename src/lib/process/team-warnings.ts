/** What of the local rules the people of a round do not meet. They warn and hold nothing up: another place has other rules. */
import type { TeamMember } from '../cells/team.ts';
import { isSameName } from '../review/people.ts';
import type { Plan } from '../review/plans.ts';

export interface TeamWarning {
  code: 'few-reviewers' | 'head-reviews' | 'few-of-commune';
  text: string;
}

export function teamWarnings(
  team: readonly TeamMember[],
  villages: readonly { id: string; name: string }[],
  { reviewers: least = 0, communeShare = 0, headReviews = true }: NonNullable<Plan['team']> = {},
): TeamWarning[] {
  const reviewers = team.filter(({ role }) => role === 'reviewer');
  const heads = team.filter(({ role }) => role === 'head');
  const few = villages.filter(({ id }) => reviewers.filter((one) => one.villages.includes(id)).length < least);
  const ofCommune = reviewers.filter((one) => one.ofCommune).length;
  return [
    ...(few.length > 0
      ? [{ code: 'few-reviewers' as const, text: `Chưa đủ ${least} rà soát viên: ${few.map(({ name }) => name).join(', ')}.` }]
      : []),
    ...(headReviews ? [] : villages).flatMap(({ id, name }): TeamWarning[] => {
      const isHead = (one: TeamMember): boolean => heads.some((head) => head.villages.includes(id) && isSamePerson(head, one));
      const both = reviewers.filter((one) => one.villages.includes(id) && isHead(one));
      return both.map((one) => ({
        code: 'head-reviews',
        text: `${one.name} là trưởng thôn ${name}, chủ trì họp dân, nên không làm rà soát viên của thôn.`,
      }));
    }),
    ...(reviewers.length > 0 && ofCommune * 100 < reviewers.length * communeShare
      ? [
          {
            code: 'few-of-commune' as const,
            text: `Mới có ${ofCommune} trong ${reviewers.length} rà soát viên là người công tác ở xã, cần ít nhất ${communeShare} %.`,
          },
        ]
      : []),
  ];
}

const isSamePerson = (a: TeamMember, b: TeamMember): boolean =>
  a.account !== '' && b.account !== '' ? a.account === b.account : isSameName(a.name, b.name);

/** The accounts that are in no row yet, as the people they are in the round. @param newRow makes the id of a row. */
export function fromAccounts(
  team: readonly TeamMember[],
  accounts: readonly { id: string; name: string; role: string; villages: readonly string[] | 'all'; locked: boolean }[],
  villages: readonly { id: string }[],
  newRow: () => string,
): TeamMember[] {
  return accounts.flatMap(({ id: account, name, role, villages: assigned, locked }): TeamMember[] => {
    if (locked || (role !== 'reviewer' && role !== 'village-head') || team.some((one) => one.account === account)) return [];
    return [
      {
        id: newRow(),
        name,
        position: '',
        role: role === 'reviewer' ? 'reviewer' : 'head',
        villages: assigned === 'all' ? villages.map(({ id }) => id) : assigned,
        ofCommune: false,
        account,
      },
    ];
  });
}
