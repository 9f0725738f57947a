/** The villages of a file: each has one name, and every list uses it. If spelling does not decide which one, it is asked. */
import { fold, tidy } from '../review/text.ts';
import type { Problem, Row } from '../review/types.ts';
import { villageId, villageKey, villageKindOf, villageSpelling, withoutKind } from '../review/village.ts';
import { questionId, type Questions } from './questions.ts';
import { problemAt } from './read-problem.ts';

/** Ids for the rows of the sheet Thôn. A name given twice is an error, and both rows stay. */
export function identifyVillages(rows: Row[], problems: Problem[]): void {
  const spellings = new Set<string>();
  const taken = new Map<string, number>();
  for (const row of rows) {
    const name = String(row.cells['name'] ?? '');
    const slug = villageId(name);
    const times = (taken.get(slug) ?? 0) + 1;
    taken.set(slug, times);
    row.id = times === 1 ? `v:${slug}` : `v:${slug}~${times}`;
    const twice = spellings.has(villageSpelling(name));
    spellings.add(villageSpelling(name));
    if (!twice && name !== '') continue;
    const place = { sheet: row.source?.sheet ?? '', row: row.source?.row };
    problems.push(
      name === ''
        ? problemAt(place, 'error', 'village-unnamed', 'thôn chưa có tên')
        : problemAt(place, 'error', 'village-twice', `${name} có hai dòng`),
    );
  }
}

/** Written without any diacritic: 'to 2' can mean 'Tổ 2'. */
const isBare = (name: string): boolean => fold(name) === villageSpelling(name);

/** 'Thôn 1 (xã Tân Lập cũ)' and 'Thôn 1 - Đồng Tâm' without the part after the name. */
const withoutTail = (name: string): string => name.replace(/\s*(\(.*|\s[-–]\s.*|,.*)$/s, '');
const hasTail = (name: string): boolean => withoutTail(name) !== name;

const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x'];

/** What all spellings of one village's name have in common: 'Bản Nà Cạp', 'Nà Cáp'; 'Thôn I', '1'. */
const coreOf = (name: string): string =>
  villageKey(withoutKind(withoutTail(name))).replace(/(?<=^| )[ivx]+$/, (roman) => {
    const at = ROMAN.indexOf(roman);
    return at < 0 ? roman : String(at + 1);
  });

/** Different kinds are different villages: 'Thôn 1', 'Tổ 1'. A name without a kind may be of either. */
function sameKind(a: string, b: string): boolean {
  const [one, other] = [a, b].map((name) => villageKindOf(name));
  return one === other || one === '' || other === '';
}

/** May be one village or two: they differ in diacritics, or one name says more than the other. */
function mayBeOne(a: string, b: string): boolean {
  if (villageKey(a) === villageKey(b)) return true;
  return !(hasTail(a) && hasTail(b)) && coreOf(a) === coreOf(b) && sameKind(a, b);
}

/** Finds the official name for a spelling; null if none or several fit, or if diacritics point to another village. */
export class VillageNames {
  readonly #bySpelling = new Map<string, string>();
  readonly #byKey = new Map<string, string | null>();
  readonly #exact: Set<string>;

  constructor(names: readonly string[]) {
    this.#exact = new Set(names);
    for (const name of this.#exact) {
      if (!this.#bySpelling.has(villageSpelling(name))) this.#bySpelling.set(villageSpelling(name), name);
      const key = villageKey(name);
      this.#byKey.set(key, this.#byKey.has(key) ? null : name);
    }
  }

  get size(): number {
    return this.#exact.size;
  }

  /** `guessed`: more than case, diacritics and spaces had to be interpreted. */
  find(written: string): { name: string; guessed: boolean } | null {
    const name = this.#same(written);
    if (name) return { name, guessed: false };
    // 'Tổ 1, phường Huyền Tụng': an address that begins with the village.
    const first = /[,;]/.test(written) ? this.#same(written.replace(/[,;].*$/, '')) : undefined;
    if (first) return { name: first, guessed: true };
    // A bare number, if exactly one village ends with it.
    if (!/^\d{1,3}$/.test(written)) return null;
    const ending = [...this.#byKey].filter(([key, full]) => full !== null && key.endsWith(` ${Number(written)}`));
    const only = ending.length === 1 ? ending[0]?.[1] : null;
    return only ? { name: only, guessed: true } : null;
  }

  /** The names that the spelling may mean. */
  like(written: string): string[] {
    return [...this.#exact].filter((name) => mayBeOne(name, written));
  }

  #same(written: string): string | undefined {
    if (this.#exact.has(written)) return written;
    const spelt = this.#bySpelling.get(villageSpelling(written));
    if (spelt !== undefined) return spelt;
    const bare = this.#byKey.get(villageKey(written));
    // If one side has no diacritics, nothing contradicts; if both have them, they differ.
    return bare && (isBare(written) || isBare(bare)) ? bare : undefined;
  }
}

/** A village's name as a file writes it, and the rows that have it. */
interface WrittenVillage {
  written: string;
  rows: readonly Row[];
}

/** Asks whether a name is one of those it resembles; null: a village of its own, or not answered yet. */
function ask({ written, rows }: WrittenVillage, among: readonly string[], questions: Questions): string | null {
  const { sheet = '', row } = rows[0]?.source ?? {};
  const answer = questions.ask({
    id: questionId('ten-thon', { sheet, row }),
    text: `Trang ${sheet}, dòng ${row}: thôn “${written}” (${rows.length} hộ) và ${among.map((name) => `“${name}”`).join(', ')} là một thôn hay là các thôn khác nhau?`,
    choices: [
      { id: 'rieng', label: `“${written}” là thôn riêng` },
      ...among.slice(0, 8).map((name, at) => ({ id: at === 0 ? 'mot' : `mot-${at + 1}`, label: `Là một với “${name}”` })),
    ],
  });
  const at = answer === 'mot' ? 0 : Number(/^mot-(\d+)$/.exec(answer ?? '')?.[1] ?? 0) - 1;
  return answer === null || answer === 'rieng' ? null : (among[at] ?? null);
}

function byVillage(households: readonly Row[]): Map<string, Row[]> {
  const rows = new Map<string, Row[]>();
  for (const row of households) {
    const written = row.cells['village'];
    if (typeof written !== 'string') continue;
    const known = rows.get(written);
    if (known) known.push(row);
    else rows.set(written, [row]);
  }
  return rows;
}

export function correctVillages(households: Row[], villages: Row[], problems: Problem[], questions: Questions): void {
  const names = new VillageNames(villages.map((row) => tidy(String(row.cells['name'] ?? ''))).filter((name) => name !== ''));
  if (names.size === 0) return;
  for (const [written, rows] of byVillage(households)) {
    const found = names.find(written);
    const alike = found ? [] : names.like(written);
    const name = found?.name ?? (alike.length > 0 ? ask({ written, rows }, alike, questions) : null);
    if (name !== null) for (const row of rows) row.cells['village'] = name;
    if ((found && !found.guessed) || alike.length > 0) continue;
    const place = { sheet: rows[0]?.source?.sheet ?? '', row: rows[0]?.source?.row };
    problems.push(
      found
        ? problemAt(place, 'warning', 'village-guessed', `thôn "${written}" được hiểu là ${found.name}: hãy xem lại`)
        : problemAt(place, 'warning', 'village-unknown', `thôn "${written}" không có trên trang Thôn`),
    );
  }
}

/** For files without the sheet Thôn: if lists differ only in spelling, the first spelling is used. */
export function unifySpelling(households: Row[], questions: Questions): void {
  const bySpelling = new Map<string, string>();
  const byCore = new Map<string, string[]>();
  for (const [written, rows] of byVillage(households)) {
    // Without diacritics, 'to 2' does not show that it is a Tổ.
    const cores = [...new Set([coreOf(written), villageKey(withoutTail(written))])];
    const near = [...new Set(cores.flatMap((core) => byCore.get(core) ?? []))];
    const marksAside = near.filter((name) => villageKey(name) === villageKey(written));
    const same =
      bySpelling.get(villageSpelling(written)) ??
      only(
        marksAside.filter((name) => isBare(name) || isBare(written)),
        marksAside,
      );
    const alike = same === undefined ? near.filter((name) => mayBeOne(name, written)) : [];
    const name = same ?? (alike.length > 0 ? ask({ written, rows }, alike, questions) : null);
    if (name !== null) for (const row of rows) row.cells['village'] = name;
    bySpelling.set(villageSpelling(written), name ?? written);
    if (name === null) for (const core of cores) byCore.set(core, [...(byCore.get(core) ?? []), written]);
  }
}

/** The one that fits, if no other comes near. */
const only = (fitting: readonly string[], near: readonly string[]): string | undefined =>
  fitting.length === 1 && near.length === 1 ? fitting[0] : undefined;
