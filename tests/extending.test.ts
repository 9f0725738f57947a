/** Does the exercises of docs/extending.md in a copy of the code: each must print what the page says. */
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
/** Inside the project, so that its packages are found. */
const COPY = join(ROOT, 'test-results/extending');
const text = await readFile(join(ROOT, 'docs/extending.md'), 'utf8');

interface Exercise {
  title: string;
  changes: { file: string; from: string; to: string }[];
  check: string;
  prints: string;
}

const exercises = text
  .split(/^## /m)
  .slice(1)
  .map((section): Exercise => {
    const blocks = [...section.matchAll(/^```(\w+) (\S+)\n([\s\S]*?)^```$/gm)].map(([, kind, what = '', body = '']) => ({
      kind,
      what,
      lines: body.trimEnd().split('\n'),
    }));
    const side = (lines: readonly string[], left: string): string =>
      lines.flatMap((line) => (line.startsWith(left) ? [] : [line.slice(1)])).join('\n');
    return {
      title: section.slice(0, section.indexOf('\n')),
      changes: blocks.flatMap(({ kind, what, lines }) =>
        kind === 'diff' ? [{ file: what, from: side(lines, '+'), to: side(lines, '-') }] : [],
      ),
      check: blocks.find(({ what }) => what === 'check')?.lines.join('\n') ?? '',
      prints: /^It prints `([^`]+)`/m.exec(section)?.[1] ?? '',
    };
  });

beforeAll(async () => {
  await rm(COPY, { recursive: true, force: true });
  for (const { title } of exercises)
    for (const folder of ['src/lib', 'server']) await cp(join(ROOT, folder), join(COPY, title, folder), { recursive: true });
});
afterAll(() => rm(COPY, { recursive: true, force: true }));

it('has an exercise for each common addition', () => {
  expect(exercises.map(({ title }) => title)).toEqual(['A column', 'A form', 'A standard', 'A plan', 'A role', 'A route']);
});

it.each(exercises)('$title', async ({ title, changes, check, prints }) => {
  const at = (file: string): string => join(COPY, title, file);
  for (const { file, from, to } of changes) {
    const code = await readFile(at(file), 'utf8');
    expect(code.split(from), `${file} has these lines once:\n${from}`).toHaveLength(2);
    await writeFile(
      at(file),
      code.replace(from, () => to),
    );
  }
  await mkdir(at('check'), { recursive: true });
  await writeFile(at('check/check.ts'), check);
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', at('check/check.ts')], { cwd: ROOT });
  expect([changes.length > 0, stdout.trim()]).toEqual([true, prints]);
});
