/** A day offline: edited, closed, opened again, back online; nothing is lost, and the status is always true. */
import { equal } from 'node:assert/strict';
import { SharedList } from '../../src/lib/cells/shared-list.ts';
import { RawClient, ROOM, THANH } from '../../server/testing.ts';
import type { App } from '../e2e/app.ts';
import { until, type Hand } from './hand.ts';

const STATUS = `document.querySelector('.safe-status')`;
const status = (words: string): string => `/${words}/.test(${STATUS}?.textContent ?? '')`;
const UNSENT = `Number(${STATUS}?.dataset.unsent ?? -1)`;
const row = (name: string): string => `[...document.querySelectorAll('[row-id]')].find((row) => row.textContent.includes('${name}'))`;

const HEAD = 'Lê Đức Bằng';

export async function dayOffline(hand: Hand, app: App): Promise<void> {
  await hand.open(app.url);
  await until(hand, 'the people of the demonstration', `document.querySelector('button.person')`);
  await hand.click('li:first-child button.person');
  await until(hand, 'the villages', `document.querySelector('a[href="/thon/thon-3"]')`);
  const address = `${app.url}/thon/thon-3`;
  await hand.open(address);
  await until(hand, 'the list', row(HEAD));
  await until(hand, 'everything received', status('Xã đã nhận tất cả'));
  await until(hand, 'the app on the device', 'navigator.serviceWorker?.controller');
  const id = await hand.look<string>(`${row(HEAD)}.getAttribute('row-id')`);
  const cell = `[row-id="${id}"] [col-id="size"]`;

  await app.kill();
  await until(hand, 'the status without a network', status('Không có mạng|[Mm]ất mạng'));
  for (const value of ['8', '9']) {
    await hand.click(cell);
    await hand.type(value);
    await hand.enter();
    await until(hand, `${value} in the cell`, `document.querySelector('${cell}')?.textContent.trim() === '${value}'`);
  }
  const waiting = await hand.look<number>(UNSENT);
  equal(waiting > 0, true, 'the status counts what waits');

  await hand.reopen(address);
  await until(hand, 'the list, opened from the device', row(HEAD));
  await until(hand, 'the edit, kept', `document.querySelector('${cell}')?.textContent.trim() === '9'`);
  await until(hand, 'the same number waiting', `${UNSENT} === ${waiting}`);
  equal(await hand.look<boolean>(status('Xã đã nhận')), false, 'nothing is said to be received');

  await app.restart();
  await until(hand, 'everything received again', status('Xã đã nhận tất cả'));
  equal(await hand.look<number>(UNSENT), 0);
  equal(await storedSize(app, id), 9, 'the commune has the edit');
}

/** The value as another person's copy receives it. */
async function storedSize(app: App, household: string): Promise<unknown> {
  const entered = await fetch(`${app.url}/api/demo/enter`, { method: 'POST', body: JSON.stringify({ id: THANH }) });
  const other = await new RawClient(app.url.replace('http', 'ws'), null, ROOM, {
    cookie: (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
  }).sync();
  const size = new SharedList(other.doc, 'x').get(household, 'size');
  other.socket.close();
  return size;
}
