/** Who wrote something, in words: what the log knows where it does, else the name in the entry, marked as a claim. */

export interface Wrote {
  /** The name in the entry. */
  claimed: string;
  /** Whose account it came by; undefined while the log has not said. */
  known: string | undefined;
  /** Its id, where the log has said. Two people may have one name. */
  account?: string | undefined;
  /** Written on this page and not received yet. */
  own?: boolean;
}

export interface WroteWords {
  name: string;
  /** '' where there is nothing to add. */
  note: string;
}

/** What stands beside a name that only an entry says. */
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

/** Writes are put together by this name: a person's, as far as is known. */
export const personOf = ({ known, claimed }: Wrote): string => known ?? claimed;

/** By their accounts, where the log knows both; otherwise by name. */
export const isOnePerson = (a: Wrote, b: Wrote): boolean =>
  a.account !== undefined && b.account !== undefined ? a.account === b.account : personOf(a) === personOf(b);

const isSure = ({ known, own = false }: Wrote): boolean => known !== undefined || own;

/** Of one person's writes, the one of which least is sure: what is said of all must be true of it too. */
export function leastSure(wrote: readonly [Wrote, ...Wrote[]]): Wrote {
  return wrote.find((one) => !isSure(one)) ?? wrote.find(({ known, claimed }) => known !== undefined && known !== claimed) ?? wrote[0];
}

export interface PersonBehind {
  name: string;
  words: string;
  /** Nothing of theirs rests on what an entry claims. */
  sure: boolean;
}

/** The people behind some writes, by name, each with what is sure of them. */
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
