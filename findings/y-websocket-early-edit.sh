#!/usr/bin/env bash
# The guess: WebsocketProvider sends edits once the two copies have been compared (event "sync"); until then they wait.
# What is so: an edit made when the link opens goes out at once. The server gets it before it has said what it holds itself, so a page
# cannot yet know whether the server's copy has other edits under the same client id (a machine copied while it ran).
# Versions: y-websocket 3.1.0, yjs 13.6.33, ws 8.23.0. Date: 2026-11-28.
# The product holds edits back until the answer is there: docs/decisions/019-whose-an-id-is.md
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log
npm install --no-audit --no-fund --save-exact y-websocket@3.1.0 yjs@13.6.33 ws@8.23.0 >>npm.log
cat >show.mjs <<'JS'
import { once } from 'node:events';
import { WebSocket, WebSocketServer } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
const server = new WebSocketServer({ port: 0 });
await once(server, 'listening');
const received = [];
const both = new Promise((done) =>
  server.on('connection', (socket) =>
    socket.on('message', ([kind, sync]) => {
      if (kind === 0) received.push(['step 1', 'step 2', 'an edit'][sync]);
      if (received.length === 2) done();
    }),
  ),
);
const doc = new Y.Doc();
const provider = new WebsocketProvider(`ws://localhost:${server.address().port}`, 'list', doc, { WebSocketPolyfill: WebSocket, disableBc: true });
provider.on('status', ({ status }) => status === 'connected' && doc.getMap('household').set('b1', 73));
const timeout = setTimeout(() => process.exit(1), 10_000);
await both;
clearTimeout(timeout);
console.log('the server has answered nothing, synced:', provider.synced, '| it received:', received.join(', '));
process.exit(!provider.synced && received.includes('an edit') ? 0 : 1);
JS
node show.mjs
