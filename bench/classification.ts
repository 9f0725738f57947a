import { classifyAll, Classifier, type Results } from '../src/lib/review/classify.ts';
import { FORMULA_COLUMNS, formulaColumnsOf } from '../src/lib/review/formula-columns.ts';
import { chooseRound } from '../src/lib/review/plans.ts';
import type { Row } from '../src/lib/review/types.ts';
import { STANDARD_2027 } from '../tests/fixtures/confirmed-2027.ts';
import { byHand } from './by-hand.ts';
import { households, villages } from './households.ts';
import { build, columnIndex, inputs } from './hyperformula.ts';
import { entry, time, timeBoth, type Entry } from './measure.ts';

const round = chooseRound({ plan: 'tra-cu-2023' });
const formulas = formulaColumnsOf('list01', round.standard);

/** Computes every formula column for a city (12,299 households) and a province (300,000), and for one household after one edit. */
export function classification(): Entry[] {
  const entries: Entry[] = [];
  const classifier = new Classifier(round, villages);
  const areas = new Map(villages.map(({ cells }) => [String(cells.name).toLowerCase(), String(cells.area)]));
  for (const count of [12_299, 300_000]) {
    const rows = households(count);
    const runs = count > 100_000 ? 3 : 7;
    const [ours, hand] = timeBoth(
      runs,
      () => rows.map((row) => classifier.results(row)),
      () => rows.map((row) => byHand(row, areas, round)),
    );
    same(
      rows.map((row) => classifier.results(row)),
      rows.map((row) => byHand(row, areas, round)),
    );
    // HyperFormula used up 12 GB at 300,000 rows, so it gets a tenth of them, and its time counts ten times.
    const share = count > 100_000 ? 10 : 1;
    const start = performance.now();
    const sheet = build(rows.slice(0, count / share), villages, round);
    const peer = (performance.now() - start) * share;
    const values = sheet.getSheetValues(0);
    same(
      rows.slice(0, 500).map((row) => classifier.results(row)),
      values.slice(0, 500).map(resultsOf),
    );
    entries.push(
      entry(
        `classify ${count} rows x ${formulas.length} formula columns`,
        'ms',
        ours,
        `HyperFormula 3.5 (building the sheet${share > 1 ? `, ${share} x one sheet of ${count / share} rows` : ''})`,
        peer,
      ),
      entry(`classify ${count} rows, the limit`, 'ms', ours, 'the same rules written by hand in TypeScript', hand),
    );
    if (count < 100_000) {
      entries.push(severalStandards(rows));
      const [row] = rows;
      const b1 = inputs.findIndex(({ key }) => key === 'b1');
      let score = 0;
      const edit = time(200, () => row && classifier.results({ ...row, cells: { ...row.cells, b1: 100 + (score++ % 80) } }));
      const peerEdit = time(200, () => sheet.setCellContents({ sheet: 0, row: 0, col: b1 }, 100 + (score++ % 80)));
      entries.push(entry('recalculate one household after one edit', 'ms', edit, 'HyperFormula 3.5 setCellContents', peerEdit));
    }
    sheet.destroy();
  }
  return entries;
}

/** One survey by two standards: at most twice the time of one. */
function severalStandards(rows: readonly Row[]): Entry {
  const data = { unit: '', villages: [...villages], households: [...rows], members: [] };
  const one = chooseRound({ year: 2026 });
  const two = chooseRound({ year: 2026, beside: ['nd351-2025'] }, [STANDARD_2027]);
  return entry(
    `classify ${rows.length} rows by two standards`,
    'ms',
    time(7, () => classifyAll(data, two)),
    'by one standard',
    time(7, () => classifyAll(data, one)),
  );
}

const resultsOf = (values: readonly unknown[]): unknown =>
  Object.fromEntries(FORMULA_COLUMNS.map(({ key, label }) => [key, values[columnIndex(label)] ?? null]));

/** A benchmark of wrong results is worthless. */
function same(left: readonly Results[], right: readonly unknown[]): void {
  left.forEach((results, index) => {
    if (JSON.stringify(results) !== JSON.stringify(right[index]))
      throw new Error(`row ${index}: ${JSON.stringify(results)} is not ${JSON.stringify(right[index])}`);
  });
}
