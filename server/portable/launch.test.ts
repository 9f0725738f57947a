import { mkdtempSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { foreignWords } from '../../tests/words.ts';
import { backupName, launch, placeFault, placesOf, placeWarning, type Launching } from './launch.ts';
import { BACKUPS, DATA, FOLDER, PROGRAM, TRIAL } from './parts.ts';

const parent = mkdtempSync(join(tmpdir(), 'ra-soat-portable-'));
afterAll(() => rmSync(parent, { recursive: true }));

/** One laptop: what was run, said and opened there. */
function laptop(given: Partial<Launching> = {}) {
  const disk = mkdtempSync(join(parent, 'o-'));
  const seen = { disk, ran: [] as string[][], said: [] as string[], opened: [] as string[] };
  const launching: Launching = {
    places: placesOf(join(disk, FOLDER)),
    temporary: join(parent, 'tam'),
    port: 3000,
    now: new Date(2026, 10, 9, 7, 5),
    run: (args) => (seen.ran.push(args), Promise.resolve(0)),
    say: (text) => void seen.said.push(text),
    ask: (text) => (seen.said.push(text), Promise.resolve('')),
    answers: () => Promise.resolve(false),
    open: (address) => void seen.opened.push(address),
    ...given,
  };
  return { ...seen, click: (...args: string[]) => launch(args, launching) };
}

it('keeps everything that people write beside the folder that an update replaces', () => {
  const { folder, ...written } = placesOf('/o/So-Ra-Soat');
  expect(Object.values(written)).toEqual([`/o/${DATA}`, `/o/${TRIAL}`, `/o/${BACKUPS}`]);
  for (const place of Object.values(written)) expect(place.startsWith(`${folder}/`)).toBe(false);
});

it('makes new data only when it is asked to: after an update in another place, an empty list would look like a loss', async () => {
  for (const answer of ['', 'k', 'không']) {
    const { click, ran, said } = laptop({ ask: () => Promise.resolve(answer) });
    expect([await click('start'), ran]).toEqual([2, []]);
    expect(said.join(' ')).toContain(DATA);
  }
  for (const answer of ['c', ' C \r']) {
    const { click, ran, disk } = laptop({ ask: () => Promise.resolve(answer) });
    expect([await click('start'), ran]).toEqual([0, [['serve', '--browser', '--data', join(disk, DATA), '--host', '127.0.0.1']]]);
  }
});

it('starts with the data that is there, for this machine alone or for the network', async () => {
  const { click, ran, disk, said } = laptop();
  mkdirSync(join(disk, DATA));
  expect([await click('start'), await click('network'), await click('trial')]).toEqual([0, 0, 0]);
  expect(ran).toEqual([
    ['serve', '--browser', '--data', join(disk, DATA), '--host', '127.0.0.1'],
    ['serve', '--browser', '--data', join(disk, DATA)],
    ['serve', '--browser', '--demo', '--data', join(disk, TRIAL), '--host', '127.0.0.1'],
  ]);
  expect(said).toEqual(Array(3).fill('Đang mở… Để dừng, đóng cửa sổ này.'));
});

it('a second click opens the page of the server that runs', async () => {
  const { click, ran, opened } = laptop({ answers: (port) => Promise.resolve(port === 3000) });
  expect([await click('start'), ran, opened]).toEqual([0, [], ['http://localhost:3000']]);
});

it('backs up beside the data, under the time of day, and restores the file that was dropped', async () => {
  const { click, ran, disk, said } = laptop();
  const file = join(disk, BACKUPS, 'sao-luu-2026-11-09-0705.bak');
  expect([await click('backup'), await click('restore', file)]).toEqual([0, 0]);
  expect(ran).toEqual([
    ['backup', file, '--data', join(disk, DATA)],
    ['restore', file, '--data', join(disk, DATA)],
  ]);
  expect(readdirSync(disk)).toEqual([BACKUPS]);
  expect([await click('restore'), said.at(-1)]).toEqual([2, expect.stringContaining('Khoi-phuc.cmd')]);
  expect(backupName(new Date(2027, 0, 2, 13, 59))).toBe('sao-luu-2027-01-02-1359.bak');
});

it('refuses a place that the system empties, and warns of one that another program writes to', async () => {
  const { click, ran, said, disk } = laptop({ temporary: parent });
  expect([await click('start'), ran, said.length]).toEqual([2, [], 1]);
  expect(readdirSync(disk)).toEqual([]);
  expect(placeFault(placesOf('/tmp2/So-Ra-Soat'), '/tmp')).toBeNull();
  const at = (folder: string): string | null => placeWarning({ ...placesOf('/o'), folder });
  expect(at('C:\\Users\\A\\OneDrive - Sở LĐTBXH\\Desktop\\So-Ra-Soat')).toContain('OneDrive');
  expect(at('D:\\Dropbox\\So-Ra-Soat')).toContain('Dropbox');
  expect(at('D:\\Xã Nông Thượng\\So-Ra-Soat')).toBeNull();
});

it('speaks Vietnamese', async () => {
  const { click, said } = laptop();
  await click('start');
  await click('restore');
  await click('khac');
  said.push(placeFault(placesOf('/a/b'), '/a') ?? '', placeWarning({ ...placesOf('/o'), folder: 'D:\\Dropbox' }) ?? '');
  const known = new RegExp([FOLDER, DATA, BACKUPS, PROGRAM, 'OneDrive|Dropbox|Khoi-phuc.cmd|/[\\w/-]*|khac'].join('|'), 'g');
  expect(said.flatMap((text) => foreignWords(text.replaceAll(DATA, '').replaceAll(known, '')))).toEqual([]);
});
