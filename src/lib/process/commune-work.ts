/** What a commune's round waits for, of all its villages together: for those above it. */
import type { Act } from './acts.ts';
import { duesOf, duesToShow, type Due, type RoundState } from './deadlines.ts';
import { standingOf } from './standing.ts';
import { WAITS_FOR, waitsFor, type WaitsFor } from './waits.ts';

export interface CommuneWork {
  /** How many villages wait for what, in the order of a round; without those that none waits for. */
  waits: { waits: WaitsFor; villages: number }[];
  /** What is due, what is late first. */
  dues: Due[];
  /** What the level above said about lists that were sent to it, by list. */
  remarks: { village: string; name: string; sent: string; open: number; answered: number }[];
}

export interface CommuneRound extends Omit<RoundState, 'villages'> {
  villages: readonly { id: string; name: string }[];
  /** By village. */
  acts: ReadonlyMap<string, readonly Act[]>;
}

export function workOf({ acts, villages, ...round }: CommuneRound): CommuneWork {
  const all = villages.map(({ id, name }) => ({ id, name, standing: standingOf(acts.get(id) ?? [], round.calendar, round.course) }));
  const waiting = all.map(({ standing }) => waitsFor(standing));
  return {
    waits: WAITS_FOR.flatMap((waits) => {
      const count = waiting.filter((one) => one === waits).length;
      return count > 0 ? [{ waits, villages: count }] : [];
    }),
    dues: duesToShow(duesOf({ ...round, villages: all }), () => true),
    remarks: all.flatMap(({ id, name, standing: { remarks } }) =>
      [...new Set(remarks.map(({ act }) => act.data.of))].map((sent) => {
        const own = remarks.filter(({ act }) => act.data.of === sent);
        const answered = own.filter(({ reply }) => reply).length;
        return { village: id, name, sent, open: own.length - answered, answered };
      }),
    ),
  };
}
