/** Several communes as one: their lists joined in one review, or only the sums of their forms if the lists are too many. */
import { excelKey } from '../review/excel-key.ts';
import type { Classified } from '../review/classify.ts';
import type { FigureValue } from './blank.ts';
import { groupBy } from '../review/group-by.ts';
import { byEachStandard, withDecisions, type Round } from '../review/plans.ts';
import type { Row } from '../review/types.ts';
import { leavesOf, linesOf, type Measure, type Of, type SummaryForm } from './official/description.ts';
import { ethnicGroups, expand } from './expand.ts';
import { fillForms } from './fill.ts';
import type { Filled } from './identities.ts';
import { builtIn, formsFor, type Forms } from './registry.ts';
import type { Unit } from './units.ts';

export interface Commune {
  /** Unique among the communes. */
  name: string;
  /** Only for a province that has districts. */
  district?: string;
  classified: Classified;
}

/** If two communes have the same village name or household code, the commune's name is added to it. */
export function joinCommunes(unit: string, chosen: Round, communes: readonly Commune[]): Classified {
  const decided = communes.some(({ classified }) => classified.round.standard.decided);
  const round = decided ? withDecisions(chosen) : chosen;
  const joined = { unit, villages: [] as Row[], households: [] as Row[], members: [] as Row[] };
  const results = new Map<string, NonNullable<ReturnType<Classified['results']['get']>>>();
  const isVillageTwice = repeated(communes, ({ villages }) => villages.map(({ cells }) => cells.name));
  const isCodeTwice = repeated(communes, ({ households, members }) => [...households, ...members].map(({ cells }) => cells.code));
  communes.forEach(({ name, district, classified }, index) => {
    const { data } = classified;
    const village = (own: unknown): string => (isVillageTwice(own) ? `${String(own)} (${name})` : String(own));
    const code = (own: unknown): string => (isCodeTwice(own) ? `${String(own)} (${name})` : String(own));
    // Ids only serve to find rows again, and start from the beginning in each commune.
    const row = (own: Row, cells: Row['cells']): Row => ({ ...own, id: `${index}:${own.id}`, cells: { ...own.cells, ...cells } });
    joined.villages.push(
      ...data.villages.map((own) =>
        row(own, { name: village(own.cells.name ?? ''), commune: name, ...(district !== undefined && { district }) }),
      ),
    );
    for (const own of data.households) {
      const cells: Row['cells'] = {};
      if (own.cells.village) cells.village = village(own.cells.village);
      if (own.cells.code) cells.code = code(own.cells.code);
      const moved = row(own, cells);
      const result = classified.results.get(own.id);
      // Where no meeting decided otherwise, the scores' result is the one that stands.
      if (result) results.set(moved.id, decided ? { ...result, computed: result.computed ?? result.class } : result);
      joined.households.push(moved);
    }
    joined.members.push(...data.members.map((own) => row(own, own.cells.code ? { code: code(own.cells.code) } : {})));
  });
  const beside = byEachStandard(round)
    .slice(1)
    .map((alone, index) =>
      joinCommunes(
        unit,
        alone,
        communes.map((commune) => ({ ...commune, classified: commune.classified.beside?.[index] ?? commune.classified })),
      ),
    );
  return { data: joined, round, results, ...(beside.length > 0 && { beside }) };
}

/** Whether a text occurs in more than one commune. */
function repeated(communes: readonly Commune[], texts: (data: Classified['data']) => readonly unknown[]): (text: unknown) => boolean {
  const owner = new Map<string, FigureValue>();
  const twice = new Set<string>();
  communes.forEach(({ classified }, index) => {
    for (const text of texts(classified.data)) {
      const key = excelKey(text);
      if ((owner.get(key) ?? index) !== index) twice.add(key);
      owner.set(key, index);
    }
  });
  return (text) => twice.has(excelKey(text));
}

/** What a district or province needs of a commune: the sums of its forms. A few kilobytes, however many households. */
export interface CommuneFigures {
  name: string;
  district?: string;
  /** One part, or an urban and a rural one if the commune has both. */
  parts: { isUrban: boolean; figures: ReadonlyMap<string, FigureValue> }[];
  groups: ReadonlyMap<string, readonly string[]>;
}

/** Columns of some forms depend on the lists, so a figure is identified by what it measures, not by its column. */
const figureKey = (form: SummaryForm, of: Of, measure: Measure): string => `${form.id} ${of} ${JSON.stringify(measure)}`;

export function communeFigures(
  name: string,
  district: string | undefined,
  { forms, tally, classified }: Filled,
  from: Forms = builtIn(classified.round.standard),
): CommuneFigures {
  const parts = [...groupBy(tally.units, ({ isUrban }) => isUrban).keys()].sort((a, b) => Number(b) - Number(a));
  return {
    name,
    ...(district !== undefined && { district }),
    parts: (parts.length > 0 ? parts : [false]).map((isUrban, part) => {
      const figures = new Map<string, FigureValue>();
      for (const { form, blocks, total } of forms) {
        const { lines } = blocks[part]?.sum ?? total;
        linesOf(form).forEach((of, line) =>
          leavesOf(form.headings).forEach(({ measure }, column) =>
            figures.set(figureKey(form, of, measure), lines[line]?.[column] ?? null),
          ),
        );
      }
      return { isUrban, figures };
    }),
    groups: new Map(formsFor(classified.round, undefined, from).summaries.map((form) => [form.id, ethnicGroups(form, classified)])),
  };
}

/** A commune's rows in the forms above it: one, or an urban and a rural one. */
export function unitsOfCommune({
  name,
  district,
  parts,
}: Pick<CommuneFigures, 'name' | 'district'> & { parts: readonly { isUrban: boolean }[] }): Unit[] {
  return parts.map(({ isUrban }): Unit => {
    const suffix = parts.length === 1 ? '' : isUrban ? ' (thành thị)' : ' (nông thôn)';
    return { name: `${name}${suffix}`, where: {}, villages: [], isUrban, ...(district !== undefined && { district }) };
  });
}

/** Fills the summaries of a district or province from its communes' sums. They have no lists and no members. */
export function fillFromFigures(
  unit: string,
  round: Round,
  communes: readonly CommuneFigures[],
  wanted?: readonly string[],
  from: Forms = builtIn(round.standard),
): Filled {
  const units = communes.flatMap(unitsOfCommune);
  const figures = communes.flatMap(({ parts }) => parts.map((part) => part.figures));
  const forms = formsFor(round, wanted, from).summaries.map((form) =>
    expand(
      form,
      communes.flatMap(({ groups }) => groups.get(form.id) ?? []),
    ),
  );
  const counted = (measure: Measure, of: Of, index: number, form: SummaryForm): FigureValue => {
    const figure = figures[index]?.get(figureKey(form, of, measure));
    // This commune does not have the ethnic group.
    return figure === undefined ? 0 : figure;
  };
  const classified: Classified = { data: { unit, villages: [], households: [], members: [] }, round, results: new Map() };
  const tally: Filled['tally'] = {
    units,
    counts: () => {
      throw new Error('a summary from sums has no lists');
    },
  };
  return { forms: fillForms(units, forms, counted), lists: [], tally, classified, withoutLists: true };
}
