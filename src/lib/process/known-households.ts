/**
 * The households that a commune's rounds know in one village, with the result that each has today: that of the newest decision, else of the
 * newest list.
 */
import type { Classified } from '../review/classify.ts';
import { LEAVING, NEAR_POOR, POOR } from '../review/columns.ts';
import type { Row } from '../review/types.ts';
import { identitiesOf, latestOf, membersOf, recognisedIn } from './recognised.ts';
import type { KnownHousehold } from './request-writes.ts';
import type { Standing } from './standing.ts';

/** One round's list of the village. */
export interface RoundList {
  review: string;
  village: string;
  classified: Classified;
  standing: Pick<Standing, 'step' | 'closed'>;
}

/** @param lists newest first. @param today yyyy-mm-dd */
export function knownHouseholds(lists: readonly RoundList[], today: string): KnownHousehold[] {
  // The oldest first, as decisions of one day count in this order.
  const recognised = [...lists].reverse().flatMap((list) => recognisedIn(list, list.classified, list.standing));
  const seen = new Set<string>();
  return lists.flatMap(({ classified }): KnownHousehold[] =>
    classified.data.households.flatMap((household): KnownHousehold[] => {
      const identities = identitiesOf(household);
      const isSeen = identities.some((identity) => seen.has(identity));
      for (const identity of identities) seen.add(identity);
      if (isSeen || LEAVING.some((change) => change === household.cells.change)) return [];
      const latest = latestOf(household, recognised);
      const lasts = today <= classified.round.lastDay;
      const before: Row['cells'] = latest ? historyIn(latest.household) : lasts ? { lastYear: null } : {};
      return [
        {
          household: { ...household, cells: { ...household.cells, ...before } },
          members: membersOf(household, classified.data.members),
          result: latest?.result ?? undecided(household, classified, lasts),
          from: classified.round.plan.name,
        },
      ];
    }),
  );
}

/** Of the decision's own list: what it was before that decision. */
const historyIn = ({ cells }: Row): Pick<Row['cells'], 'lastYear' | 'formerly'> => ({
  lastYear: cells.lastYear ?? null,
  formerly: cells.formerly ?? null,
});

/** No decision is recorded. While a round lasts, the result before it holds; a round that has ended counts by its own results. */
function undecided(household: Row, { results }: Classified, lasts: boolean): string {
  const found = lasts ? household.cells.lastYear : results.get(household.id)?.class;
  return found === POOR || found === NEAR_POOR ? found : '';
}
