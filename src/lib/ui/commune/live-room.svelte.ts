/** One open room as the pages see it: the shared list, and its status and changes as reactive values. */
import type { SharedList } from '$lib/cells/shared-list.ts';
import { parseDoc, roomName, type Person } from '$lib/review/people.ts';
import type { UnsentEdits } from '$lib/sync/rescue.ts';
import { openRoom, type OpenRoom, type RoomStatus } from '$lib/sync/room-connection.ts';
import { deviceName } from '../device/device.ts';
import { Writers } from './writers.svelte.ts';

/** Changes arrive in bursts (an import, a reconnection): what is derived from them is computed once a burst. */
const BURST = 60;
/** An edit on its way is told of at once; that it has been received, no more often than this: not twice for every key. */
const RECEIVED_MS = 500;

export interface LiveRoomOptions {
  name: string;
  person: Person;
  mayWrite: boolean;
  /** The commune said that this list is empty when it was last asked. */
  knownEmpty: boolean;
  /** The commune has said that it is, or is not. */
  onEmpty: (isEmpty: boolean) => void;
  onStatus: (status: RoomStatus) => void;
}

/** How long a page waits for the commune's copy before it makes do with this device's. */
export const PATIENCE = 2_500;

export class LiveRoom {
  readonly name: string;
  readonly mayWrite: boolean;
  /** Who wrote what in it. */
  readonly writers: Writers;
  readonly #knownEmpty: boolean;
  readonly #room: OpenRoom;
  #status = $state.raw<RoomStatus>() as RoomStatus;
  #version = $state(0);
  #bump: ReturnType<typeof setTimeout> | undefined;
  #received: ReturnType<typeof setTimeout> | undefined;
  readonly #tell: () => void;
  readonly #stop: (() => void)[];

  constructor({ name, person, mayWrite, knownEmpty, onEmpty, onStatus }: LiveRoomOptions) {
    this.name = name;
    this.mayWrite = mayWrite;
    this.#knownEmpty = knownEmpty;
    this.#room = openRoom({ room: name, person, mayWrite, url: location.origin.replace(/^http/, 'ws'), device: deviceName() });
    this.#status = this.#room.status.current;
    const place = parseDoc(name);
    // The log is asked of the room, of which this document may be the open part: its writes keep their places.
    this.writers = new Writers({
      room: place ? roomName(place.review, place.village) : name,
      me: person.name,
      list: () => this.list,
      status: () => this.status,
    });
    let said: boolean | null = null;
    const sayEmpty = (isEmpty: boolean): void => {
      if (said !== isEmpty) onEmpty(isEmpty);
      said = isEmpty;
    };
    this.#tell = (): void => {
      const status = this.#room.status.current;
      this.#status = status;
      if (status.connected) sayEmpty(this.list.isEmpty);
      onStatus(status);
    };
    this.#stop = [
      this.#room.status.subscribe((status) => {
        if (!isOnlyReceived(status, this.#status)) return this.#tell();
        this.#received ??= setTimeout(() => {
          this.#received = undefined;
          this.#tell();
        }, RECEIVED_MS);
      }),
      this.#room.list.onChange(() => {
        this.#bump ??= setTimeout(() => {
          this.#bump = undefined;
          this.#version += 1;
          if (!this.list.isEmpty) sayEmpty(false);
        }, BURST);
      }),
    ];
  }

  get list(): SharedList {
    return this.#room.list;
  }

  get awareness(): OpenRoom['awareness'] {
    return this.#room.awareness;
  }

  get status(): RoomStatus {
    return this.#status;
  }

  /** Read it in a $derived or $effect to follow the list: it grows at most once a burst of changes. */
  get version(): number {
    return this.#version;
  }

  /** Whether the list shown is the room's: false while a room never opened on this device waits for the network. */
  get here(): boolean {
    void this.#version;
    return this.#status.loaded && (this.#status.connected || this.#knownEmpty || !this.list.isEmpty);
  }

  /** Shows the others which cell this person is in. */
  place(row?: string, field?: string): void {
    this.#room.place(row, field);
  }

  /**
   * Once the commune's copy is in, or, with no network, this device's. Resolves false when neither was to be had.
   */
  async whenReady(patience = PATIENCE): Promise<boolean> {
    await this.#room.whenLoaded;
    // Once it is known that there is no network, nobody waits for it again.
    if (this.#room.status.current.connected) return true;
    if (!(await this.#connectedWithin(patience, this.here)) && !this.here) await this.#connectedWithin(2 * patience, false);
    return this.here;
  }

  /** @param here with a copy on this device nobody waits for a network that is known to be away. */
  #connectedWithin(ms: number, here: boolean): Promise<boolean> {
    return new Promise((resolve) => {
      let stop: (() => void) | undefined = undefined;
      const done = (connected: boolean): void => {
        clearTimeout(timer);
        queueMicrotask(() => stop?.());
        resolve(connected);
      };
      const timer = setTimeout(() => done(false), ms);
      stop = this.#room.status.subscribe((status) => {
        if (status.connected) done(true);
        else if (status.closed || (here && status.reach === 'away')) done(false);
      });
    });
  }

  /** For pages where one undoes. */
  rememberUndo(): void {
    this.#room.rememberUndo();
  }

  /** Beside the list on this device, for this person. */
  keep(key: string, value: unknown): Promise<void> {
    return this.#room.keep(key, value);
  }

  kept(key: string): Promise<unknown> {
    return this.#room.kept(key);
  }

  unsent(): UnsentEdits {
    return this.#room.unsent();
  }

  take(update: Uint8Array): void {
    this.#room.take(update);
  }

  /** Once signed in again, after the commune's machine had closed for good. */
  connectAgain(): void {
    if (this.#status.closed) this.#room.connect();
  }

  /** Resolves when what was typed last lies on the device. */
  async close(): Promise<void> {
    clearTimeout(this.#bump);
    if (this.#received !== undefined) this.#tell();
    clearTimeout(this.#received);
    for (const stop of this.#stop) stop();
    try {
      await this.#room.close();
    } catch (error) {
      console.warn('closing', this.name, error);
    }
  }
}

/** Fewer edits on their way, and nothing else: what is said until then errs on the safe side. */
const isOnlyReceived = (now: RoomStatus, before: RoomStatus): boolean =>
  now.unsent < before.unsent &&
  (Object.keys(now) as (keyof RoomStatus)[]).every((key) => key === 'unsent' || Object.is(now[key], before[key]));
