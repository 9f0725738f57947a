/** What the server says to a room's copy over one link, and what it comes to here before y-websocket acts on it. */
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
  /** What came while it was in doubt whether it means what lies here: until the server has answered, or refused. */
  #held: (() => void)[] = [];
  /** By client, how far the copy is the room's: said before a link is closed because it is not. */
  same: ReadonlyMap<number, number> | null = null;

  /**
   * @param stored called whenever something has been stored by the server.
   * @param answered called when it has said what it has.
   */
  constructor(
    provider: WebsocketProvider,
    doc: Y.Doc,
    receipts: Receipts,
    { stored, answered }: { stored: () => void; answered: () => void },
  ) {
    this.#receipts = receipts;
    // Told before each is applied: the count would otherwise rise and fall with everybody else's edits.
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
      // Whoever is told that the list is whole sees all of it.
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

/** Before a list has been read only this is of use of what is said: how far the server's copy goes. */
export function serverVector(message: Uint8Array): Uint8Array | null {
  const sync = readSyncMessage(message);
  return sync?.kind === SYNC.step1 ? sync.body : null;
}
