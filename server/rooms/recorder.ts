/**
 * Records what several people write in rooms, each on their own copy, as rows of a log. Client ids are counted, not random, so that the
 * same deeds give the same bytes.
 */
import * as Y from 'yjs';
import { SharedList } from '../../src/lib/cells/shared-list.ts';
import type { Person } from '../../src/lib/review/people.ts';
import type { LogRow } from '../log/log.ts';

export class Recorder {
  readonly rows: LogRow[] = [];
  readonly late: LogRow[] = [];
  readonly #rooms = new Map<string, Uint8Array[]>();
  readonly #deviceOf: (person: string) => string;
  #clients = 1_000;

  constructor(deviceOf: (person: string) => string) {
    this.#deviceOf = deviceOf;
  }

  /** Writes with everything received before, and sends it. */
  write(room: string, by: Person, at: number, fill: (list: SharedList) => void): void {
    this.#send(room, [this.#make(room, by, at, fill)]);
  }

  /** Concurrent writes: each without the others' edits. */
  apart(room: string, deeds: readonly { by: Person; at: number; fill: (list: SharedList) => void }[]): void {
    this.#send(
      room,
      deeds.map(({ by, at, fill }) => this.#make(room, by, at, fill)),
    );
  }

  /** Received after the list was locked. */
  tooLate(room: string, by: Person, at: number, received: number, fill: (list: SharedList) => void): void {
    this.late.push(...this.#make(room, by, at, fill).map((row) => ({ ...row, at: received })));
  }

  #send(room: string, made: readonly LogRow[][]): void {
    for (const row of made.flat()) {
      this.rows.push(row);
      this.#rooms.set(room, [...(this.#rooms.get(room) ?? []), row.update]);
    }
  }

  #make(room: string, by: Person, at: number, fill: (list: SharedList) => void): LogRow[] {
    const doc = new Y.Doc();
    doc.clientID = this.#clients++;
    for (const update of this.#rooms.get(room) ?? []) Y.applyUpdate(doc, update);
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    const list = new SharedList(doc, by.name, () => at);
    fill(list);
    list.destroy();
    const rows = updates.map((update): LogRow => ({
      room,
      update,
      person: by.id,
      device: this.#deviceOf(by.id),
      at,
      clients: [doc.clientID],
    }));
    doc.destroy();
    return rows;
  }
}
