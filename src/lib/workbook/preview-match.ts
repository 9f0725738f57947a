/**
 * Decides which row of the list an incoming row is. Names are compared as spelled before they are compared folded: Hòa
 * and Hoa, Lan and Lân are two families. Two rows match by a key if only one is left on each side. What stays open is a
 * doubt, and a person decides.
 */
import { textOf } from '../review/check-place.ts';
import { isIdNumber } from '../review/identity.ts';
import { groupBy } from '../review/group-by.ts';
import { fold, isUnmarked, spelling } from '../review/text.ts';
import type { Row } from '../review/types.ts';
import { villageSpelling } from '../review/village.ts';
import { isMadeCode } from './read-codes.ts';

export interface Doubt {
  row: Row;
  /** Rows of the list that it may be, and that no other row has matched. */
  candidates: Row[];
}

export interface Matching {
  matches: Map<Row, Row>;
  doubts: Doubt[];
  /** Matched although the names are spelled differently; must be reported. */
  respelled: Set<Row>;
}

type Key = (row: Row) => string;
type Accepts = (before: Row, row: Row) => boolean;
interface Level {
  before: Key;
  row?: Key;
  accepts?: Accepts;
  /** Rejects the last remaining pair. The rejected row stays a candidate, so another row does not become the only one. */
  allows?: Accepts;
  respelled?: boolean;
}

const yearOf: Key = (row) => /\d{4}$/.exec(textOf(row, 'birth'))?.[0] ?? '';
const fullBirth: Key = (row) => (/^\d\d\/\d\d\/\d{4}$/.test(textOf(row, 'birth')) ? textOf(row, 'birth') : '');
const idNumber: Key = (row) => (isIdNumber(row.cells['cccd']) ? textOf(row, 'cccd') : '');
const differ = (a: Row, b: Row, key: Key): boolean => key(a) !== '' && key(b) !== '' && key(a) !== key(b);
/** Two different CCCD or years of birth are two people, whatever their names. */
const contradict: Accepts = (a, b) => differ(a, b, idNumber) || differ(a, b, yearOf);
/** A key of several parts, none of which may be guessed: '' if one is missing. */
const whole = (...parts: string[]): string => (parts.includes('') ? '' : parts.join('\u0000'));

class Matcher {
  readonly matches = new Map<Row, Row>();
  readonly respelled = new Set<Row>();
  readonly #current: readonly Row[];
  readonly #incoming: readonly Row[];
  readonly #used = new Set<Row>();
  /** Rows that a person matched to a row that is already taken: not available to others meanwhile. */
  readonly held = new Map<Row, Row>();

  constructor(current: readonly Row[], incoming: readonly Row[]) {
    this.#current = current;
    this.#incoming = incoming;
  }

  get free(): Row[] {
    return this.#current.filter((row) => !this.#used.has(row));
  }

  get open(): Row[] {
    return this.#incoming.filter((row) => !this.matches.has(row) && !this.held.has(row));
  }

  isFree(row: Row): boolean {
    return !this.#used.has(row);
  }

  match(row: Row, before: Row): void {
    this.matches.set(row, before);
    this.#used.add(before);
  }

  /** Matches pairs where each side accepts only the other. */
  level({ before, row: keyOf = before, accepts = () => true, allows = () => true, respelled = false }: Level): void {
    const groups = groupBy(this.free, before);
    for (const [key, rows] of groupBy(this.open, keyOf)) {
      if (key === '') continue;
      const befores = groups.get(key) ?? [];
      const pairs = rows.flatMap((row) => {
        const [only, ...others] = befores.filter((each) => accepts(each, row));
        return only && others.length === 0 && allows(only, row) ? [[row, only] as const] : [];
      });
      for (const [row, only] of pairs) {
        if (rows.filter((each) => accepts(only, each)).length > 1) continue;
        this.match(row, only);
        if (respelled) this.respelled.add(row);
      }
    }
  }

  /** Among several rows with one key, takes the row that already has everything the incoming one says; it stays unchanged. */
  same({ before: keyBefore, row: key }: { before: Key; row: Key }, leaveOut: (row: Row) => ReadonlySet<string>): void {
    const groups = groupBy(this.free, keyBefore);
    const said = new Map(
      this.open.map(
        (row) =>
          [row, Object.entries(row.cells).filter(([field, value]) => value !== null && value !== '' && !leaveOut(row).has(field))] as const,
      ),
    );
    const says = (before: Row, row: Row): boolean => (said.get(row) ?? []).every(([field, value]) => before.cells[field] === value);
    // Rows with the most values first: a row with fewer values fits more candidates.
    for (const row of this.open.sort((a, b) => (said.get(b)?.length ?? 0) - (said.get(a)?.length ?? 0))) {
      const before = key(row) === '' ? undefined : groups.get(key(row))?.find((each) => this.isFree(each) && says(each, row));
      if (before) this.match(row, before);
    }
  }
}

/** A person's answer: id of the incoming row -> id of the row it is, or `NEW`. */
export type Same = Readonly<Record<string, string>>;
export const NEW = 'moi';
const wordOn = (same: Same, row: Row): string | undefined => (Object.hasOwn(same, row.id) ? same[row.id] : undefined);

function takeWords(matcher: Matcher, current: readonly Row[], same: Same): void {
  const byId = new Map(current.map((row) => [row.id, row]));
  for (const row of matcher.open) {
    const before = byId.get(wordOn(same, row) ?? '');
    if (!before) continue;
    if (matcher.isFree(before)) matcher.match(row, before);
    else matcher.held.set(row, before);
  }
}

/** Where near-namesakes live, a different diacritic more likely means another family than a typing error. */
function nearNamesakes(rows: readonly Row[], key: Key, name: Key): ReadonlySet<string> {
  return new Set(
    [...groupBy(rows, key)].filter(([, each]) => new Set(each.map((row) => spelling(name(row)))).size > 1).map(([found]) => found),
  );
}

interface Naming {
  /** Column of the name. */
  name: 'head' | 'name';
  /** The name counts only within this: the village of a household, the household of a member. */
  within: { before: Key; row: Key };
  current: readonly Row[];
  incoming: readonly Row[];
}

/** The keys of a name: as spelled, and folded if that can mean only one person. */
function namesOf({ name, within, current, incoming }: Naming) {
  const nameOf: Key = (row) => textOf(row, name);
  const key = (spell: (text: string) => string, mark: Key = () => '-') => ({
    before: (row: Row): string => whole(spell(nameOf(row)), mark(row), within.before(row)),
    row: (row: Row): string => whole(spell(nameOf(row)), mark(row), within.row(row)),
  });
  const folded = key(fold);
  const crowded = new Set([...nearNamesakes(current, folded.before, nameOf), ...nearNamesakes(incoming, folded.row, nameOf)]);
  return {
    sameName: (a: Row, b: Row): boolean => fold(nameOf(a)) === fold(nameOf(b)),
    sameSpelling: (a: Row, b: Row): boolean => spelling(nameOf(a)) === spelling(nameOf(b)),
    key,
    folded,
    /** Whether this pair may match by folded name at all. */
    mayFold: (before: Row, row: Row): boolean => !crowded.has(folded.row(row)) || isUnmarked(nameOf(before)) || isUnmarked(nameOf(row)),
  };
}

/** Incoming rows still open that may be one of the unmatched rows of the list. */
function doubtsOf(matcher: Matcher, same: Same, mayBe: (row: Row) => Row[]): Doubt[] {
  const held = [...matcher.held].map(([row, before]): Doubt => ({ row, candidates: [before] }));
  return [
    ...held,
    ...matcher.open.flatMap((row) => {
      if (wordOn(same, row) === NEW) return [];
      const candidates = [...new Set(mayBe(row))].filter((each) => matcher.isFree(each));
      return candidates.length > 0 ? [{ row, candidates }] : [];
    }),
  ];
}

/** @param made ids of incoming rows whose Mã hộ was generated: such a code proves nothing. */
export function matchHouseholds(current: readonly Row[], incoming: readonly Row[], made: ReadonlySet<string>, same: Same = {}): Matching {
  const matcher = new Matcher(current, incoming);
  takeWords(matcher, current, same);
  const village: Key = (row) => villageSpelling(textOf(row, 'village'));
  const names = namesOf({ name: 'head', within: { before: village, row: village }, current, incoming });
  const codes = { before: (row: Row) => textOf(row, 'code'), row: (row: Row) => (made.has(row.id) ? '' : textOf(row, 'code')) };
  const leaveOut = new Set(['village']);
  const leaveOutMade = new Set(['village', 'code']);
  const recoded: Accepts = (before, row) => {
    const [known, given] = [codes.before(before), codes.row(row)];
    return known !== '' && given !== '' && known !== given && !isMadeCode(known, village(before));
  };
  const unnamed = (row: Row): boolean => textOf(row, 'head') === '';
  const { key, sameName, sameSpelling, mayFold } = names;
  const ids: Level = { before: idNumber };
  const agree: Accepts = (a, b) => !contradict(a, b);
  const unlessTwoIds: Accepts = (a, b) => !differ(a, b, idNumber);

  matcher.level({ ...codes, accepts: (a, b) => sameSpelling(a, b) || unnamed(a) || unnamed(b) });
  matcher.level({ ...ids, accepts: sameSpelling });
  matcher.same(key(spelling), (row) => (made.has(row.id) ? leaveOutMade : leaveOut));
  matcher.level({ ...key(spelling, fullBirth), accepts: unlessTwoIds });
  matcher.level({ ...key(spelling, yearOf), accepts: unlessTwoIds });
  matcher.level({ ...key(spelling), accepts: (a, b) => agree(a, b) && !recoded(a, b) });
  matcher.level({ ...codes, accepts: sameName, respelled: true });
  matcher.level({ ...ids, accepts: (a, b) => sameName(a, b) || !differ(a, b, yearOf), respelled: true });
  matcher.level({
    ...codes,
    accepts: (a, b) => fullBirth(a) !== '' && fullBirth(a) === fullBirth(b) && unlessTwoIds(a, b),
    respelled: true,
  });
  for (const mark of [fullBirth, yearOf]) matcher.level({ ...key(fold, mark), accepts: unlessTwoIds, allows: mayFold, respelled: true });
  matcher.level({ ...key(fold), accepts: (a, b) => agree(a, b) && !recoded(a, b), allows: mayFold, respelled: true });
  // Mã hộ is the household's key in a round; its head may have died.
  matcher.level({ ...codes, accepts: agree, respelled: true });

  const [byName, byCode, byId] = [
    groupBy(matcher.free, names.folded.before),
    groupBy(matcher.free, codes.before),
    groupBy(matcher.free, idNumber),
  ];
  const doubts = doubtsOf(matcher, same, (row) => [
    ...(byName.get(names.folded.row(row)) ?? []).filter((each) => agree(each, row)),
    ...(codes.row(row) === '' ? [] : (byCode.get(codes.row(row)) ?? [])),
    ...(idNumber(row) === '' ? [] : (byId.get(idNumber(row)) ?? [])),
  ]);
  return { matches: matcher.matches, doubts, respelled: matcher.respelled };
}

/** Matches within one household. @param codeInList the household's code in the list, if the file gives it a new one. */
export function matchMembers(
  current: readonly Row[],
  incoming: readonly Row[],
  codeInList: (code: string) => string,
  same: Same = {},
): Matching {
  const matcher = new Matcher(current, incoming);
  takeWords(matcher, current, same);
  const household: { before: Key; row: Key } = { before: (row) => textOf(row, 'code'), row: (row) => codeInList(textOf(row, 'code')) };
  const { key, folded, mayFold, sameSpelling } = namesOf({ name: 'name', within: household, current, incoming });
  const ids: Level = {
    before: (row) => whole(household.before(row), idNumber(row)),
    row: (row) => whole(household.row(row), idNumber(row)),
  };
  const agree: Accepts = (a, b) => !contradict(a, b);
  const leaveOut = new Set(['code']);

  matcher.level({ ...ids, accepts: sameSpelling });
  matcher.same(key(spelling), () => leaveOut);
  for (const mark of [fullBirth, yearOf]) matcher.level({ ...key(spelling, mark), accepts: agree });
  matcher.level({ ...key(spelling), accepts: agree });
  matcher.level({ ...ids, respelled: true });
  for (const mark of [fullBirth, yearOf]) matcher.level({ ...key(fold, mark), accepts: agree, allows: mayFold, respelled: true });
  matcher.level({ ...key(fold), accepts: agree, allows: mayFold, respelled: true });

  const byName = groupBy(matcher.free, folded.before);
  return {
    matches: matcher.matches,
    doubts: doubtsOf(matcher, same, (row) => (byName.get(folded.row(row)) ?? []).filter((each) => agree(each, row))),
    respelled: matcher.respelled,
  };
}
