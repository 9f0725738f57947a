/** Rows of a document, read one by one: for a reader that needs only those that have changed. Holds nothing of the others. */
import * as Y from 'yjs';
import type { CellValue } from '../review/types.ts';
import type { Entry, RawEntry } from './entry.ts';
import { ListRow } from './list-row.ts';
import type { RowCells } from './review-rooms.ts';

export class DocRows implements RowCells {
  readonly #doc: Y.Doc;
  readonly #read = new Map<string, ListRow | null>();

  /** Valid until the document changes. */
  constructor(doc: Y.Doc) {
    this.#doc = doc;
  }

  standingEntries(row: string): readonly RawEntry[] {
    return this.#row(row)?.standingEntries() ?? [];
  }

  get(row: string, field: string): CellValue {
    return this.#row(row)?.standing(field) ?? null;
  }

  values(row: string, field: string): readonly Entry[] {
    return this.#row(row)?.values(field) ?? [];
  }

  conflictsIn(row: string): string[] {
    const read = this.#row(row);
    return read
      ? read
          .fields()
          .filter((field) => read.hasSeveral(field) && read.values(field).length > 1)
          .sort()
      : [];
  }

  #row(id: string): ListRow | null {
    const known = this.#read.get(id);
    if (known !== undefined) return known;
    const type = this.#doc.share.get(id);
    // Another kind of root belongs to a newer version (SharedList).
    const isRow = type !== undefined && (type.constructor === Y.AbstractType || type instanceof Y.Array);
    const row = isRow ? new ListRow(id, this.#doc.getArray<unknown>(id)) : null;
    row?.refresh();
    this.#read.set(id, row);
    return row;
  }
}
