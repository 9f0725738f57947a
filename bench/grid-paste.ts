/**
 * Pasting 40,000 cells until they are on screen, compared with a plain AG Grid that gets the same cells: cell by
 * cell, as the clipboard of AG Grid Enterprise does it, or as finished rows, which only changes references. Ours
 * parses each cell by its column, writes it durably into the shared list and for the network, classifies the
 * households, and can undo everything in one step.
 */
import { fileURLToPath } from 'node:url';
import { inChromium } from './grid-page.ts';
import { entry, median, type Entry } from './measure.ts';
import { save } from './results.ts';

const ROWS = 1_000;
const TURNS = 9;
const CELL_BY_CELL = 'AG Grid Community 36.2 given the same cells by setDataValue';
const READY_ROWS = 'AG Grid Community 36.2 handed the same rows by applyTransaction';

type Measure = (rows: number, start: number) => Promise<number>;

export const gridPaste = (): Promise<Entry[]> =>
  inChromium('grid-paste-page.ts', async (page) => {
    // In turns, so that a machine that is busy for a while is busy for all; the first turns are a warm-up.
    const measure = async <Which extends string>(names: readonly Which[], start: number): Promise<Record<Which, number>> => {
      const times = names.map((): number[] => []);
      for (let turn = 0; turn < TURNS; turn++)
        for (const [at, name] of names.entries()) {
          const time = await page.evaluate(
            ([name, rows, start]) => (window as unknown as { bench: Record<string, Measure> }).bench[name]?.(rows, start) ?? NaN,
            [name, ROWS, start] as const,
          );
          if (turn >= 2) times[at]?.push(time);
        }
      return Object.fromEntries(names.map((name, at) => [name, median(times[at] ?? [])])) as Record<Which, number>;
    };
    const cells = `${ROWS} x 40 cells`;
    const over = await measure(['ours', 'cells', 'rows', 'again'], ROWS);
    const fresh = await measure(['ours', 'cells', 'rows'], 1);
    return [
      entry(`paste ${cells} over as many, to the next paint`, 'ms', over.ours, CELL_BY_CELL, over.cells),
      entry(`paste ${cells} over as many, to the next paint, against ready rows`, 'ms', over.ours, READY_ROWS, over.rows),
      entry(`paste ${cells} over as many for the fifth time, to the next paint`, 'ms', over.again, CELL_BY_CELL, over.cells),
      entry(`paste ${cells} as new rows, to the next paint`, 'ms', fresh.ours, CELL_BY_CELL, fresh.cells),
      entry(`paste ${cells} as new rows, to the next paint, against ready rows`, 'ms', fresh.ours, READY_ROWS, fresh.rows),
    ];
  });

if (process.argv[1] === fileURLToPath(import.meta.url)) save(await gridPaste());
