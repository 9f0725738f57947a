/** What a person is told about a room: on this device, sent, received by the commune. Never more than is proven. */
export interface RoomStatus {
  /** The local copy has been read: the list can be shown. */
  loaded: boolean;
  /** It is known what lies on this device and what of it was acknowledged before; until then `unsent` says nothing. */
  counted: boolean;
  /** Whether the commune's machine answers at all: what the device's connection, or the browser, knows of it. */
  reach: 'asking' | 'here' | 'away';
  /** The server has said on the present connection what it has of this room: `unsent` is what it says. */
  answered: boolean;
  /** The server has sent on the present connection all that it has of this room. */
  connected: boolean;
  /** Cells on this device which the commune's server has not said to have. */
  unsent: number;
  /** Cells written here after the list was locked: the commune has them, apart from the list. */
  late: number;
  /** Whether edits are kept on this device, or on their way there; with the reason where they are not. */
  local: 'stored' | 'storing' | 'refused';
  localReason: { code: string; text: string } | null;
  /** The server has closed for good; connecting again needs something to change first, such as signing in. */
  closed: { code: number; text: string } | null;
  /** What keeps the commune's machine from storing edits right now; it is tried again by itself. */
  trouble: string | null;
  readOnly: boolean;
}

/** Svelte's store contract: the subscriber is called at once with the current value, then at each change. */
export class StatusStore {
  readonly #listeners = new Set<(status: RoomStatus) => void>();
  #current: RoomStatus;

  constructor(initial: RoomStatus) {
    this.#current = initial;
  }

  get current(): RoomStatus {
    return this.#current;
  }

  subscribe(listener: (status: RoomStatus) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#current);
    return () => void this.#listeners.delete(listener);
  }

  update(change: Partial<RoomStatus>): void {
    const keys = Object.keys(change) as (keyof RoomStatus)[];
    if (keys.every((key) => Object.is(this.#current[key], change[key]))) return;
    this.#current = { ...this.#current, ...change };
    for (const listener of [...this.#listeners]) listener(this.#current);
  }
}
