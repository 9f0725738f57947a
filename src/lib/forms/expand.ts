/** Turns a form whose columns depend on the lists (Mẫu 7.9 has one for each ethnic group) into one with fixed columns. */
import { excelKey } from '../review/excel-key.ts';
import { ETHNIC_NAMES } from '../review/ethnic.ts';
import type { Classified } from '../review/classify.ts';
import type { CellValue } from '../review/types.ts';
import { meets } from './criterion.ts';
import type { EthnicGroups, Heading, Leaf, SummaryForm } from './official/description.ts';

/** @param groups the ethnic groups of one commune, or of several together. */
export function expand(form: SummaryForm, groups: readonly string[]): SummaryForm {
  if (groupsIn(form.headings).length === 0) return form;
  // Every block has the same groups, so that the blocks can be compared.
  return { ...form, headings: headings(form.headings, inNationalOrder(groups)), dynamic: true };
}

/** The placeholders of a form's columns, outermost first. */
export const groupsIn = (list: readonly Heading[]): EthnicGroups[] =>
  list.flatMap((heading) => ('over' in heading ? groupsIn(heading.over) : 'each' in heading ? [heading] : []));

const headings = (list: readonly Heading[], names: readonly string[]): Heading[] =>
  list.flatMap((heading): Heading[] =>
    'over' in heading ? [{ ...heading, over: headings(heading.over, names) }] : 'each' in heading ? columns(heading, names) : [heading],
  );

function columns({ of, sheet, where }: EthnicGroups, names: readonly string[]): Leaf[] {
  const number = (index: number): string => `${of}.${index + 1}`;
  const groups = names.map((name, index): Leaf => ({
    text: name,
    number: number(index),
    measure: { kind: 'count', terms: [{ sheet, where: { ...where, ethnic: name } }] },
    width: 8,
  }));
  return [
    ...groups,
    {
      text: 'Khác',
      number: number(names.length),
      measure: { kind: 'sum', plus: [of], minus: names.map((_, index) => number(index)) },
      width: 8,
    },
  ];
}

/** The ethnic groups that a form needs a column for. */
export function ethnicGroups(form: SummaryForm, { data, results }: Classified): string[] {
  const wanted = groupsIn(form.headings);
  if (wanted.length === 0) return [];
  const found = new Set<string>();
  for (const row of data.households) {
    const name = String(row.cells.ethnic ?? '');
    if (!hasOwnColumn(name) || found.has(name)) continue;
    const result = results.get(row.id) as Record<string, CellValue> | undefined;
    const counts = ({ sheet, where }: EthnicGroups): boolean =>
      row.sheet === sheet && Object.entries(where).every(([key, criterion]) => meets(criterion, result?.[key] ?? row.cells[key] ?? null));
    if (wanted.some(counts)) found.add(name);
  }
  return inNationalOrder([...found]);
}

export const hasOwnColumn = (ethnic: string): boolean => ethnic !== '' && excelKey(ethnic) !== KINH;
const KINH = excelKey('Kinh');

/**
 * Each group once, whatever the order of the lists: spelled as in the national list; those missing from it come last, in alphabetical order.
 */
function inNationalOrder(names: readonly string[]): string[] {
  const own = (name: string): string => ETHNIC_NAMES.find((known) => excelKey(known) === excelKey(name)) ?? name;
  const place = (name: string): number => {
    const at = ETHNIC_NAMES.indexOf(name);
    return at < 0 ? ETHNIC_NAMES.length : at;
  };
  // Of several spellings the first in the alphabet stays.
  const once = new Map(
    names
      .map(own)
      .sort()
      .reverse()
      .map((name) => [excelKey(name), name]),
  );
  return [...once.values()].sort((a, b) => place(a) - place(b) || a.localeCompare(b, 'vi'));
}
