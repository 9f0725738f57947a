/** What one household adds to the figures of the forms: two choices lead to different forms exactly if these texts differ. */
import { excelKey } from '../review/excel-key.ts';
import type { Results } from '../review/classify.ts';
import type { Round } from '../review/plans.ts';
import type { Row } from '../review/types.ts';
import { eachCounted } from './counted-rows.ts';
import { meets } from './criterion.ts';
import { groupsIn } from './expand.ts';
import { leavesOf, type Criterion, type EthnicGroups, type SummaryForm, type Term } from './official/description.ts';
import { termsOf } from './fill.ts';
import { RESIDENTS } from './residents.ts';

interface Asked {
  sheet: Term['sheet'];
  criteria: readonly [key: string, criterion: Criterion][];
}
const askedOf = ({ sheet, where }: Pick<Term, 'sheet' | 'where'>): Asked => ({ sheet, criteria: Object.entries(where) });

export class HouseholdFigures {
  readonly #terms: readonly Asked[];
  readonly #groups: readonly (Asked & Pick<EthnicGroups, 'of' | 'each'>)[];
  readonly #members: boolean;

  /** @param forms the forms of the round. */
  constructor(forms: readonly SummaryForm[]) {
    const terms = [...RESIDENTS, ...forms.flatMap(({ headings }) => leavesOf(headings).flatMap(({ measure }) => termsOf(measure)))];
    this.#terms = [...new Map(terms.map((term) => [JSON.stringify([term.sheet, term.where]), askedOf(term)])).values()];
    this.#groups = forms.flatMap(({ headings }) => groupsIn(headings).map((group) => ({ ...group, ...askedOf(group) })));
    this.#members = this.#terms.some(({ sheet }) => sheet === 'members');
  }

  /** Equal texts mean equal figures, for the forms of any village and of the commune. */
  of(household: Row, members: readonly Row[], results: Results, round: Round): string {
    const met: string[] = [];
    eachCounted(
      {
        data: { unit: '', villages: [], households: [household], members: [...members] },
        results: new Map([[household.id, results]]),
        round,
      },
      this.#members,
      ({ sheet, row, persons, read }) => {
        const counts = ({ sheet: on, criteria }: Asked): boolean =>
          on === sheet && criteria.every(([key, criterion]) => meets(criterion, read(key)));
        this.#terms.forEach((term, index) => {
          if (counts(term)) met.push(`${index}×${persons}`);
        });
        for (const group of this.#groups) if (row === household && counts(group)) met.push(`${group.of} ${excelKey(read(group.each))}`);
      },
    );
    return met.sort().join(' ');
  }
}
