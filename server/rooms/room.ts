/** One room in memory: its live document, made from the log alone, and the connections to it. */
import * as Y from 'yjs';
import { CLOSE, type CloseReason } from '../../src/lib/sync/protocol.ts';
import type { UpdateLog } from '../log/log.ts';
import type { Connection } from './connection.ts';
import { judge } from './guard.ts';
import { RoomPresence } from './presence.ts';

/** What is received waits in one line for all rooms; the hub works it off, commits, and only then lets answers out. */
export type Work =
  | { kind: 'join'; room: Room; from: Connection }
  | { kind: 'step1'; room: Room; from: Connection; vector: Uint8Array }
  | { kind: 'update' | 'step2'; room: Room; from: Connection; update: Uint8Array; number: number }
  | { kind: 'rest'; room: Room };

export type Applied =
  | { kind: 'applied'; updates: Uint8Array[] }
  | { kind: 'gap'; updates: Uint8Array[] }
  | { kind: 'refuse'; reason: CloseReason }
  /** The document may be half changed: it must be made from the log again. */
  | { kind: 'broken'; error: unknown };

/** A village's list is under one megabyte; sixty-four is somebody's mistake. */
export const ROOM_LIMIT = 64 * 1024 * 1024;

export class Room {
  readonly name: string;
  readonly connections = new Set<Connection>();
  readonly presence = new RoomPresence();
  state: 'loading' | 'ready' | 'dead' = 'loading';
  /** What came in while the room was loading, in order: nobody is answered from an empty document. */
  waiting: Work[] = [];
  /** Rows of the log since the last snapshot. */
  tail = 0;
  #doc = new Y.Doc();
  #size = 0;
  #emitted: Uint8Array[] = [];

  constructor(name: string) {
    this.name = name;
  }

  get isDead(): boolean {
    return this.state === 'dead';
  }

  /** Also after a failed update: everything not in the log is forgotten. Throws when the log cannot be read. */
  async load(log: UpdateLog): Promise<void> {
    const { updates, tail } = await log.load(this.name);
    if (this.isDead) return;
    const doc = new Y.Doc();
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update);
    });
    this.#doc.destroy();
    this.#doc = doc;
    this.#doc.on('update', (update: Uint8Array) => this.#emitted.push(update));
    this.#size = updates.reduce((sum, update) => sum + update.length, 0);
    this.tail = tail;
    this.state = 'ready';
  }

  /** Takes an update into the live document. What it returns is not durable yet and must not leave the server. */
  apply(update: Uint8Array, isStep2: boolean): Applied {
    const verdict = judge(this.#doc, update);
    if (verdict.kind === 'refuse') return verdict;
    // A step 2 is all the copy has: with a hole in it, its other edits are still to be saved.
    if (verdict.kind === 'gap' && !isStep2) return { kind: 'gap', updates: [] };
    if (this.#size + update.length > ROOM_LIMIT) return { kind: 'refuse', reason: CLOSE.roomFull };
    this.#emitted = [];
    try {
      Y.applyUpdate(this.#doc, verdict.kind === 'apply' ? verdict.update : update);
    } catch (error) {
      return { kind: 'broken', error };
    }
    const { store } = this.#doc;
    const incomplete = store.pendingStructs !== null || store.pendingDs !== null;
    store.pendingStructs = null;
    store.pendingDs = null;
    const updates = this.#emitted;
    this.#emitted = [];
    for (const emitted of updates) this.#size += emitted.length;
    return { kind: incomplete ? 'gap' : 'applied', updates };
  }

  vector(): Uint8Array {
    return Y.encodeStateVector(this.#doc);
  }

  diff(vector: Uint8Array): Uint8Array {
    return Y.encodeStateAsUpdate(this.#doc, vector);
  }

  /** The whole document as one update, for a snapshot; its size is the room's from now on. */
  snapshot(): Uint8Array {
    const state = Y.encodeStateAsUpdate(this.#doc);
    this.#size = state.length;
    return state;
  }

  broadcast(bytes: Uint8Array, except: Connection | null): void {
    for (const connection of this.connections) if (connection.live && connection !== except) connection.send(bytes);
  }

  /** The end of this copy of the room; the log has everything that was acknowledged. */
  drop(reason: CloseReason): void {
    this.state = 'dead';
    this.waiting = [];
    for (const connection of this.connections) connection.close(reason);
    this.connections.clear();
    this.#doc.destroy();
  }
}
