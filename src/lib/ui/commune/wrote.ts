/** Who wrote something, in words: from the log if it knows, else the name in the entry, marked as a claim. */

export interface Wrote {
  /** The name in the entry. */
  claimed: string;
  /** The name of the account that sent it; undefined until the log has answered. */
  known: string | undefined;
  /** Id of that account, once the log has answered. Two people may have the same name. */
  account?: string | undefined;
  /** Written on this page and not received yet. */
  own?: boolean;
}

export interface WroteWords {
  name: string;
  /** '' if there is nothing to add. */
  note: string;
}

/** The mark beside a name that only the entry claims. */
export const CLAIMED = 'theo máy ghi';

export function wroteWords({ claimed, known, own = false }: Wrote, me: string): WroteWords {
  const name = known ?? claimed;
  return {
    name: name === me ? `${name} (bạn)` : name,
    note: known === undefined ? (own ? '' : CLAIMED) : known === claimed ? '' : `ghi tên ${claimed}`,
  };
}

export function wroteText(wrote: Wrote, me: string): string {
  const { name, note } = wroteWords(wrote, me);
  return note ? `${name} (${note})` : name;
}

/** Writes are grouped by this name: the person's, as far as it is known. */
export const personOf = ({ known, claimed }: Wrote): string => known ?? claimed;

/** Compares accounts if the log knows both, otherwise names. */
export const isOnePerson = (a: Wrote, b: Wrote): boolean =>
  a.account !== undefined && b.account !== undefined ? a.account === b.account : personOf(a) === personOf(b);

const isSure = ({ known, own = false }: Wrote): boolean => known !== undefined || own;

/** The least certain of one person's writes: a statement about all of them must be true of it too. */
export function leastSure(wrote: readonly [Wrote, ...Wrote[]]): Wrote {
  return wrote.find((one) => !isSure(one)) ?? wrote.find(({ known, claimed }) => known !== undefined && known !== claimed) ?? wrote[0];
}

export interface PersonBehind {
  name: string;
  words: string;
  /** Nothing of theirs depends on a claimed name. */
  sure: boolean;
}

/** The people behind some writes, by name, each with what is certain about them. */
export function peopleBehind(wrote: readonly Wrote[], me: string): PersonBehind[] {
  const found = new Map<string, [Wrote, ...Wrote[]]>();
  for (const one of wrote) {
    const others = found.get(personOf(one));
    if (others) others.push(one);
    else found.set(personOf(one), [one]);
  }
  return [...found]
    .map(([name, writes]) => ({ name, words: wroteText(leastSure(writes), me), sure: writes.every(isSure) }))
    .sort((a, b) => a.name.localeCompare(b.name, 'vi'));
}
