/** Who wrote something, in words: what the log knows where it does, else the name in the entry, marked as a claim. */

export interface Wrote {
  /** The name in the entry. */
  claimed: string;
  /** Whose account it came by; undefined while the log has not said. */
  known: string | undefined;
  /** Written on this page and not received yet. */
  own?: boolean;
}

export interface WroteWords {
  name: string;
  /** '' where there is nothing to add. */
  note: string;
}

export function wroteWords({ claimed, known, own = false }: Wrote, me: string): WroteWords {
  const name = known ?? claimed;
  return { name: name === me ? `${name} (bạn)` : name, note: known === undefined ? (own ? '' : 'theo máy ghi') : known === claimed ? '' : `ghi tên ${claimed}` };
}
