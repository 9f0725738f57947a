/** What a person is told about a room: stored on this device, sent, received by the commune. Never more than is proven. */
export interface RoomStatus {
  /** The local copy is loaded: the list can be shown. */
  loaded: boolean;
  /** It is known what is on this device and what of it was acknowledged before. Until then `unsent` means nothing. */
  counted: boolean;
  /** Whether the server responds at all, as known by the device's connection or by the browser. */
  reach: 'asking' | 'here' | 'away';
  /** On the present connection, the server has reported what it has of this room; `unsent` takes it into account. */
  answered: boolean;
  /** On the present connection, the server has sent all that it has of this room. */
  connected: boolean;
  /** Cells on this device that the server has not acknowledged. */
  unsent: number;
  /** Cells written here after the list was locked: the commune has them, outside the list. */
  late: number;
  /** Whether edits are stored on this device or being stored; `localReason` says why when they are refused. */
  local: 'stored' | 'storing' | 'refused';
  localReason: { code: string; text: string } | null;
  /** The server has closed permanently. Before connecting again something must change, such as signing in. */
  closed: { code: number; text: string } | null;
  /** Why the server cannot store edits right now; it is retried automatically. */
  trouble: string | null;
  readOnly: boolean;
}

/** Svelte's store contract: a subscriber is called at once with the current value, then at each change. */
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
