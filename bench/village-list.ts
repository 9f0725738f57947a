import * as Y from 'yjs';
import { SharedList } from '../src/lib/cells/shared-list.ts';
import { random } from './households.ts';
import { entry, time, type Entry } from './measure.ts';

const ROWS = 300;
const COLUMNS = 60;
const EDITS = 50_000;

/** Opens the list of one village after a season of edits in many sessions, compared with parsing the same cells as JSON. */
export function villageList(): Entry[] {
  const next = random(7);
  let stored: Uint8Array = new Uint8Array();
  let edits = 0;
  while (edits < EDITS) {
    // A new document has a new clientID, like every opening of the page.
    const doc = new Y.Doc();
    if (stored.length > 0) Y.applyUpdate(doc, stored);
    const list = new SharedList(doc, `user-${edits % 5}`);
    if (edits === 0) {
      const all = Array.from({ length: ROWS * COLUMNS }, (_, cell) => ({
        row: `h:${cell % ROWS}`,
        field: `f${Math.floor(cell / ROWS)}`,
        value: cell,
      }));
      list.write(all);
    }
    for (let i = 0; i < 80 && edits < EDITS; i++, edits++)
      list.set(`h:${Math.floor(next() * ROWS)}`, `f${Math.floor(next() * COLUMNS)}`, next() < 0.5 ? 'x' : Math.floor(next() * 1000));
    stored = Y.encodeStateAsUpdate(doc);
    list.destroy();
  }

  const open = (): SharedList => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, stored);
    return new SharedList(doc, 'reader');
  };
  const list = open();
  const cells = Object.fromEntries(list.rows().map((row) => [row, list.snapshotRow(row)]));
  const json = JSON.stringify(cells);
  const ours = time(7, open);
  const peer = time(7, () => JSON.parse(json) as unknown);
  let value = 0;
  const edit = time(500, () => list.set('h:7', 'f7', value++));
  return [
    entry(`open a village list (${ROWS} x ${COLUMNS}) after ${EDITS} edits`, 'ms', ours, 'JSON.parse of the same cells', peer),
    entry('stored size of that list', 'KB', stored.length / 1024, 'the same cells as JSON', json.length / 1024),
    entry('write one cell of that list', 'ms', edit),
  ];
}
