/** A form whose columns depend on the lists (Mẫu 7.9 has one for each ethnic group there is) -> one with columns of its own. */
import { ETHNIC_NAMES } from '../review/ethnic.ts';
import type { Classified } from '../review/classify.ts';
import type { CellValue } from '../review/types.ts';
import { meets } from './criterion.ts';
import type { EthnicGroups, Heading, Leaf, SummaryForm } from './description.ts';

export function expand(form: SummaryForm, classified: Classified): SummaryForm {
  const wanted = groupsIn(form.headings);
  if (wanted.length === 0) return form;
  // The same groups in every block, so that the blocks can be compared.
  const names = ethnicNames(wanted, classified);
  return { ...form, headings: headings(form.headings, names), dynamic: true };
}

const groupsIn = (list: readonly Heading[]): EthnicGroups[] => list.flatMap((heading) => ('over' in heading ? groupsIn(heading.over) : 'each' in heading ? [heading] : []));

const headings = (list: readonly Heading[], names: readonly string[]): Heading[] =>
  list.flatMap((heading): Heading[] => ('over' in heading ? [{ ...heading, over: headings(heading.over, names) }] : 'each' in heading ? columns(heading, names) : [heading]));

function columns({ of, sheet, where }: EthnicGroups, names: readonly string[]): Leaf[] {
  const number = (index: number): string => `${of}.${index + 1}`;
  const groups = names.map((name, index): Leaf => ({ text: name, number: number(index), measure: { kind: 'count', terms: [{ sheet, where: { ...where, ethnic: name } }] }, width: 8 }));
  return [...groups, { text: 'Khác', number: number(names.length), measure: { kind: 'sum', plus: [of], minus: names.map((_, index) => number(index)) }, width: 8 }];
}

/** In the order of the national list; groups it does not name come after, by the alphabet. */
function ethnicNames(wanted: readonly EthnicGroups[], { data, results }: Classified): string[] {
  const found = new Map<string, string>();
  for (const row of data.households) {
    const name = String(row.cells.ethnic ?? '');
    if (name === '' || name === 'Kinh' || found.has(name.toLowerCase())) continue;
    const result = results.get(row.id) as Record<string, CellValue> | undefined;
    const counts = ({ sheet, where }: EthnicGroups): boolean => row.sheet === sheet && Object.entries(where).every(([key, criterion]) => meets(criterion, result?.[key] ?? row.cells[key] ?? null));
    if (wanted.some(counts)) found.set(name.toLowerCase(), name);
  }
  const place = (name: string): number => {
    const at = ETHNIC_NAMES.indexOf(name);
    return at < 0 ? ETHNIC_NAMES.length : at;
  };
  return [...found.values()].sort((a, b) => place(a) - place(b) || a.localeCompare(b, 'vi'));
}
