/** When each device last sent something to a room. The first question after a start reads the whole log; each later one only the rows since. */
import type { LastSent, UpdateLog } from '../log/log.ts';

export class LastSents {
  readonly #log: Pick<UpdateLog, 'lastSent'>;
  readonly #rooms = new Map<string, ReadonlyMap<string, LastSent>>();

  constructor(log: Pick<UpdateLog, 'lastSent'>) {
    this.#log = log;
  }

  async of(room: string): Promise<readonly LastSent[]> {
    const known = this.#rooms.get(room);
    const upTo = Math.max(0, ...[...(known?.values() ?? [])].map(({ position }) => position));
    const now = new Map(known);
    for (const one of await this.#log.lastSent(room, upTo)) now.set(JSON.stringify([one.person, one.device]), one);
    this.#rooms.set(room, now);
    return [...now.values()];
  }
}
