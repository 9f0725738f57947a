/**
 * Pasting 40,000 cells, until they are on the screen, against a plain AG Grid with the same rows and columns: once handed
 * whole rows that are ready, which is no more than a change of references, and once given cell by cell, as the clipboard
 * of AG Grid Enterprise does it. Ours reads each cell as its column does, writes it into the shared list for good,
 * classifies the households and can take it all back in one step.
 */
import { fileURLToPath } from 'node:url';
import { inChromium } from './grid-page.ts';
import { entry, median, type Entry } from './measure.ts';
import { save } from './results.ts';

const ROWS = 1_000;
const ROUNDS = 5;
const TURNS = 3;
const WHICH = ['rows', 'cells', 'ours'] as const;

type Measure = (rows: number, rounds: number) => Promise<number[]>;

export const gridPaste = (): Promise<Entry[]> =>
  inChromium('grid-paste-page.ts', async (page) => {
    const times: Record<(typeof WHICH)[number], number[]> = { rows: [], cells: [], ours: [] };
    // In turn, so that a machine that is busy for a while is so for all; the first of each warms up.
    for (let turn = 0; turn < TURNS; turn++)
      for (const which of WHICH) {
        const run = await page.evaluate(([name, rows, rounds]) => (window as unknown as { bench: Record<string, Measure> }).bench[name]?.(rows, rounds) ?? [], [which, ROWS, ROUNDS] as const);
        times[which].push(...run.slice(1));
      }
    const what = `paste ${ROWS} x 40 cells into one village, to the next paint`;
    return [
      entry(what, 'ms', median(times.ours), 'AG Grid Community 36.2 handed the same rows by applyTransaction', median(times.rows)),
      entry(`${what}, against cell by cell`, 'ms', median(times.ours), 'AG Grid Community 36.2 given the same cells by setDataValue', median(times.cells)),
    ];
  });

if (process.argv[1] === fileURLToPath(import.meta.url)) save(await gridPaste());
