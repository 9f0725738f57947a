/** A village's sums, kept up to date row by row: what a household added is taken away, what it adds now is added. */
import {
  HOUSEHOLD_PREFIX,
  isListed,
  MEMBER_PREFIX,
  openConflicts,
  placeOf,
  readHousehold,
  readMember,
  type RowCells,
} from '../cells/review-rooms.ts';
import { isOpenTask } from '../cells/comments.ts';
import type { Classifier } from '../review/classify.ts';
import type { CellValue } from '../review/types.ts';
import { add, type Added, type Counting, type Sums } from './counting.ts';

export interface VillageSums {
  sums: Sums;
  /** Cells that two people wrote differently. */
  conflicts: number;
  /** What the commune has asked to be checked, and nobody has yet. */
  tasks: number;
}

export class VillageCounting implements VillageSums {
  #sums: Sums;
  readonly #counting: Counting;
  readonly #classifier: Classifier;
  readonly #village: CellValue;
  /** Row -> its Mã hộ, of those that stand on the list. */
  readonly #codes = new Map<string, string>();
  /** Mã hộ -> rows. */
  readonly #families = new Map<string, Set<string>>();
  readonly #added = new Map<string, Added>();
  readonly #conflicts = new Map<string, number>();
  readonly #tasks = new Set<string>();

  /** @param village its name on the sheet Thôn. */
  constructor(counting: Counting, classifier: Classifier, village: CellValue) {
    this.#counting = counting;
    this.#classifier = classifier;
    this.#village = village;
    this.#sums = counting.nothing();
  }

  get sums(): Sums {
    return this.#sums;
  }

  get conflicts(): number {
    return [...this.#conflicts.values()].reduce((sum, number) => sum + number, 0);
  }

  get tasks(): number {
    return this.#tasks.size;
  }

  /** Reads these rows again; also those that are new or no longer stand on the list. */
  take(list: RowCells, rows: Iterable<string>): void {
    const changed = new Set<string>();
    for (const row of rows) {
      const conflicts = openConflicts(list, row).length;
      if (conflicts > 0) this.#conflicts.set(row, conflicts);
      else this.#conflicts.delete(row);
      if (isOpenTask(list, row)) this.#tasks.add(row);
      else this.#tasks.delete(row);
      if (!row.startsWith(HOUSEHOLD_PREFIX) && !row.startsWith(MEMBER_PREFIX)) continue;
      const before = this.#codes.get(row);
      const now = isListed(list, row) ? String(list.get(row, 'code') ?? row) : undefined;
      if (before !== undefined) {
        this.#families.get(before)?.delete(row);
        changed.add(before);
      }
      if (now === undefined) this.#codes.delete(row);
      else {
        this.#codes.set(row, now);
        const family = this.#families.get(now);
        if (family) family.add(row);
        else this.#families.set(now, new Set([row]));
        changed.add(now);
      }
    }
    for (const code of changed) this.#renew(list, code);
  }

  #sumAgain(without: string): void {
    this.#sums = this.#counting.nothing();
    for (const [code, added] of this.#added) if (code !== without) add(this.#sums, added);
  }

  #renew(list: RowCells, code: string): void {
    const before = this.#added.get(code);
    if (before?.every(({ persons }) => isExact(persons))) add(this.#sums, before, -1);
    else if (before) this.#sumAgain(code);
    const family = this.#families.get(code);
    if (!family || family.size === 0) {
      this.#families.delete(code);
      this.#added.delete(code);
      return;
    }
    const rows = [...family].sort();
    const households = rows.filter((row) => row.startsWith(HOUSEHOLD_PREFIX));
    // Of two with one Mã hộ, the members are those of the first in the list.
    if (households.length > 1) households.sort((a, b) => compare(placeOf(list, a), placeOf(list, b)));
    const added = this.#counting.of(
      households.map((row) => readHousehold(list, row, this.#village)),
      rows.filter((row) => row.startsWith(MEMBER_PREFIX)).map((row) => readMember(list, row)),
      this.#classifier,
    );
    add(this.#sums, added);
    if (added.length > 0) this.#added.set(code, added);
    else this.#added.delete(code);
  }
}

/** A number of persons that was typed wrong may be so large, or so odd, that taking it away does not give what was there before. */
const isExact = (persons: number): boolean => Number.isInteger(persons) && Math.abs(persons) < 2 ** 31;

/** Not subtracted: the place of a row that was added later is Infinity. */
const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);
