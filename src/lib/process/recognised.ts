/**
 * What the commune's decisions recognised, household by household, over all its rounds: the yearly ones and those of a month. A household's
 * result at any time is that of its newest decision.
 */
import type { Classified } from '../review/classify.ts';
import { LEAVING } from '../review/columns.ts';
import { fold } from '../review/text.ts';
import type { Row } from '../review/types.ts';
import type { Standing } from './standing.ts';

export interface RecognisedResult {
  review: string;
  /** Id of the village. */
  village: string;
  /** As the list of that round had it. */
  household: Row;
  members: readonly Row[];
  /** 'Hộ nghèo', 'Hộ cận nghèo' or 'Không nghèo'; '' for a household that has left. */
  result: string;
  /** Day (yyyy-mm-dd) and number of the decision. */
  day: string;
  number: string;
}

/** What this round's decision recognised in one village; nothing before there is one. */
export function recognisedIn(
  of: Pick<RecognisedResult, 'review' | 'village'>,
  classified: Classified,
  { step, closed }: Pick<Standing, 'step' | 'closed'>,
): RecognisedResult[] {
  const decision = closed.get('recognition');
  if (step !== null || decision?.kind !== 'recognised') return [];
  const { day, number } = decision.data;
  return classified.data.households.map((household) => {
    const hasLeft = LEAVING.some((change) => change === household.cells.change);
    const result = hasLeft ? '' : String(classified.results.get(household.id)?.class ?? '');
    return { ...of, household, members: membersOf(household, classified.data.members), result, day, number };
  });
}

export const membersOf = ({ cells }: Row, members: readonly Row[]): Row[] => {
  const code = String(cells.code ?? '');
  return code === '' ? [] : members.filter((member) => String(member.cells.code ?? '') === code);
};

/** By which a household is known again in another round: its row with its code, its CCCD, or its code with its name. */
export function identitiesOf({ id, cells }: Row): string[] {
  const [code, cccd] = [String(cells.code ?? ''), String(cells.cccd ?? '')];
  return [
    ...(code ? [`row ${id} ${code}`, `code ${code} ${fold(String(cells.head ?? ''))}`] : []),
    ...(/^\d{12}$/.test(cccd) ? [`cccd ${cccd}`] : []),
  ];
}

/** One result for each household, that of its newest decision; the newest first. Of two of one day, the later one in `all` counts. */
export function latestOfEach(all: readonly RecognisedResult[]): RecognisedResult[] {
  const known = new Set<string>();
  const latest: RecognisedResult[] = [];
  for (const one of [...all].reverse().sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0))) {
    const identities = identitiesOf(one.household);
    // An older name of a household that is known leads to still older ones.
    const isKnown = identities.some((identity) => known.has(identity));
    for (const identity of identities) known.add(identity);
    if (!isKnown) latest.push(one);
  }
  return latest;
}

/** The newest result of one household; null if no decision has one. */
export function latestOf(household: Row, all: readonly RecognisedResult[]): RecognisedResult | null {
  const wanted = new Set(identitiesOf(household));
  return latestOfEach(all.filter((one) => identitiesOf(one.household).some((identity) => wanted.has(identity))))[0] ?? null;
}
