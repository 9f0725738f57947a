/** Outlines and points of communes on the map, loaded by the admin: found, thinned and named on the page, kept here by unit. */
import { HttpError } from '../http/error.ts';
import type { PeopleDb } from './accounts-db.ts';
import type { TreeChanges } from './tree-changes.ts';

export interface GivenShape {
  unit: number;
  /** null: it has none any more. */
  shape: string | null;
}

export class UnitShapes {
  readonly #db: PeopleDb;
  readonly #changes: TreeChanges;

  constructor(db: PeopleDb, changes: TreeChanges) {
    this.#db = db;
    this.#changes = changes;
  }

  async all(): Promise<[unit: number, shape: string][]> {
    const rows = await this.#db.query.selectFrom('unit_shape').select(['unit', 'shape']).orderBy('unit').execute();
    return rows.map(({ unit, shape }) => [unit, shape]);
  }

  /** All, or nothing. In turn with other changes of the tree (Accounts.inTurn). @throws HttpError for a unit that is no commune of the tree. */
  async load(by: string, given: readonly GivenShape[]): Promise<void> {
    const shapes = new Map(given.map(({ unit, shape }) => [unit, shape]));
    await this.#db.change('shapes', async (query) => {
      const communes = await query.selectFrom('unit').select('id').where('level', '=', 'commune').execute();
      const known = new Set(communes.map(({ id }) => id));
      if ([...shapes.keys()].some((unit) => !known.has(unit)))
        throw new HttpError(400, 'no-such-unit', 'Có xã không còn trong sổ. Hãy mở lại trang.');
      for (const [unit, shape] of shapes) {
        await query.deleteFrom('unit_shape').where('unit', '=', unit).execute();
        if (shape !== null) await query.insertInto('unit_shape').values({ unit, shape }).execute();
      }
      const drawn = [...shapes.values()].filter((shape) => shape !== null).length;
      const after = [drawn > 0 ? `hình của ${drawn} xã` : '', drawn < shapes.size ? `bỏ hình của ${shapes.size - drawn} xã` : ''];
      await this.#changes.add(query, { by, kind: 'drawn', before: '', after: after.filter(Boolean).join(', ') });
    });
  }
}
