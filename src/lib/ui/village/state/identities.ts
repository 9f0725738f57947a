/** Which rows of a village have which Mã hộ and CCCD, and which other rows an edit of them concerns. */
import { ASIDE_FIELD, isListed, MEMBER_PREFIX } from '$lib/cells/review-rooms.ts';
import type { CellChange, SharedList } from '$lib/cells/shared-list.ts';
import type { GridRow } from '$lib/grid/grid-row.ts';
import { MISTAKEN_FIELD } from '$lib/review/mistaken.ts';
import type { CellValue } from '$lib/review/types.ts';
import { Holders } from './holders.ts';

export const isMemberId = (row: string): boolean => row.startsWith(MEMBER_PREFIX);

/** Written, they take a row off the list or put it there again. */
const LEAVING_LIST = [ASIDE_FIELD, MISTAKEN_FIELD] as const;

export class Identities {
  readonly #list: SharedList;
  readonly #before: (row: string) => Pick<GridRow, 'cells'> | undefined;
  /** Mã hộ -> households. */
  readonly #byCode = new Holders();
  /** Mã hộ -> members. */
  readonly #membersByCode = new Holders();
  /** CCCD -> households and members. */
  readonly #byNumber = new Holders();

  /** @param before the row as it was learned. */
  constructor(list: SharedList, before: (row: string) => Pick<GridRow, 'cells'> | undefined) {
    this.#list = list;
    this.#before = before;
  }

  /** Ids, sorted: the first one is the household that members with this code are shown with. */
  householdsWith(code: CellValue | undefined): readonly string[] {
    return this.#byCode.of(code);
  }

  membersWith(code: CellValue | undefined): readonly string[] {
    return this.#membersByCode.of(code);
  }

  /** Households and members. */
  withNumber(cccd: CellValue | undefined): readonly string[] {
    return this.#byNumber.of(cccd);
  }

  learn(row: string): void {
    this.#codes(row).learn(row, this.#list.get(row, 'code'));
    this.#byNumber.learn(row, this.#list.get(row, 'cccd'));
  }

  /**
   * To be called before the changed rows are read again.
   * @returns the rows that show or check a Mã hộ, a CCCD or a name that was changed, and the households of changed members.
   */
  change(cells: readonly CellChange[]): string[] {
    const written = (...fields: string[]): string[] => [
      ...new Set(cells.filter(({ field }) => fields.includes(field)).map(({ row }) => row)),
    ];
    const sameNumber = written('cccd', 'code', 'head', 'name', ...LEAVING_LIST).flatMap((row) => this.#relearnNumber(row));
    const members = new Set(cells.map(({ row }) => row).filter(isMemberId));
    const joined = [...members].flatMap((row) => this.#relearnCode(row)).flatMap((code) => this.householdsWith(code));
    const codes = new Set(
      written('code', 'head', ...LEAVING_LIST)
        .filter((row) => !isMemberId(row))
        .flatMap((row) => this.#relearnCode(row)),
    );
    const sameCode = [...codes].flatMap((code) => [...this.membersWith(code), ...this.householdsWith(code)]);
    return [...sameNumber, ...sameCode, ...joined];
  }

  /** @returns the Mã hộ it had and the one it has. */
  #relearnCode(row: string): (CellValue | undefined)[] {
    const before = this.#before(row)?.cells.code;
    const now = this.#standing(row, 'code');
    this.#codes(row).forget(row, before);
    this.#codes(row).learn(row, now);
    return [before, now];
  }

  /** @returns the rows with the CCCD it had, and with the one it has. */
  #relearnNumber(row: string): string[] {
    const before = this.#before(row)?.cells.cccd;
    const now = this.#standing(row, 'cccd');
    this.#byNumber.forget(row, before);
    this.#byNumber.learn(row, now);
    return [...this.withNumber(before), ...this.withNumber(now)];
  }

  #standing(row: string, field: string): CellValue {
    return isListed(this.#list, row) ? this.#list.get(row, field) : null;
  }

  #codes(row: string): Holders {
    return isMemberId(row) ? this.#membersByCode : this.#byCode;
  }
}
