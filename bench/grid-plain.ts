/** The comparison: a page with only AG Grid and the same rows, stored in IndexedDB as plain objects. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { columnsOf } from '../src/lib/review/columns.ts';
import type { Row } from '../src/lib/review/types.ts';

const LIBRARY = readFileSync(fileURLToPath(new URL('../node_modules/ag-grid-community/dist/ag-grid-community.min.js', import.meta.url)));
const COLUMNS = columnsOf('list01').map(({ key, label }) => ({ field: key, headerName: label, editable: true, width: 100 }));

const PAGE = `<!doctype html><html><body style="margin:0"><div id="grid" style="height:100vh"></div><script src="/ag-grid.js"></script><script>
const open = () => new Promise((resolve, reject) => {
  const request = indexedDB.open('plain', 1);
  request.onupgradeneeded = () => request.result.createObjectStore('rows');
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});
(async () => {
  const db = await open();
  const rows = await new Promise((resolve, reject) => {
    const request = db.transaction('rows').objectStore('rows').get('all');
    request.onsuccess = () => resolve(request.result ?? []);
    request.onerror = () => reject(request.error);
  });
  window.rows = rows;
  window.fill = (all) => new Promise((resolve) => {
    const transaction = db.transaction('rows', 'readwrite');
    transaction.objectStore('rows').put(all, 'all');
    transaction.oncomplete = () => resolve();
  });
  window.grid = agGrid.createGrid(document.getElementById('grid'), {
    columnDefs: ${JSON.stringify(COLUMNS)},
    rowData: rows,
    getRowId: ({ data }) => data.id,
    enterNavigatesVertically: true,
    enterNavigatesVerticallyAfterEdit: true,
  });
})();
</script></body></html>`;

export class PlainPage {
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://localhost:${(server.address() as AddressInfo).port}/`;
  }

  static async serve(): Promise<PlainPage> {
    const server = createServer((request, response) => {
      if (request.url === '/ag-grid.js')
        response.setHeader('content-type', 'text/javascript').setHeader('cache-control', 'max-age=3600').end(LIBRARY);
      else response.setHeader('content-type', 'text/html; charset=utf-8').end(PAGE);
    });
    await new Promise<void>((resolve) => server.listen(0, resolve));
    return new PlainPage(server);
  }

  async fill(page: Page, rows: readonly Row[]): Promise<void> {
    const plain = rows.map(({ id, cells }) => ({ id, ...cells }));
    await page.evaluate((all) => (window as unknown as { fill(all: unknown): Promise<void> }).fill(all), plain);
  }

  /** Writes so many cells a second into the shown rows, as if they came from other people. */
  startWriting(page: Page, perSecond: number): Promise<void> {
    return page.evaluate((rate) => {
      const own = window as unknown as {
        rows: Record<string, unknown>[];
        grid: { applyTransactionAsync(change: object): void };
        writing: number;
      };
      const each = 20;
      own.writing = window.setInterval(() => {
        for (let i = 0; i < (rate * each) / 1000; i++) {
          const index = Math.floor(Math.random() * own.rows.length);
          const row = { ...own.rows[index], b1: Math.floor(Math.random() * 200) };
          own.rows[index] = row;
          own.grid.applyTransactionAsync({ update: [row] });
        }
      }, each);
    }, perSecond);
  }

  stopWriting(page: Page): Promise<void> {
    return page.evaluate(() => clearInterval((window as unknown as { writing: number }).writing));
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
