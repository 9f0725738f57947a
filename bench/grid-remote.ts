/** Another person in the same list, writing at a steady rate. */
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { ROOM_PATH } from '../src/lib/sync/protocol.ts';
import { SharedList } from '../src/lib/cells/shared-list.ts';
import { DEMO_REVIEW } from '../server/people/demo.ts';
import { random } from './households.ts';

const EVERY_MS = 20;

export class RemoteWriter {
  readonly #provider: WebsocketProvider;
  readonly #list: SharedList;
  readonly #next = random(41);
  #timer: NodeJS.Timeout | undefined;

  private constructor(provider: WebsocketProvider, list: SharedList) {
    this.#provider = provider;
    this.#list = list;
  }

  /** @param cookie from a signed-in page. */
  static async join(url: string, cookie: string): Promise<RemoteWriter> {
    const doc = new Y.Doc();
    class SignedIn extends WebSocket {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols, { headers: { cookie, origin: url } });
      }
    }
    const provider = new WebsocketProvider(url.replace('http', 'ws') + ROOM_PATH, `${DEMO_REVIEW}.thon-1`, doc, {
      WebSocketPolyfill: SignedIn as unknown as typeof globalThis.WebSocket,
      disableBc: true,
    });
    // This client ignores receipts.
    provider.messageHandlers[100] = provider.messageHandlers[101] = () => undefined;
    await new Promise<void>((resolve) => provider.once('sync', () => resolve()));
    return new RemoteWriter(provider, new SharedList(doc, 'bench'));
  }

  start(perSecond: number): void {
    const rows = this.#list.rows();
    let value = 0;
    this.#timer = setInterval(() => {
      for (let i = 0; i < (perSecond * EVERY_MS) / 1000; i++)
        this.#list.set(rows[Math.floor(this.#next() * rows.length)] ?? '', 'formA', value++ % 12);
    }, EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  close(): void {
    this.stop();
    this.#provider.destroy();
    this.#list.destroy();
    this.#list.doc.destroy();
  }
}
