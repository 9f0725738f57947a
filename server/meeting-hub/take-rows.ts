/** Takes the rows that a meeting hub brings, each in the name of its author, and says which of them it does not take, and why. */
import { relayRows, type ForeignRow, type Origin } from '../relay/relay-rows.ts';
import type { Hub } from '../rooms/hub.ts';

export type HeldCode =
  /** Its author may not write there, by the accounts here. */
  | 'author'
  /** It builds on a row that was not taken, or that the hub has not brought. */
  | 'gap'
  /** The guard refuses it. */
  | 'refused';

export interface NotTaken {
  /** Of the row among those brought. */
  index: number;
  code: HeldCode;
  reason: string;
}

export interface TakenRows {
  added: number;
  late: number;
  known: number;
  held: NotTaken[];
}

const GAP = 'Lượt ghi này nối tiếp một lượt mà máy của xã chưa nhận.';

/**
 * @param refusalOf why rows of this author are not taken in this room; null when they are.
 * @throws when rows could not be stored. Those before are stored; bringing all of them again adds nothing.
 */
export async function takeRows(
  hub: Hub,
  room: string,
  rows: readonly ForeignRow[],
  origin: Origin,
  refusalOf: (person: string) => string | null,
): Promise<TakenRows> {
  const sum: TakenRows = { added: 0, late: 0, known: 0, held: [] };
  const allowed: { row: ForeignRow; index: number }[] = [];
  rows.forEach((row, index) => {
    const reason = refusalOf(row.person);
    if (reason === null) allowed.push({ row, index });
    else sum.held.push({ index, code: 'author', reason });
  });
  /** One row that is not taken keeps back no others but those that build on it. */
  const take = async (some: typeof allowed): Promise<void> => {
    if (some.length === 0) return;
    const outcome = await relayRows(
      hub,
      room,
      some.map(({ row }) => row),
      origin,
    );
    if (outcome.kind === 'taken') {
      for (const what of ['added', 'late', 'known'] as const) sum[what] += outcome[what];
      return;
    }
    const [only] = some;
    if (only && some.length === 1) {
      const isGap = outcome.kind === 'gap';
      sum.held.push({ index: only.index, code: isGap ? 'gap' : 'refused', reason: isGap ? GAP : outcome.reason.text });
      return;
    }
    const half = Math.ceil(some.length / 2);
    await take(some.slice(0, half));
    await take(some.slice(half));
  };
  await take(allowed);
  sum.held.sort((a, b) => a.index - b.index);
  return sum;
}
