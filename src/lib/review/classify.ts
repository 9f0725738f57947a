/** Computes a household's formula columns from its inputs. */
import { compile, type Evaluate, type Scope } from '../formula/compile.ts';
import { explain, type Decision } from '../formula/explain.ts';
import type { Lookup } from '../formula/functions.ts';
import type { Node } from '../formula/parse.ts';
import { ErrorValue, NOT_AVAILABLE, type Value } from '../formula/values.ts';
import { areaCellsOf, areaOfVillage } from './areas.ts';
import { keyBy, type BesideKey } from './by-standard.ts';
import { DECIDED } from './columns.ts';
import { excelKey } from './excel-key.ts';
import {
  FORMULA_COLUMNS,
  formulaColumnsOf,
  namesOf,
  UNSETTLED,
  VILLAGE_TABLE,
  type FormulaColumn,
  type FormulaKey,
} from './formula-columns.ts';
import { formulaTree, type ListSheet } from './formula-trees.ts';
import { UNSEEN } from './personal.ts';
import { unseenInputs } from './unseen-inputs.ts';
import { byEachStandard, withDecisions, type Round } from './plans.ts';
import { readColumns } from './round-columns.ts';
import type { Standard } from './standards.ts';
import type { CellValue, ReviewData, Row } from './types.ts';
import { unsettledResults } from './unsettled.ts';

export { formulaTree, type ListSheet } from './formula-trees.ts';

/** In a round of several standards also by those beside the main one. */
export type Results = Record<FormulaKey, CellValue> & { [key: BesideKey]: CellValue };

interface Program {
  /** The slot of each input by its column's key. */
  inputs: ReadonlyMap<string, number>;
  steps: { column: FormulaColumn; slot: number; evaluate: Evaluate }[];
  scope: Scope;
}

interface Run {
  steps: Program['steps'];
  values: Value[];
}

export class Classifier {
  readonly round: Round;
  /** The rows lack personal columns: what rests on those is UNSEEN. */
  readonly withoutPersonal: boolean;
  /** By each standard beside the main one. */
  readonly beside: readonly Classifier[];
  readonly #villages = new Map<string, { row: Row; area: string }>();
  readonly #programs: Record<ListSheet, Program>;
  /** Values of the personal inputs that tell every result from another; the highest at last. */
  readonly #unseen: readonly Readonly<Record<string, number>>[];

  constructor(round: Round, villages: readonly Row[], withoutPersonal = false) {
    this.round = round;
    this.withoutPersonal = withoutPersonal;
    const [, ...others] = byEachStandard(round);
    this.beside = others.map((alone) => new Classifier(alone, villages, withoutPersonal));
    this.setVillages(villages);
    this.#unseen = withoutPersonal ? unseenInputs(round.standard) : [];
    this.#programs = { list01: this.#program('list01'), list02: this.#program('list02') };
  }

  /** The villages' areas decide the limits. Call again when a village's row changes. */
  setVillages(villages: readonly Row[]): void {
    this.#villages.clear();
    for (const row of villages) this.#villages.set(excelKey(row.cells.name), { row, area: areaOfVillage(row.cells, this.round) });
    for (const other of this.beside) other.setVillages(villages);
  }

  /** Of a household; undefined if the sheet Thôn does not have it. */
  villageOf(row: Row): Row | undefined {
    return this.#villages.get(excelKey(row.cells.village))?.row;
  }

  /**
   * All formula columns of one household; those that rest on a cell in conflict are UNSETTLED. Takes a few microseconds and keeps no state
   * between calls.
   */
  results(row: Row): Results {
    const { steps, values } = this.withoutPersonal ? this.#runUnseen(row) : this.#run(row);
    const results: Results = {
      area: null,
      b1Limit: null,
      list: null,
      b2: null,
      computed: null,
      class: null,
      move: null,
      living: null,
      minority: null,
      missing: null,
    };
    for (const { column, slot } of steps) results[column.key] = cell(values[slot] ?? null);
    for (const other of this.beside) addBeside(results, other.results(row), other.round.standard);
    return results;
  }

  /** The decisions behind one formula column of one household. */
  decisions(row: Row, key: FormulaKey): Decision[] {
    const sheet = sheetOf(row);
    const tree = formulaTree(sheet, key, this.round.standard);
    return tree ? explain(tree, this.#programs[sheet].scope, this.#run(row).values) : [];
  }

  /** Reads texts of the formula language for one household. */
  reader(row: Row): (tree: Node) => Value {
    const { scope } = this.#programs[sheetOf(row)];
    const { values } = this.#run(row);
    return (tree) => compile(tree, scope)(values);
  }

  #run(row: Row): Run {
    const { inputs, steps } = this.#programs[sheetOf(row)];
    const values = readInputs(inputs, row.cells);
    const open = row.disputed && unsettledResults(sheetOf(row), row.disputed, this.round);
    for (const { column, evaluate } of steps) values.push(open?.has(column.key) ? UNSETTLED : evaluate(values));
    return { steps, values };
  }

  /**
   * Computes with every income that a limit can tell from another: a result that is the same with all of them does not rest on it.
   * "Missing" is computed as if the household had its incomes, the highest.
   */
  #runUnseen(row: Row): Run {
    const runs = this.#unseen.map((cells) => this.#run({ ...row, cells: { ...row.cells, ...cells } }));
    const last = runs.at(-1) as Run;
    for (const { column, slot } of last.steps)
      if (column.key !== 'missing' && runs.some(({ values }) => values[slot] !== last.values[slot])) last.values[slot] = UNSEEN;
    return last;
  }

  #program(sheet: ListSheet): Program {
    const columns = readColumns(sheet, this.round.standard);
    const formulas = formulaColumnsOf(sheet, this.round.standard);
    const slots = new Map<string, number>();
    columns.forEach((column, slot) => slots.set(column.label, slot));
    formulas.forEach((column, index) => slots.set(column.label, columns.length + index));
    const names = Object.fromEntries(Object.entries(namesOf(this.round)).map(([name, { value }]) => [name, value]));
    const villages: Lookup = (name, column) => {
      const village = this.#villages.get(name);
      if (!village) return NOT_AVAILABLE;
      return column === 2 ? village.area : (village.row.cells.name ?? null);
    };
    const scope: Scope = { slot: (label) => slots.get(label), names, tables: { [VILLAGE_TABLE]: villages } };
    return {
      inputs: new Map(columns.map(({ key }, slot) => [key, slot])),
      steps: formulas.map((column, index) => ({
        column,
        slot: columns.length + index,
        evaluate: compile(formulaTree(sheet, column.key, this.round.standard) as Node, scope),
      })),
      scope,
    };
  }
}

/** Goes by what the household has: half of its columns are blank, and asking for each of them takes four times as long. */
function readInputs(inputs: ReadonlyMap<string, number>, cells: Row['cells']): Value[] {
  const values = new Array<Value>(inputs.size).fill(null);
  for (const [key, value] of Object.entries(cells)) {
    const slot = inputs.get(key);
    if (slot !== undefined) values[slot] = value ?? null;
  }
  return values;
}

function addBeside(results: Results, other: Results, standard: Standard): void {
  for (const { key } of FORMULA_COLUMNS) results[keyBy(key, standard)] = other[key];
}

/** The results by all standards of the round in one table, for what compares them. */
export function together(classified: Classified): Classified {
  const results = new Map([...classified.results].map(([id, own]) => [id, { ...own }]));
  for (const other of classified.beside ?? [])
    for (const [id, own] of results) {
      const its = other.results.get(id);
      if (its) addBeside(own, its, other.round.standard);
    }
  return { ...classified, results };
}

/** The review by each standard of its round alone, the main one first. */
export const eachAlone = ({ beside = [], ...main }: Classified): [Classified, ...Classified[]] => [
  { ...main, round: byEachStandard(main.round)[0] },
  ...beside,
];

/** The results by each standard again, out of one table that has those by all. */
export function eachOf(all: Classified): Classified {
  const [, ...others] = byEachStandard(all.round);
  const by = (round: Round): Classified => ({
    ...all,
    round,
    results: new Map([...all.results].map(([id, own]) => [id, resultsBy(own, round.standard)])),
  });
  return { ...all, ...(others.length > 0 && { beside: others.map(by) }) };
}

/** The results by one standard of the round, out of those by all. */
export const resultsBy = (own: Results, standard: Standard): Results =>
  Object.fromEntries(FORMULA_COLUMNS.map(({ key }) => [key, own[keyBy(key, standard)] ?? null])) as Results;

const sheetOf = (row: Row): ListSheet => (row.sheet === 'list02' ? 'list02' : 'list01');

function cell(value: Value): CellValue {
  if (value instanceof ErrorValue) return value.code;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return value;
}

/** A review with the results of every household, ready for forms, checks and exports. */
export interface Classified {
  data: ReviewData;
  round: Round;
  /** The same by each other standard of the round, as if it were the only one. */
  beside?: readonly Classified[];
  results: ReadonlyMap<string, Results>;
  /** The rows lack personal columns, because the reader may not see those. */
  withoutPersonal?: boolean;
}

export function classifyAll(data: ReviewData, chosen: Round, withoutPersonal = false): Classified {
  const round = data.households.some(({ cells }) => cells[DECIDED]) ? withDecisions(chosen) : chosen;
  const complete = { ...data, villages: completeVillages(data, round) };
  const by = (alone: Round): Classified => {
    const classifier = new Classifier(alone, complete.villages, withoutPersonal);
    return {
      data: complete,
      round: alone,
      results: new Map(data.households.map((row) => [row.id, classifier.results(row)])),
      ...(withoutPersonal && { withoutPersonal }),
    };
  };
  const [main, ...others] = byEachStandard(round);
  return { ...by(main), ...(others.length > 0 && { round, beside: others.map(by) }) };
}

/** The villages of the sheet Thôn, then those that only the lists name; each with its area where known. */
export function completeVillages(data: ReviewData, round: Pick<Round, 'area' | 'areaFrom' | 'areaBefore'>): Row[] {
  const ofCommune = Object.entries(areaCellsOf({}, round)).filter(([, value]) => value !== null);
  const withArea = (cells: Row['cells']): Row['cells'] => (cells.area ? cells : { ...cells, ...Object.fromEntries(ofCommune) });
  const villages = data.villages.map((village) => ({ ...village, cells: withArea(village.cells) }));
  const known = new Set(villages.map((village) => excelKey(village.cells.name)));
  for (const { cells } of data.households) {
    const name = String(cells.village ?? '');
    if (name === '' || known.has(excelKey(name))) continue;
    known.add(excelKey(name));
    villages.push({ id: `v:${name}`, sheet: 'villages', cells: withArea({ name, area: null }) });
  }
  return villages;
}
