/**
 * The shared list of one room. A cell keeps every value until it is overwritten by somebody who has seen it.
 *
 * A row is one root Y.Array named by the row's id; an entry is `[field, value, author, seconds]`. Writing a cell deletes the entries of
 * that cell which the writer has seen and pushes one. Two people who write the same cell concurrently leave two live entries: a conflict.
 * Every copy shows it, and the next write by anybody settles it. Each cell written adds exactly one to this client's clock; the count of
 * unsent edits relies on this.
 */
import * as Y from 'yjs';
import type { CellValue } from '../review/types.ts';
import { broughtTo, type Brought } from './brought.ts';
import type { WriteId } from './causes.ts';
import { checkName, checkValue, secondsOf, type Entry, type RawEntry } from './entry.ts';
import { ListRow } from './list-row.ts';
import { UndoStack, type CellPlace, type Step, type UndoResult } from './undo-stack.ts';

export type { Entry } from './entry.ts';
export type { UndoResult } from './undo-stack.ts';
export type CellChange = CellPlace;

export interface CellWrite extends CellPlace {
  value: CellValue;
}

/** A cell in which a value was chosen, with all the entries it held before. */
export interface Settlement extends CellWrite {
  readonly was: readonly Entry[];
  /** Second of the choice; identifies the write later. */
  readonly at: number;
}

export interface Who {
  author: string;
  now(): number;
}

export type ChangeListener = (changes: CellChange[], local: boolean) => void;

const NO_RIVALS: readonly CellValue[] = [];
const NO_ENTRIES: readonly RawEntry[] = [];

export class SharedList {
  #doc: Y.Doc;
  readonly #who: Who;
  #rows = new Map<string, ListRow>();
  #byType = new Map<object, ListRow>();
  #conflicts = new Map<string, Set<string>>();
  readonly #listeners = new Set<ChangeListener>();
  readonly #anyListeners = new Set<() => void>();
  /** What this person did on this device. Whoever opens the room keeps it across a reload. */
  readonly undoStack: UndoStack;
  #sorted: string[] | null = null;
  /** How many root types of the document are known. When there are more, new rows have arrived. */
  #known = 0;
  /** The cells, while somebody asks which. */
  #changed = new Map<string, Set<string>>();
  #isChanged = false;

  constructor(doc: Y.Doc, author: string, clock: () => number = Date.now) {
    this.#doc = doc;
    this.#who = { author, now: clock };
    this.undoStack = new UndoStack({
      stands: (step) => this.#stands(step),
      write: (changes) => this.#apply(changes, this),
    });
    this.#discover();
    this.#isChanged = false;
    doc.on('afterTransaction', this.#afterTransaction);
  }

  get doc(): Y.Doc {
    return this.#doc;
  }

  /** Shows the same list from another document. Listeners are told which cells differ. */
  follow(doc: Y.Doc): void {
    const before = this.#rows;
    this.#doc.off('afterTransaction', this.#afterTransaction);
    this.#doc = doc;
    this.#rows = new Map();
    this.#byType = new Map();
    this.#conflicts = new Map();
    this.#sorted = null;
    this.#known = 0;
    this.#discover();
    const text = (entries: readonly Entry[]): string => JSON.stringify(entries);
    const rows = new Set([...before.keys(), ...this.#rows.keys()]);
    this.#changed = new Map(
      [...rows].map((id) => {
        const fields = new Set([...(before.get(id)?.fields() ?? []), ...this.fields(id)]);
        return [id, new Set([...fields].filter((field) => text(before.get(id)?.entries(field) ?? []) !== text(this.entries(id, field))))];
      }),
    );
    doc.on('afterTransaction', this.#afterTransaction);
    this.#isChanged = true;
    this.#tell(false);
  }

  /** All rows, or those of one kind, sorted by id: the same order on every copy. Rows cannot be removed. */
  rows(prefix = ''): string[] {
    this.#sorted ??= [...this.#rows.values()]
      .filter((row) => row.exists)
      .map((row) => row.id)
      .sort();
    const from = prefix === '' ? 0 : placeIn(this.#sorted, prefix);
    let to = prefix === '' ? this.#sorted.length : from;
    while (to < this.#sorted.length && this.#sorted[to]?.startsWith(prefix)) to++;
    return this.#sorted.slice(from, to);
  }

  get isEmpty(): boolean {
    for (const row of this.#rows.values()) if (row.exists) return false;
    return true;
  }

  has(row: string): boolean {
    return this.#rows.get(row)?.exists ?? false;
  }

  fields(row: string): string[] {
    return this.#rows.get(row)?.fields() ?? [];
  }

  /** What stands in each field of a row, also null. */
  standingEntries(row: string): readonly RawEntry[] {
    return this.#rows.get(row)?.standingEntries() ?? NO_ENTRIES;
  }

  get(row: string, field: string): CellValue {
    return this.#rows.get(row)?.standing(field) ?? null;
  }

  entries(row: string, field: string): readonly Entry[] {
    return this.#rows.get(row)?.entries(field) ?? [];
  }

  /** One entry for each distinct live value, the standing one last. More than one is a conflict. */
  values(row: string, field: string): readonly Entry[] {
    return this.#rows.get(row)?.values(field) ?? [];
  }

  /** The write (client and clock) of each live entry of a row. */
  idsOf(row: string): ReadonlyMap<Entry, WriteId> {
    return this.#rows.get(row)?.ids() ?? new Map<Entry, WriteId>();
  }

  inConflict(row: string, field: string): boolean {
    return this.#conflicts.get(row)?.has(field) ?? false;
  }

  /** Fields of one row, sorted by name. */
  conflictsIn(row: string): string[] {
    return [...(this.#conflicts.get(row) ?? [])].sort();
  }

  conflicts(): CellPlace[] {
    const places: CellPlace[] = [];
    for (const row of [...this.#conflicts.keys()].sort()) {
      for (const field of this.conflictsIn(row)) places.push({ row, field });
    }
    return places;
  }

  snapshotRow(row: string): Record<string, CellValue> {
    // Field names come from other people's documents: fromEntries keeps even `__proto__` a plain key.
    return Object.fromEntries(this.standingEntries(row)) as Record<string, CellValue>;
  }

  /** Writes nothing where this value already stands alone. */
  set(row: string, field: string, value: CellValue): void {
    this.write([{ row, field, value }]);
  }

  /** Chooses one value of a conflict: leaves one live entry, even when the value already stands or all values are equal. */
  settle(row: string, field: string, value: CellValue): void {
    this.undoStack.push(this.#apply([{ row, field, value }], this, true));
  }

  /**
   * Chooses in many cells at once. Not part of the undo of what is typed here: `reopen` takes it back.
   * @returns the cells in which a value was chosen.
   */
  settleAll(choices: readonly CellWrite[]): Settlement[] {
    const open = choices.flatMap(({ row, field, value }) =>
      this.#isUnchanged(row, field, value, true) ? [] : [{ row, field, value, was: this.entries(row, field) }],
    );
    this.#apply(open, this, true);
    return open.map((one) => ({ ...one, at: this.entries(one.row, one.field).at(-1)?.at ?? 0 }));
  }

  /** Reopens settled conflicts with every value, author and time. Skips cells that somebody has written since. */
  reopen(settled: readonly Settlement[]): UndoResult {
    const done = settled.filter(({ row, field, value, at }) => this.#stands({ row, field, after: value, at }));
    this.doc.transact(() => {
      for (const { row: id, field, was } of done) {
        const row = this.#row(id);
        row.replace(
          new Set([field]),
          was.length > 0
            ? was.map(({ value, author, at }): RawEntry => [field, value, author, at])
            : [[field, null, this.#who.author, secondsOf(this.#who.now())]],
        );
        this.#refresh(row);
      }
    }, this);
    const place = ({ row, field }: Settlement): CellPlace => ({ row, field });
    return { done: done.map(place), skipped: settled.filter((one) => !done.includes(one)).map(place), unsettled: [] };
  }

  /**
   * Writes entries as they are, with their authors and times, in place of those of these fields. Entries of other fields stay beside them:
   * two different values are a conflict. Not part of the undo.
   */
  place(id: string, entries: readonly (readonly [field: string, entry: Entry])[], instead: ReadonlySet<string>): void {
    const known = entries.filter(
      ([field, { value, author, at }]) =>
        instead.has(field) || !this.entries(id, field).some((entry) => entry.value === value && entry.author === author && entry.at === at),
    );
    this.doc.transact(() => {
      const row = this.#row(id);
      row.replace(
        instead,
        known.map(([field, { value, author, at }]): RawEntry => [field, value, author, at]),
      );
      this.#refresh(row);
    }, this);
  }

  /**
   * One transaction, one undo step, one push for each row. The last write of a cell counts.
   * @returns the steps, which can be taken back.
   */
  write(changes: readonly CellWrite[], origin: unknown = this): Step[] {
    const steps = this.#apply(changes, origin);
    this.undoStack.push(steps);
    return steps;
  }

  /** Those of one's own steps whose write still stands alone, because nobody has written there since. */
  standing(steps: readonly Step[]): Step[] {
    return steps.filter((step) => this.#stands(step));
  }

  /** Takes back a deed of any time, such as an import. Cells that others have written since stay. */
  takeBack(steps: readonly Step[]): UndoResult {
    return this.undoStack.takeBack(steps);
  }

  get canUndo(): boolean {
    return this.undoStack.canUndo;
  }

  get canRedo(): boolean {
    return this.undoStack.canRedo;
  }

  undo(): UndoResult {
    return this.undoStack.undo();
  }

  redo(): UndoResult {
    return this.undoStack.redo();
  }

  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** For who need not know which cells: naming them all, when a long list is read, takes as long as reading it. */
  onAnyChange(listener: () => void): () => void {
    this.#anyListeners.add(listener);
    return () => void this.#anyListeners.delete(listener);
  }

  destroy(): void {
    this.doc.off('afterTransaction', this.#afterTransaction);
    this.#listeners.clear();
    this.#anyListeners.clear();
  }

  #apply(changes: readonly CellWrite[], origin: unknown, settle = false): Step[] {
    const byRow = new Map<string, Map<string, CellValue>>();
    for (const { row, field, value } of changes) {
      checkName(row);
      checkName(field);
      checkValue(value);
      let fields = byRow.get(row);
      if (!fields) byRow.set(row, (fields = new Map()));
      fields.set(field, value);
    }
    for (const [row, fields] of byRow) {
      for (const [field, value] of fields) if (this.#isUnchanged(row, field, value, settle)) fields.delete(field);
      if (fields.size === 0) byRow.delete(row);
    }
    if (byRow.size === 0) return [];

    const steps: Step[] = [];
    const seconds = secondsOf(this.#who.now());
    this.doc.transact(() => {
      for (const [id, fields] of byRow) {
        const row = this.#row(id);
        const raws: RawEntry[] = [];
        const met = row.unsaid(new Set(fields.keys()), this.doc.clientID);
        for (const [field, value] of fields) {
          const before = row.standing(field);
          const rivals = row.hasSeveral(field)
            ? row
                .values(field)
                .slice(0, -1)
                .map((entry) => entry.value)
            : NO_RIVALS;
          // Even when the standing value was chosen, it is a step: undo takes back the latest act first.
          const step: Step = { row: id, field, before, after: value, at: seconds, ...(rivals.length > 0 && { rivals }) };
          if (before !== value || rivals.length > 0) steps.push(step);
          else this.undoStack.rewritten(step);
          raws.push(met === '' ? [field, value, this.#who.author, seconds] : [field, value, this.#who.author, seconds, met]);
        }
        row.replace(new Set(fields.keys()), raws);
        // Refresh here, not only after the transaction: a reader inside the same transaction must see the write.
        this.#refresh(row);
      }
    }, origin);
    return steps;
  }

  #isUnchanged(row: string, field: string, value: CellValue, settle: boolean): boolean {
    const cells = this.#rows.get(row);
    if (!cells?.hasSeveral(field)) return (cells?.standing(field) ?? null) === value;
    return !settle && cells.entries(field).every((entry) => entry.value === value);
  }

  #stands({ row, field, after, at }: Pick<Step, 'row' | 'field' | 'after' | 'at'>): boolean {
    const [entry, ...others] = this.entries(row, field);
    return entry !== undefined && others.length === 0 && entry.value === after && entry.at === at && entry.author === this.#who.author;
  }

  #row(id: string): ListRow {
    const known = this.#rows.get(id);
    if (known) return known;
    const array = this.doc.getArray<unknown>(id);
    const row = new ListRow(id, array);
    this.#rows.set(id, row);
    this.#byType.set(array, row);
    return row;
  }

  #refresh(row: ListRow): void {
    this.#update(row, () => row.refresh());
  }

  /** @param read brings the row up to date and returns the fields that changed. */
  #update(row: ListRow, read: () => string[]): void {
    const existed = row.exists;
    for (const field of read()) {
      this.#mark(row, field);
      this.#isChanged = true;
      if (this.#listeners.size === 0) continue;
      let fields = this.#changed.get(row.id);
      if (!fields) this.#changed.set(row.id, (fields = new Set()));
      fields.add(field);
    }
    if (row.exists !== existed) this.#sorted = null;
  }

  #take(all: ReadonlyMap<ListRow, Brought>): void {
    const gone = new Set<unknown>();
    for (const brought of all.values()) for (const raw of brought.gone) gone.add(raw);
    const isGone = (raw: unknown): boolean => gone.has(raw);
    for (const [row, brought] of all) this.#update(row, () => row.take(brought, isGone));
  }

  #mark(row: ListRow, field: string): void {
    const fields = this.#conflicts.get(row.id);
    if (row.inConflict(field)) {
      if (fields) fields.add(field);
      else this.#conflicts.set(row.id, new Set([field]));
    } else if (fields?.delete(field) && fields.size === 0) this.#conflicts.delete(row.id);
  }

  /** Rows that arrive with an update are untyped roots of the document until getArray is called for them. */
  #discover(): void {
    if (this.doc.share.size === this.#known) return;
    // In one transaction: otherwise Yjs makes one for each array, and handles them recursively, too deep for a long list.
    this.doc.transact(() => {
      for (const [id, type] of this.doc.share) {
        if (this.#rows.has(id)) continue;
        // Another kind of root belongs to a newer version: getArray would throw, so skip it.
        if (type.constructor !== Y.AbstractType && !(type instanceof Y.Array)) continue;
        this.#refresh(this.#row(id));
      }
    });
    this.#known = this.doc.share.size;
  }

  readonly #afterTransaction = (transaction: Y.Transaction): void => {
    const rows = new Map<object, ListRow>();
    for (const type of transaction.changed.keys()) {
      const row = this.#byType.get(type);
      // Local writes were already read while writing; reading 40,000 pasted cells twice is noticeable.
      if (row && (!transaction.local || row.isWritten)) rows.set(type, row);
    }
    this.#discover();
    if (rows.size > 0) this.#take(broughtTo(transaction, rows));
    this.#tell(transaction.local);
  };

  #tell(local: boolean): void {
    if (this.#isChanged) {
      this.#isChanged = false;
      for (const listener of [...this.#anyListeners]) listener();
    }
    if (this.#changed.size === 0) return;
    const changes: CellChange[] = [];
    for (const [row, fields] of this.#changed) for (const field of fields) changes.push({ row, field });
    this.#changed = new Map();
    for (const listener of [...this.#listeners]) listener(changes, local);
  }
}

/** Where a word is, or would be inserted, in a sorted list. */
function placeIn(sorted: readonly string[], word: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < word) low = middle + 1;
    else high = middle;
  }
  return low;
}
