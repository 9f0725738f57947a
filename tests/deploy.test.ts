/** The files under docs/deploy start the program by options that it has, and write where the unit may write. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { main } from '../server/cli.ts';

const ROOT = resolve(import.meta.dirname, '..');
const FOLDER = join(ROOT, 'docs/deploy');
const files = readdirSync(FOLDER);
const textOf = (name: string): string => readFileSync(join(FOLDER, name), 'utf8').replaceAll(/^\s*#.*$/gm, '');

afterEach(() => vi.restoreAllMocks());

async function helpOf(...command: string[]): Promise<string> {
  let said = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((said += String(text)), true));
  await main([...command, '--help']);
  vi.restoreAllMocks();
  return said;
}

it('names only options of the commands that it runs', async () => {
  const help = await helpOf('serve');
  const named = files
    .map(textOf)
    .join('\n')
    .split('\n')
    .filter((line) => /\bserve\b/.test(line))
    .flatMap((line) => line.match(/--[a-z-]+/g) ?? []);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((option) => !new RegExp(`${option}\\b`).test(help))).toEqual([]);
});

it('the units write only where they may', () => {
  const unit = textOf('so-ra-soat.service');
  expect(unit).toContain('--data /var/lib/so-ra-soat ');
  expect(unit).toMatch(/^StateDirectory=so-ra-soat$/m);
  const backup = textOf('so-ra-soat-backup.service');
  const written = /^ReadWritePaths=(.*)$/m.exec(backup)?.[1]?.split(' ') ?? [];
  const places = [...backup.matchAll(/ (\/var\/[^\s']+)/g)].map(([, place = '']) => place);
  expect(places.length).toBeGreaterThan(2);
  expect(places.filter((place) => !written.some((folder) => place === folder || place.startsWith(`${folder}/`)))).toEqual([]);
  // A percent sign is the unit's own; the date's must be doubled.
  expect(/^ExecStart=.*$/m.exec(backup)?.[0].replaceAll('%%', '')).not.toContain('%');
});

it('the guide names only files that are there', () => {
  const guide = readFileSync(join(ROOT, 'docs/deploy.md'), 'utf8');
  const linked = [...guide.matchAll(/\]\(deploy\/([\w.-]+)\)/g)].map(([, name = '']) => name);
  expect(linked.length).toBeGreaterThan(2);
  expect(linked.filter((name) => !files.includes(name))).toEqual([]);
});
