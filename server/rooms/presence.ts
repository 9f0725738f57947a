/**
 * Who is where in a room: relayed, never stored. A connection speaks for one client only, under the name it signed in with, because
 * y-websocket echoes everybody's states, and a client could claim to be somebody else.
 */
import { readPresence } from '../../src/lib/cells/presence.ts';
import type { Connection } from './connection.ts';
import type { ClientState } from './wire.ts';

const NAME_LIMIT = 120;
/** Far more than the sessions of a season; each connection announces one id. */
const ANNOUNCED_LIMIT = 100_000;

/** Clients tell of themselves every 15 seconds; one of another server that does not is gone, or its server is. */
const SILENT_MS = 45_000;

interface Shown {
  /** A connection here, or the name of the server that has it. */
  owner: Connection | string;
  state: ClientState;
  at: number;
}

export class RoomPresence {
  readonly #states = new Map<number, Shown>();
  /** Owner of a client id from the moment it is announced, because everybody who sees it could write under it. */
  readonly #announced = new Map<number, string>();

  /** @returns the state to broadcast to the others; null for an echo or nothing new. */
  take(from: Connection, states: readonly ClientState[]): ClientState | null {
    const [first, ...others] = states;
    if (from.client === null && first && others.length === 0) this.#claim(from, first.client);
    const own = states.find((state) => state.client === from.client);
    if (!own) return null;
    const state = { ...own, state: this.#stamp(from, own.state) };
    if (state.state === null) this.#states.delete(own.client);
    else this.#states.set(own.client, { owner: from, state, at: Date.now() });
    return state;
  }

  /**
   * Another server tells of one of its clients.
   * @returns whether it is to be broadcast.
   */
  hear(from: string, state: ClientState): boolean {
    const shown = this.#states.get(state.client);
    const person = readPresence(state.state)?.person.id;
    if (state.state === null || person === undefined) return shown?.owner === from && this.#states.delete(state.client);
    // A client that has moved to the other server leaves its old connection behind here.
    if (shown && typeof shown.owner !== 'string' && shown.owner.visitor.person.id !== person) return false;
    this.#states.set(state.client, { owner: from, state, at: Date.now() });
    this.#announce(state.client, person);
    return true;
  }

  /** @returns farewells of other servers' clients that have been silent for too long. */
  forgetSilent(now: number): ClientState[] {
    const silent = [...this.#states.values()].filter(({ owner, at }) => typeof owner === 'string' && now - at > SILENT_MS);
    for (const { state } of silent) this.#states.delete(state.client);
    return silent.map(({ state }) => ({ ...state, state: null }));
  }

  announcedBy(client: number): string | undefined {
    return this.#announced.get(client);
  }

  all(): ClientState[] {
    return [...this.#states.values()].map(({ state }) => state);
  }

  /** @returns the farewell to broadcast to the others. */
  leave(from: Connection): ClientState | null {
    const kept = from.client === null ? undefined : this.#states.get(from.client);
    if (kept?.owner !== from) return null;
    this.#states.delete(kept.state.client);
    return { ...kept.state, state: null };
  }

  /** After a broken link the same client reconnects before the old connection is known to be dead. */
  #claim(from: Connection, client: number): void {
    const kept = this.#states.get(client);
    const person = typeof kept?.owner === 'string' ? readPresence(kept.state.state)?.person.id : kept?.owner.visitor.person.id;
    if (person !== undefined && person !== from.visitor.person.id) return;
    from.client = client;
    this.#announce(client, from.visitor.person.id);
  }

  #announce(client: number, person: string): void {
    if (!this.#announced.has(client) && this.#announced.size < ANNOUNCED_LIMIT) this.#announced.set(client, person);
  }

  #stamp(from: Connection, state: unknown): unknown {
    if (state === null) return null;
    const { person } = from.visitor;
    const { row, field } = readPresence({ ...(state as object), person }) ?? {};
    return {
      person,
      ...(row !== undefined && { row: row.slice(0, NAME_LIMIT) }),
      ...(field !== undefined && { field: field.slice(0, NAME_LIMIT) }),
    };
  }
}
