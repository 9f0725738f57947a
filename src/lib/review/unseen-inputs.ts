/**
 * Stand-ins for the personal data that a person may not see: enough of them that each way a standard can decide is taken by one. Between
 * two numbers that a rule compares with, every value gives the same result.
 */
import { columnOf } from './columns.ts';
import { isByArea, mentions } from './limits.ts';
import { isPersonal } from './personal.ts';
import { allDecisions, type Decision } from './decisions.ts';
import type { Standard } from './standards.ts';

type Unseen = Readonly<Record<string, number>>;

/** @returns at least one, the highest values at last. */
export function unseenInputs(standard: Pick<Standard, 'asks' | 'limits' | 'classes' | 'living'>): Unseen[] {
  const decisions: Decision[] = [...allDecisions(standard.classes), ...allDecisions(standard.living)];
  return standard.asks.filter(isPersonal).reduce<Unseen[]>(
    (all, key) => {
      const label = `[${columnOf('list01', key)?.label}]`;
      const conditions = decisions.flatMap(({ when = '' }) => (when.includes(label) ? [when] : [])).join(';');
      const values = valuesAround(numbersIn(conditions, standard));
      return values.flatMap((value) => all.map((cells) => ({ ...cells, [key]: value })));
    },
    [{}],
  );
}

function numbersIn(text: string, { limits }: Pick<Standard, 'limits'>): number[] {
  const named = limits.filter(({ name }) => mentions(text, name)).flatMap(({ at }) => (isByArea(at) ? [at.rural, at.urban] : [at]));
  return [...named, ...(text.match(/(?<![A-Z_\d])\d+(?:\.\d+)?/g) ?? []).map(Number)];
}

const valuesAround = (numbers: readonly number[]): number[] =>
  [...new Set([0, ...numbers.flatMap((number) => [number, number + 1]), Number.MAX_SAFE_INTEGER])].sort((a, b) => a - b);
