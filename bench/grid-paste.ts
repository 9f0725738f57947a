/** Pasting 40,000 cells, until they are on the screen, against a plain AG Grid that is handed the same rows ready-made. */
import { inChromium } from './grid-page.ts';
import { entry, median, type Entry } from './measure.ts';

const ROWS = 1_000;
const ROUNDS = 7;

type Measure = (rows: number, rounds: number) => Promise<number[]>;

export const gridPaste = (): Promise<Entry[]> =>
  inChromium('grid-paste-page.ts', async (page) => {
    const run = (which: 'ours' | 'plain'): Promise<number[]> =>
      page.evaluate(([name, rows, rounds]) => (window as unknown as { bench: Record<string, Measure> }).bench[name]?.(rows, rounds) ?? [], [which, ROWS, ROUNDS] as const);
    // In turn, so that a machine that is busy for a while is so for both; the first of each warms up.
    const times: Record<'ours' | 'plain', number[]> = { ours: [], plain: [] };
    for (let turn = 0; turn < 3; turn++) for (const which of ['plain', 'ours'] as const) times[which].push(...(await run(which)).slice(1));
    return [entry(`paste ${ROWS} x 40 cells of one village, to the next paint`, 'ms', median(times.ours), 'AG Grid Community 36.2 given the same rows by applyTransaction', median(times.plain))];
  });

if (import.meta.url === `file://${process.argv[1] ?? ''}`) {
  const { save } = await import('./results.ts');
  save(await gridPaste());
}
