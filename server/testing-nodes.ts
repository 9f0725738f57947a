/** For tests: servers in processes of their own on one PostgreSQL, and copies that a balancer sends to whichever server answers. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { ROOM_PATH } from '../src/lib/sync/protocol.ts';
import { ROOM, socketOf } from './testing.ts';

const NODE = fileURLToPath(new URL('testing-node.ts', import.meta.url));

export interface Node {
  port: number;
  child: ChildProcess;
}

export async function startNode(url: string): Promise<Node> {
  const child = fork(NODE, [url], { execArgv: ['--import', 'tsx'] });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return { port, child };
}

/** A copy that a balancer sends to whichever server answers, with what it was told is stored. */
export class BalancedCopy {
  readonly doc = new Y.Doc();
  readonly provider: WebsocketProvider;
  written = 0;

  constructor(person: string, ports: () => readonly number[], which: number) {
    const ofPerson = socketOf(person);
    let tries = which;
    class Balanced extends (ofPerson as unknown as typeof WebSocket) {
      constructor(url: string) {
        const up = ports();
        super(url.replace(/:\d+/, `:${up[tries++ % up.length]}`));
      }
    }
    this.provider = new WebsocketProvider(`ws://127.0.0.1:1${ROOM_PATH}`, ROOM, this.doc, {
      WebSocketPolyfill: Balanced as unknown as typeof globalThis.WebSocket,
      disableBc: true,
      maxBackoffTime: 200,
    });
    // Receipts, and edits to a locked list: no part of the stock protocol.
    this.provider.messageHandlers[100] = this.provider.messageHandlers[101] = () => undefined;
  }

  write(row: string): void {
    this.doc.getArray(row).push([['b1', this.written++, 'x', 1]]);
  }
}
