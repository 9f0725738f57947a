/** One open room for the pages: the shared list, its status and its changes as reactive values. */
import type { SharedList } from '$lib/cells/shared-list.ts';
import { logName, parseDoc, type Person } from '$lib/review/people.ts';
import type { UnsentEdits } from '$lib/sync/rescue.ts';
import { openRoom, type OpenRoom, type RoomStatus } from '$lib/sync/room-connection.ts';
import { deviceName } from '../device/device.ts';
import { Writers } from './writers.svelte.ts';

/** Changes arrive in bursts (an import, a reconnection); derived values are computed once for each burst. */
const BURST = 60;
/** Report pending edits immediately, but throttle 'received' to this interval, so that it does not change twice for every key. */
const RECEIVED_MS = 500;

export interface LiveRoomOptions {
  name: string;
  person: Person;
  mayWrite: boolean;
  /** The commune's list was empty when the server last answered. */
  knownEmpty: boolean;
  /** Called when the server says whether the list is empty. */
  onEmpty: (isEmpty: boolean) => void;
  onStatus: (status: RoomStatus) => void;
}

/** How long a page waits for the commune's copy before it uses the one on this device. */
export const PATIENCE = 2_500;

export class LiveRoom {
  readonly name: string;
  readonly mayWrite: boolean;
  /** Who wrote what in this room. */
  readonly writers: Writers;
  readonly #knownEmpty: boolean;
  readonly #room: OpenRoom;
  #status = $state.raw<RoomStatus>() as RoomStatus;
  #version = $state(0);
  /** Derived by itself: the status changes with every edit, and whoever reads the list would read it again each time. */
  readonly #here = $derived.by((): boolean => {
    void this.#version;
    return this.#status.loaded && (this.#status.connected || this.#knownEmpty || !this.list.isEmpty);
  });
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
    // The log is asked about the room. This document may be the room's open part; its writes keep their places.
    this.writers = new Writers({
      room: place ? logName(place) : name,
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
      this.#room.list.onAnyChange(() => {
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

  /** Read it in a $derived or $effect to follow the list: it grows at most once for each burst of changes. */
  get version(): number {
    return this.#version;
  }

  /** Whether the shown list is the room's: false while a room that was never opened on this device waits for the network. */
  get here(): boolean {
    return this.#here;
  }

  /** Shows other people which cell this person is in. */
  place(row?: string, field?: string): void {
    this.#room.place(row, field);
  }

  /** Waits for the commune's copy or, without a network, for this device's. Resolves to false if neither is available. */
  async whenReady(patience = PATIENCE): Promise<boolean> {
    await this.#room.whenLoaded;
    // Once the network is known to be away, nobody waits for it again.
    if (this.#room.status.current.connected) return true;
    if (!(await this.#connectedWithin(patience, this.here)) && !this.here) await this.#connectedWithin(2 * patience, false);
    return this.here;
  }

  /** @param here with a copy on this device, do not wait for a network that is known to be away. */
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

  /** For pages with undo. */
  rememberUndo(): void {
    this.#room.rememberUndo();
  }

  /** Stored beside the list on this device, for this person. */
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

  /** After signing in again, when the server had closed the connection for good. */
  connectAgain(): void {
    if (this.#status.closed) this.#room.connect();
  }

  /** Resolves when the last edits are stored on the device. */
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

/** True if only the number of unsent edits fell: until it is reported, the status is on the safe side. */
const isOnlyReceived = (now: RoomStatus, before: RoomStatus): boolean =>
  now.unsent < before.unsent &&
  (Object.keys(now) as (keyof RoomStatus)[]).every((key) => key === 'unsent' || Object.is(now[key], before[key]));
