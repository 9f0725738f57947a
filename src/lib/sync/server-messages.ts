/** Handles the server's messages to a room's copy over one link, before y-websocket acts on them. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { IncomingUpdates } from './incoming.ts';
import type { RoomSocket } from './line/room-socket.ts';
import { MESSAGE, SYNC } from './protocol.ts';
import type { Receipts } from './receipts.ts';
import { readSyncMessage } from './sync-message.ts';

export class ServerMessages {
  readonly #receipts: Receipts;
  readonly #incoming: IncomingUpdates;
  readonly #stop: () => void;
  /** Updates that arrived while the copy was in doubt: held until the server has acknowledged or refused our edits. */
  #held: (() => void)[] = [];
  /** By client, up to where the copy and the room agree. The server sends it before it closes a link because they differ. */
  same: ReadonlyMap<number, number> | null = null;

  /**
   * @param stored called whenever the server has stored something.
   * @param answered called when it has reported what it has.
   */
  constructor(
    provider: WebsocketProvider,
    doc: Y.Doc,
    receipts: Receipts,
    { stored, answered }: { stored: () => void; answered: () => void },
  ) {
    this.#receipts = receipts;
    // Called before each update is applied: otherwise the count would rise and fall with everybody else's edits.
    const admit = (update: Uint8Array): boolean =>
      this.#isOurs(update) || (this.#held.push(() => this.#incoming.add(update, provider)), false);
    this.#incoming = new IncomingUpdates(doc, admit);
    const readSync = provider.messageHandlers[MESSAGE.sync];
    const pass = (encoder: encoding.Encoder, kind: number, body: Uint8Array, emitSynced: boolean, type: number): void => {
      const again = encoding.createEncoder();
      encoding.writeVarUint(again, kind);
      encoding.writeVarUint8Array(again, body);
      readSync?.(encoder, decoding.createDecoder(encoding.toUint8Array(again)), provider, emitSynced, type);
    };
    const takeStep2 = (body: Uint8Array, emitSynced: boolean, type: number): void => {
      if (this.#isOurs(body)) pass(encoding.createEncoder(), SYNC.step2, body, emitSynced, type);
      else this.#held.push(() => takeStep2(body, emitSynced, type));
    };
    provider.messageHandlers[MESSAGE.sync] = (encoder, decoder, from, emitSynced, type) => {
      const kind = decoding.readVarUint(decoder);
      const body = decoding.readVarUint8Array(decoder);
      if (kind === SYNC.update) return this.#incoming.add(body, from);
      // Apply waiting updates first: whoever is told that the list is complete must see all of it.
      this.#incoming.flush();
      if (kind === SYNC.step1) {
        this.#held = [];
        pass(encoder, kind, receipts.serverHas(body), emitSynced, type);
        answered();
      } else takeStep2(body, emitSynced, type);
    };
    const sent = (): RoomSocket['sent'] | undefined => (provider.ws as (WebSocket & RoomSocket) | null)?.sent;
    provider.messageHandlers[MESSAGE.receipt] = (_encoder, decoder) => {
      sent()?.durable(decoding.readVarUint(decoder));
      stored();
    };
    provider.messageHandlers[MESSAGE.keptLate] = (_encoder, decoder) => {
      sent()?.keptLate(decoding.readVarUint(decoder));
      stored();
    };
    provider.messageHandlers[MESSAGE.differs] = (_encoder, decoder) => {
      this.same = Y.decodeStateVector(decoding.readVarUint8Array(decoder));
    };
    this.#stop = receipts.onChange(() => this.#release());
  }

  close(): void {
    this.#stop();
    this.#held = [];
    this.#incoming.close();
  }

  #isOurs(update: Uint8Array): boolean {
    return this.#held.length === 0 && this.#receipts.serverSent(update);
  }

  #release(): void {
    if (this.#held.length === 0 || this.#receipts.isDoubtful) return;
    const held = this.#held;
    this.#held = [];
    for (const deliver of held) deliver();
  }
}

/** Before a list is loaded only one message is useful: the server's state vector. */
export function serverVector(message: Uint8Array): Uint8Array | null {
  const sync = readSyncMessage(message);
  return sync?.kind === SYNC.step1 ? sync.body : null;
}
