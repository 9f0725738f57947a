/**
 * The consequence of the disputed cells of one household: the result under each choice, and whether a class, a figure
 * of the forms or nothing official changes with it. *Đối chiếu* settles them in that order.
 */
import { formulaKeyOf, type ResultKey } from '../review/by-standard.ts';
import type { FormulaKey } from '../review/formula-columns.ts';
import type { Classifier, Results } from '../review/classify.ts';
import { MISTAKEN_FIELD } from '../review/mistaken.ts';
import { standardsOf } from '../review/plans.ts';
import type { CellValue, Row } from '../review/types.ts';
import { decides, outcome } from '../review/why.ts';
import type { HouseholdFigures } from './household-figures.ts';

/** Largest consequence first. */
export const LEVELS = ['class', 'form', 'rest'] as const;
export type Level = (typeof LEVELS)[number];

/** A cell of the household or of a member, with every live value; the current value is last. */
export interface OpenCell {
  row: string;
  field: string;
  values: readonly CellValue[];
}

/** The household's result under one choice of values. */
export interface Combination {
  /** Index of the chosen value for each deciding cell; the other cells keep their current value. */
  picks: readonly number[];
  /** 'Hộ nghèo; Hộ nghèo cũ' */
  words: string;
}

export interface Consequence {
  level: Level;
  /** One level for each cell, whatever is chosen in the others. */
  levels: readonly Level[];
  /** Indexes of the cells that decide the result; `picks` follows this order. */
  deciding: readonly number[];
  /** Every choice of the deciding cells; if there are too many, each cell alone. */
  combinations: readonly Combination[];
}

/** Stands for the list that the household is on. That belongs to the row, not to a column. */
const SHEET = 'sheet';

/** Put aside, the household has no class and is counted nowhere. */
const ASIDE: Outcome = { words: 'Để riêng, không tính', verdict: '', figures: () => '' };

/** Enough for nine cells with two values each. */
const MOST = 512;

/** @param household with the current values of its cells. */
export function consequenceOf(
  household: Row,
  members: readonly Row[],
  cells: readonly OpenCell[],
  classifier: Classifier,
  figures: HouseholdFigures,
): Consequence {
  const deciding = cells.flatMap(({ row, field }, index) =>
    row === household.id && (field === SHEET || field === MISTAKEN_FIELD || decides(household, field, standardsOf(classifier.round)))
      ? [index]
      : [],
  );
  const standing = cells.map(({ values }) => values.length - 1);
  const known = new Map<string, Outcome>();
  /** @param picks one for each cell. */
  const under = (picks: readonly number[]): Outcome => {
    const key = picks.join(' ');
    let found = known.get(key);
    if (!found) {
      const rows = withPicks(household, members, cells, picks);
      if ((rows.household.cells[MISTAKEN_FIELD] ?? null) !== null) return ASIDE;
      const results = classifier.results(rows.household);
      let added: string | undefined;
      // In most cases the classes differ, and no figures are needed.
      const figuresOf = (): string =>
        (added ??= [
          figures.of(rows.household, rows.members, results, classifier.round),
          ...classifier.beside.map((by) => figures.of(rows.household, rows.members, by.results(rows.household), by.round)),
        ].join('/'));
      found = { words: outcome(classifier, rows.household), verdict: verdictOf(results), figures: figuresOf };
      known.set(key, found);
    }
    return found;
  };

  const choices = picksOf(deciding.map((index) => cells[index]?.values.length ?? 1));
  const whole = (picks: readonly number[]): number[] => standing.map((pick, index) => picks[deciding.indexOf(index)] ?? pick);
  const combinations = choices.map((picks): Combination => ({ picks, words: under(whole(picks)).words }));
  const levels = cells.map(({ values }, index): Level => {
    let level: Level = 'rest';
    // A cell that decides nothing is tried against the current values; a deciding cell against every choice of the others.
    for (const picks of deciding.includes(index) ? choices.map(whole) : [standing]) {
      const [first, ...others] = values.map((_, pick) => under(picks.map((other, at) => (at === index ? pick : other))));
      if (others.some(({ verdict }) => verdict !== first?.verdict)) return 'class';
      if (level === 'rest' && others.some((other) => other.figures() !== first?.figures())) level = 'form';
    }
    return level;
  });
  return { level: LEVELS.find((level) => levels.includes(level)) ?? 'rest', levels, deciding, combinations };
}

interface Outcome {
  words: string;
  verdict: string;
  figures: () => string;
}

const VERDICT: ReadonlySet<string> = new Set<FormulaKey>(['class', 'living', 'list']);

/** By all standards of the round. */
const verdictOf = (results: Results): string =>
  JSON.stringify(Object.entries(results).filter(([key]) => VERDICT.has(formulaKeyOf(key as ResultKey))));

function withPicks(
  household: Row,
  members: readonly Row[],
  cells: readonly OpenCell[],
  picks: readonly number[],
): { household: Row; members: Row[] } {
  const chosen = new Map<string, Record<string, CellValue>>();
  cells.forEach(({ row, field, values }, index) => chosen.set(row, { ...chosen.get(row), [field]: values[picks[index] ?? 0] ?? null }));
  const choose = ({ id, sheet, cells: own }: Row): Row => {
    const { [SHEET]: on, ...cells } = { ...own, ...chosen.get(id) };
    return { id, sheet: on === 'list01' || on === 'list02' ? on : sheet, cells };
  };
  return { household: choose(household), members: members.map(choose) };
}

/** Every choice from lists of these sizes; if they are too many, the current values (the last ones) and each other value alone. */
function picksOf(sizes: readonly number[]): number[][] {
  if (sizes.reduce((product, size) => product * size, 1) > MOST) {
    const standing = sizes.map((size) => size - 1);
    return [
      standing,
      ...sizes.flatMap((size, at) =>
        Array.from({ length: size - 1 }, (_, pick) => standing.map((other, index) => (index === at ? pick : other))),
      ),
    ];
  }
  return sizes.reduce<number[][]>((all, size) => all.flatMap((picks) => Array.from({ length: size }, (_, pick) => [...picks, pick])), [[]]);
}

/** Largest consequence first; otherwise keeps the order. */
export const byConsequence = <T>(items: readonly T[], levelOf: (item: T) => Level): T[] =>
  [...items].sort((a, b) => LEVELS.indexOf(levelOf(a)) - LEVELS.indexOf(levelOf(b)));
