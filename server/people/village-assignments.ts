/** The people of a village follow its households: accounts, and invitations that are still open. */
import type { Assignments } from '../process/assignments.ts';
import type { Accounts } from './accounts.ts';
import { Invitations } from './invitations.ts';

/** Of an invitation; an account's id has no colon. */
const INVITATION = 'invitation:';

export function villageAssignments(accounts: Accounts, invitations: Invitations): Assignments {
  const change = async (review: string, ids: readonly string[], next: (villages: readonly string[]) => string[]): Promise<number> => {
    const wanted = new Set(ids);
    const people = (await accounts.inReviews([review])).filter(({ id }) => wanted.has(id));
    for (const { id, villages } of people) if (villages !== 'all') await accounts.change(id, { villages: next(villages) });
    for (const { id, villages } of await invitations.list(review))
      if (villages !== 'all' && wanted.has(INVITATION + id)) await invitations.assign(id, next(villages));
    return people.length;
  };
  return {
    inTurn: (work) => accounts.inTurn(work),
    lacking: async (review, village, other) => {
      const lacks = ({ villages }: { villages: readonly string[] | 'all' }): boolean =>
        villages !== 'all' && villages.includes(village) && !villages.includes(other);
      return [
        ...(await accounts.inReviews([review])).filter(lacks).map(({ id }) => id),
        ...(await invitations.list(review)).filter(lacks).map(({ id }) => INVITATION + id),
      ];
    },
    give: (review, ids, village) => change(review, ids, (villages) => [...villages.filter((id) => id !== village), village]),
    take: (review, ids, village) => change(review, ids, (villages) => villages.filter((id) => id !== village)),
  };
}
