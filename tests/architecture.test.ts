/** Keeps docs/architecture.md true: the files it names exist, and its table of rooms is the rule that ESLint enforces. */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ESLint } from 'eslint';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const text = readFileSync(resolve(ROOT, 'docs/architecture.md'), 'utf8');
const paths = ['src', 'server', 'tests', 'docs', '.'].flatMap((folder) =>
  readdirSync(resolve(ROOT, folder), { recursive: folder !== '.', encoding: 'utf8' }).map((path) =>
    folder === '.' ? path : `${folder}/${path.replaceAll('\\', '/')}`,
  ),
);

/** The rooms of the table, from the ground up. A row names one room or several of one folder. */
const rows = (/^## Rooms and arrows$[\s\S]*?^```\n([\s\S]*?)^```$/m.exec(text)?.[1] ?? '')
  .split('\n')
  .flatMap((line) => /^(?:src|server)(?:\/[\w-]+)*(?:, [\w-]+)*/.exec(line) ?? [])
  .flatMap((rooms) => {
    const [first = '', ...others] = rooms.split(', ');
    return [first, ...others.map((other) => first.replace(/[\w-]+$/, other))];
  });

it('names files and folders that exist', () => {
  const named = [...text.matchAll(/`([\w./+-]+)`/g)].map(([, name = '']) => name);
  const missing = named.filter((name) =>
    /\w\.(ts|js|svelte|md)$/.test(name)
      ? !paths.some((path) => path === name || path.endsWith(`/${name}`))
      : /^(src|server)\//.test(name) && !paths.includes(name),
  );
  expect([named.length > 100, missing]).toEqual([true, []]);
});

it('has the same rooms as the rule, each above the rooms that import it', async () => {
  const config = (await new ESLint({ cwd: ROOT }).calculateConfigForFile('src/hooks.ts')) as {
    rules: Record<string, [number, { rooms: Record<string, string[]> }]>;
  };
  const rooms = config.rules['arrows/arrows']?.[1].rooms ?? {};
  expect([...rows].sort()).toEqual(Object.keys(rooms).sort());
  const upwards = Object.entries(rooms).flatMap(([room, below]) =>
    below.filter((other) => rows.indexOf(other) >= rows.indexOf(room)).map((other) => `${room} -> ${other}`),
  );
  expect(upwards).toEqual([]);
});
