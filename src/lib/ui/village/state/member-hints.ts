/** What members and the house say about the indicators of a village's households (review/indicator-hints.ts), as the list is now. */
import type { GridRow } from '$lib/grid/grid-row.ts';
import { columnOf, type Column } from '$lib/review/columns.ts';
import { indicatorHints, type IndicatorHint } from '$lib/review/indicator-hints.ts';
import type { Row } from '$lib/review/types.ts';
import type { VillageBook } from './village-book.ts';

/** The parts of the village that hints need. */
export interface HintsHost {
  readonly book: Pick<VillageBook, 'membersOf' | 'classifier'>;
  sees(column: Column): boolean;
}

const BIRTH = columnOf('members', 'birth') as Column;
const plain = ({ id, sheet, cells, conflicts }: GridRow): Row => ({ id, sheet, cells, disputed: Object.keys(conflicts) });

export class MemberHints {
  readonly #host: HintsHost;
  /** A row is made anew whenever it or one of its members changes, so that one row always gets the same answer. */
  readonly #known = new WeakMap<GridRow, boolean>();

  constructor(host: HintsHost) {
    this.#host = host;
  }

  /** Without anything that rests on an age for those who do not see dates of birth. */
  of(row: GridRow): IndicatorHint[] {
    return this.#hints(row, !this.#host.sees(BIRTH));
  }

  readonly differs = (row: GridRow): boolean => {
    let known = this.#known.get(row);
    if (known === undefined) {
      known = this.#hints(row, false).some(({ differs }) => differs);
      this.#known.set(row, known);
    }
    return known;
  };

  #hints(row: GridRow, withoutPersonal: boolean): IndicatorHint[] {
    // A household that goes to Danh sách 02 is not asked them; of two with one Mã hộ nobody knows whose members they are.
    if (row.sheet === 'members' || row.results?.list !== '01') return [];
    const members = row.problems.code ? [] : this.#host.book.membersOf(row.cells.code).map(plain);
    return indicatorHints(plain(row), members, this.#host.book.classifier.round, withoutPersonal);
  }
}
