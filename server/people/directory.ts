/**
 * The directory of units: the provinces and communes of today with their official codes, and the communes before the merger of 1 July 2025.
 * Loaded from open files; the tree of units (reviews.ts) keeps the communes' own spelling and takes the codes over.
 */
import type { OldPlace } from '../../src/lib/api/units.ts';
import type { Unit } from '../../src/lib/review/account.ts';
import { isSameProvince } from '../../src/lib/review/place-name.ts';
import { some, unitKey, type DirectoryChange, type OfficialUnit } from '../../src/lib/review/unit-directory.ts';
import { oldId, readUnitFiles, type UnitFiles } from '../../src/lib/workbook/read-unit-files.ts';
import { HttpError } from '../http/error.ts';
import type { PeopleDb, PeopleQuery } from './accounts-db.ts';
import type { TreeChanges } from './tree-changes.ts';

export interface GivenFile {
  name: string;
  text: string;
}

/** PostgreSQL takes 65,535 values in one statement, SQLite 32,766. */
const AT_ONCE = 2_000;
/** Nobody reads more places than this. */
const PROBLEMS_SHOWN = 100;

interface Weighed {
  change: DirectoryChange;
  files: UnitFiles;
  coded: { id: number; code: string }[];
}

export class UnitDirectory {
  readonly #db: PeopleDb;
  readonly #changes: TreeChanges;

  constructor(db: PeopleDb, changes: TreeChanges) {
    this.#db = db;
    this.#changes = changes;
  }

  all(query: PeopleQuery = this.#db.query): Promise<OfficialUnit[]> {
    return query.selectFrom('official_unit').select(['code', 'parent', 'name']).orderBy('code').execute();
  }

  async olds(): Promise<number> {
    const { count } = await this.#db.query
      .selectFrom('old_unit')
      .select(({ fn }) => fn.countAll().as('count'))
      .executeTakeFirstOrThrow();
    return Number(count);
  }

  /** What the files would change; nothing is written. */
  async weigh(files: readonly GivenFile[]): Promise<DirectoryChange> {
    return (await weigh(this.#db.query, files)).change;
  }

  /** Writes it all, or nothing; weighed anew, against what is there now. In turn with other changes of the tree (Accounts.inTurn). */
  async load(by: string, given: readonly GivenFile[]): Promise<DirectoryChange> {
    return this.#db.change('directory', async (query) => {
      const { change, files, coded } = await weigh(query, given);
      if (change.blocked) throw new HttpError(400, 'units-wrong', 'Tệp có chỗ phải sửa, nên chưa nạp gì.');
      if (change.same) return change;
      if (files.units) {
        await query.deleteFrom('official_unit').execute();
        for (const part of parts(files.units)) await query.insertInto('official_unit').values(part).execute();
      }
      if (files.olds) {
        await query.deleteFrom('old_unit').execute();
        const rows = files.olds.map(({ code, province, district, name, divided, into }) => ({
          ...{ code, province, district, name, into },
          divided: divided ? 1 : 0,
          key: unitKey(name),
        }));
        for (const part of parts(rows)) await query.insertInto('old_unit').values(part).execute();
      }
      for (const { id, code } of coded) await query.updateTable('unit').set({ code }).where('id', '=', id).execute();
      await this.#changes.add(query, { by, kind: 'loaded', before: '', after: loadedWords(change) });
      return change;
    });
  }

  /** @throws HttpError for a code that the directory does not have. */
  async commune(code: string): Promise<{ commune: OfficialUnit; province: OfficialUnit }> {
    const found = await this.#db.query.selectFrom('official_unit').select(['code', 'parent', 'name']).where('code', '=', code).execute();
    const [commune] = found.filter(({ parent }) => parent !== '');
    const province =
      commune && (await this.#db.query.selectFrom('official_unit').selectAll().where('code', '=', commune.parent).executeTakeFirst());
    if (!commune || !province) throw new HttpError(400, 'no-such-unit', `Danh mục không có xã mã ${code}. Hãy mở lại trang.`);
    return { commune, province };
  }

  /**
   * The communes before the merger that a name may mean. Where the district or the province tells some of them apart, only those.
   * @param unit the commune that the asking person works in.
   */
  async old(name: string, district: string, province: string, unit: (Unit & { province: string }) | null): Promise<OldPlace[]> {
    const rows = await this.#db.query
      .selectFrom('old_unit')
      .innerJoin('official_unit as into', 'into.code', 'old_unit.into')
      .innerJoin('official_unit as above', 'above.code', 'into.parent')
      .select(['old_unit.code', 'old_unit.name', 'old_unit.district', 'old_unit.province', 'old_unit.divided'])
      .select(['into.code as intoCode', 'into.name as intoName', 'above.name as intoProvince'])
      .where('old_unit.key', '=', unitKey(name))
      .orderBy('old_unit.province')
      .orderBy('old_unit.district')
      .orderBy('old_unit.id')
      .execute();
    const isOurs = (code: string, called: string, within: string): boolean =>
      unit !== null &&
      (unit.code === null ? unitKey(unit.name) === unitKey(called) && isSameProvince(unit.province, within) : unit.code === code);
    const places = new Map<string, OldPlace>();
    for (const { intoCode, intoName, intoProvince, divided, code, ...old } of rows) {
      const id = oldId({ ...old, code });
      const place = places.get(id) ?? { ...old, divided: divided === 1, into: [] };
      places.set(id, place);
      place.into.push({ code: intoCode, name: intoName, province: intoProvince, ours: isOurs(intoCode, intoName, intoProvince) });
    }
    const within = narrowed([...places.values()], (place) => district !== '' && isSameDistrict(place.district, district));
    return narrowed(within, (place) => province !== '' && isSameProvince(place.province, province));
  }
}

/** Those that fit, if any does: a heading may be of another time than the file of old names. */
function narrowed<T>(all: readonly T[], fits: (one: T) => boolean): T[] {
  const some = all.filter(fits);
  return some.length > 0 ? some : [...all];
}

/** 'Huyện Chợ Mới', 'TP Bắc Kạn' and 'thành phố Bắc Kạn'. */
const isSameDistrict = (a: string, b: string): boolean => districtKey(a) === districtKey(b);
const districtKey = (name: string): string => unitKey(name).replace(/^(?:tp|thành phố|tx|thị xã) /, '');

async function weigh(query: PeopleQuery, given: readonly GivenFile[]): Promise<Weighed> {
  const files = readUnitFiles(given);
  const before = await query.selectFrom('official_unit').select(['code', 'parent', 'name']).execute();
  const after = files.units ?? before;
  const was = new Map(before.map((unit) => [unit.code, unit]));
  const is = new Map(after.map((unit) => [unit.code, unit]));
  const blocked = files.unitProblems.length > 0;
  const oldProblems = [...files.oldProblems];
  if (files.olds) files.olds = known(files.olds, is, oldProblems);
  const oldChanges = files.olds ? await changedOlds(query, files.olds) : 0;
  const tree = await query.selectFrom('unit').select(['id', 'parent', 'level', 'name', 'code']).execute();
  const coded = codesFor(tree, after);
  const named = (units: readonly OfficialUnit[]): string[] =>
    units.map(({ code, name, parent }) => `${code} ${name}${parent ? `, ${is.get(parent)?.name ?? was.get(parent)?.name ?? ''}` : ''}`);
  const added = after.filter(({ code }) => !was.has(code));
  const renamed = after.flatMap((unit) => {
    const old = was.get(unit.code);
    return old && (old.name !== unit.name || old.parent !== unit.parent) ? [`${unit.code} ${old.name} → ${unit.name}`] : [];
  });
  const gone = before.filter(({ code }) => !is.has(code));
  const problems = [...files.unitProblems, ...oldProblems];
  const otherwise = [...tree.map(({ id, code, name }) => ({ name, code: coded.find((one) => one.id === id)?.code ?? code }))].flatMap(
    ({ code, name }) => {
      const official = code === null ? undefined : is.get(code);
      return official && official.name !== name ? [`${name} (danh mục: ${official.name})`] : [];
    },
  );
  return {
    files,
    coded,
    change: {
      provinces: after.filter(({ parent }) => parent === '').length,
      communes: after.filter(({ parent }) => parent !== '').length,
      olds: new Set(files.olds?.map(oldId)).size,
      divided: new Set(files.olds?.filter(({ divided }) => divided).map(oldId)).size,
      added: some(named(added)),
      renamed: some(renamed),
      gone: some(named(gone)),
      oldChanges,
      coded: some(coded.map(({ id, code }) => `${tree.find((unit) => unit.id === id)?.name ?? ''}: ${code}`)),
      otherwise: some(otherwise),
      problems: problems.slice(0, PROBLEMS_SHOWN),
      problemCount: problems.length,
      blocked,
      same: !blocked && added.length + renamed.length + gone.length + oldChanges + coded.length === 0,
    },
  };
}

/** Old names that lead to a commune of the directory; of an old commune with a row that does not, the others say too little: it is asked. */
function known(
  olds: NonNullable<UnitFiles['olds']>,
  is: ReadonlyMap<string, OfficialUnit>,
  problems: UnitFiles['oldProblems'],
): NonNullable<UnitFiles['olds']> {
  const open = new Set<string>();
  const kept = olds.filter((old) => {
    if (is.get(old.into)?.parent) return true;
    open.add(oldId(old));
    const { file, row } = old;
    problems.push({ file, row, column: 'newWardCode', text: `danh mục không có xã mã ${old.into} (${old.name}, ${old.district}).` });
    return false;
  });
  return kept.map((old) => (open.has(oldId(old)) ? { ...old, divided: true } : old));
}

async function changedOlds(query: PeopleQuery, olds: NonNullable<UnitFiles['olds']>): Promise<number> {
  const rows = await query.selectFrom('old_unit').select(['code', 'province', 'district', 'name', 'divided', 'into']).execute();
  const text = (old: { code: string; province: string; district: string; name: string; into: string; divided: boolean | number }): string =>
    `${oldId(old)} ${old.into} ${Number(old.divided)}`;
  const before = new Set(rows.map(text));
  const after = new Set(olds.map(text));
  return [...after].filter((one) => !before.has(one)).length + [...before].filter((one) => !after.has(one)).length;
}

/**
 * Codes for units of the book that have none: a province by its name, a commune by its name directly beneath its province. One beneath a
 * district is of before the merger and is left alone, even where a commune of today has its name.
 */
function codesFor(
  tree: readonly { id: number; parent: number; level: string; name: string; code: string | null }[],
  official: readonly OfficialUnit[],
): { id: number; code: string }[] {
  const provinces = official.filter(({ parent }) => parent === '');
  const found = new Map<number, string>();
  const taken = new Set(tree.flatMap(({ code }) => code ?? []));
  const give = (id: number, units: readonly OfficialUnit[]): void => {
    const [only, ...others] = units;
    if (!only || others.length > 0 || taken.has(only.code)) return;
    taken.add(only.code);
    found.set(id, only.code);
  };
  for (const { id, level, name, code } of tree)
    if (level === 'province' && code === null)
      give(
        id,
        provinces.filter((unit) => isSameProvince(unit.name, name)),
      );
  const codeOf = new Map(tree.map(({ id, code }) => [id, code ?? found.get(id)]));
  for (const { id, level, name, code, parent } of tree) {
    const above = codeOf.get(parent);
    if (level === 'commune' && code === null && above)
      give(
        id,
        official.filter((unit) => unit.parent === above && unitKey(unit.name) === unitKey(name)),
      );
  }
  return [...found].map(([id, code]) => ({ id, code }));
}

function* parts<T>(rows: readonly T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += AT_ONCE) yield rows.slice(from, from + AT_ONCE);
}

const loadedWords = ({ provinces, communes, olds }: DirectoryChange): string =>
  `${provinces} tỉnh, ${communes} xã${olds > 0 ? `, ${olds} tên cũ` : ''}`;
