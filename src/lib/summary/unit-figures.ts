/** Figures of units, read from sums: the villages of a commune, and the communes of a district or province. */
import { URBAN } from '../review/columns.ts';
import { areaOfVillage } from '../review/areas.ts';
import { excelKey } from '../review/excel-key.ts';
import { groupBy } from '../review/group-by.ts';
import type { Round } from '../review/plans.ts';
import { SERVICE_KEYS, type ServiceTargets } from '../review/services.ts';
import type { CellValue, Row } from '../review/types.ts';
import { isUnknown, type FigureValue } from '../forms/blank.ts';
import { unitsOfCommune } from '../forms/communes.ts';
import { expand, groupsIn } from '../forms/expand.ts';
import { common, fillForms, type FilledForm } from '../forms/fill.ts';
import type { Measure, Of, SummaryForm } from '../forms/official/description.ts';
import { numberOr, RESIDENTS } from '../forms/residents.ts';
import type { Unit } from '../forms/units.ts';
import { addAll, type Counting, type FormSet, type Sums } from './counting.ts';
import { PASSAGES } from './names.ts';

/** All of it but the targets adds up: a commune's is the sum of its villages'. */
export interface UnitFigures {
  counting: Counting;
  sums: Sums;
  conflicts: number;
  tasks: number;
  /** By each set of forms. */
  residents: readonly Record<Of, number>[];
  /** Numbers of the sheet Thôn, 0 where one is missing. */
  cells: ReadonlyMap<string, number>;
  /** Of the plan; of several communes, those that are the same in all. */
  targets: ServiceTargets;
  /** How many villages lack each of these numbers. */
  missing: ReadonlyMap<string, number>;
}

export interface VillageFigures extends UnitFigures {
  /** Of the villages of this name, the first. */
  id: string;
  name: string;
  isUrban: boolean;
}

/** The numbers of the sheet Thôn that some form takes. */
const cellsAsked = ({ sets }: Counting): string[] => [
  ...new Set(
    sets.flatMap(({ forms }) =>
      forms.flatMap(({ headings }) =>
        [...JSON.stringify(headings).matchAll(/"kind":"village","key":"([^"]+)"/g)].map(([, key]) => key ?? ''),
      ),
    ),
  ),
];

/**
 * The villages as the forms list them: each name once, ignoring case; a village without a name is on no form.
 * @param villages rows of the sheet Thôn, each with the sums of its list.
 * @param targets of the commune's plan.
 */
export function villageFigures(
  counting: Counting,
  villages: readonly { id: string; row: Pick<Row, 'cells'>; sums: Sums; conflicts: number; tasks: number }[],
  targets: ServiceTargets = {},
): VillageFigures[] {
  const asked = cellsAsked(counting);
  const named = groupBy(villages, ({ row }) => excelKey(row.cells.name));
  return [...named].flatMap(([key, same]) => {
    const [first] = same;
    if (key === '' || !first) return [];
    const sums = counting.nothing();
    for (const one of same) addAll(sums, one.sums);
    const { cells } = first.row;
    const own = (of: string): CellValue => cells[of] ?? null;
    return [
      {
        id: first.id,
        name: String(cells.name),
        isUrban: areaOfVillage(cells, counting.round) === URBAN,
        counting,
        sums,
        conflicts: same.reduce((sum, { conflicts }) => sum + conflicts, 0),
        tasks: same.reduce((sum, { tasks }) => sum + tasks, 0),
        residents: counting.sets.map((set) => ({
          households: numberOr(own('households'), listed(counting, sums, set, 'households')),
          persons: numberOr(own('persons'), listed(counting, sums, set, 'persons')),
        })),
        cells: new Map(asked.map((name) => [name, numberOr(own(name), 0)])),
        targets,
        missing: new Map(asked.map((name) => [name, typeof own(name) === 'number' ? 0 : 1])),
      },
    ];
  });
}

/** Everybody on the lists who has not left. Passages ask for no residents. */
const listed = (counting: Counting, sums: Sums, set: FormSet, of: Of): number =>
  set.id === PASSAGES ? 0 : RESIDENTS.reduce((sum, term) => sum + (term.minus ? -1 : 1) * counting.termIn(sums, set, term, of), 0);

/** @param all of one counting. */
export function sumOfFigures(counting: Counting, all: readonly UnitFigures[]): UnitFigures {
  const sums = counting.nothing();
  for (const one of all) addAll(sums, one.sums);
  const added = (of: (one: UnitFigures) => ReadonlyMap<string, number>): Map<string, number> => {
    const total = new Map<string, number>();
    for (const one of all) for (const [key, number] of of(one)) total.set(key, (total.get(key) ?? 0) + number);
    return total;
  };
  return {
    counting,
    sums,
    conflicts: all.reduce((sum, { conflicts }) => sum + conflicts, 0),
    tasks: all.reduce((sum, { tasks }) => sum + tasks, 0),
    residents: counting.sets.map((_, index) => ({
      households: all.reduce((sum, { residents }) => sum + (residents[index]?.households ?? 0), 0),
      persons: all.reduce((sum, { residents }) => sum + (residents[index]?.persons ?? 0), 0),
    })),
    cells: added(({ cells }) => cells),
    targets: Object.fromEntries(
      SERVICE_KEYS.flatMap((key) => {
        const target = common(all.map(({ targets }) => targets[key] ?? null));
        return target === null ? [] : [[key, target]];
      }),
    ),
    missing: added(({ missing }) => missing),
  };
}

/** Of a commune, for the units above it. Some hundred numbers, however many households. */
export interface CommuneSums {
  name: string;
  district?: string;
  counting: Counting;
  /** One part, or an urban and a rural one if the commune has both. */
  parts: readonly { isUrban: boolean; figures: UnitFigures }[];
}

export function communeSums(
  name: string,
  district: string | undefined,
  counting: Counting,
  villages: readonly VillageFigures[],
): CommuneSums {
  const areas = [...groupBy(villages, ({ isUrban }) => isUrban)].sort(([a], [b]) => Number(b) - Number(a));
  return {
    name,
    ...(district !== undefined && { district }),
    counting,
    parts: (areas.length > 0 ? areas : [[false, []] as const]).map(([isUrban, own]) => ({ isUrban, figures: sumOfFigures(counting, own) })),
  };
}

/** A figure that is counted; @returns null where it is unknown. */
function figureOf(
  { counting, sums, residents, cells, targets, missing }: UnitFigures,
  setId: string,
  measure: Measure,
  of: Of,
): FigureValue {
  const set = counting.setOf(setId);
  if (!set) return null;
  switch (measure.kind) {
    case 'count':
      return counting.countIn(sums, set, measure, measure.of ?? of);
    case 'residents':
      return residents[counting.sets.indexOf(set)]?.[measure.of] ?? null;
    case 'village':
      return isUnknown(measure) && (missing.get(measure.key) ?? 0) > 0 ? null : (cells.get(measure.key) ?? null);
    case 'target':
      return targets[measure.service] ?? null;
    default:
      return 0;
  }
}

/** @param wanted ids of forms; all of this set if absent. Those that they take figures from are needed too. */
const fill = (units: readonly Unit[], figures: readonly UnitFigures[], set: FormSet, wanted?: readonly string[]): FilledForm[] => {
  const forms = (wanted ? behind(set.forms, wanted) : set.forms).map((form) =>
    groupsIn(form.headings).length === 0
      ? form
      : expand(
          form,
          figures.flatMap(({ counting, sums }) => {
            const own = counting.setOf(set.id);
            return own ? counting.groupsIn(sums, own, form) : [];
          }),
        ),
  );
  const filled = fillForms(units, forms, (measure, of, index) => {
    const own = figures[index];
    return own ? figureOf(own, set.id, measure, of) : null;
  });
  return wanted ? filled.filter(({ form }) => wanted.includes(form.id)) : filled;
};

/** These forms and those that they take a figure from. */
function behind(forms: readonly SummaryForm[], wanted: readonly string[]): SummaryForm[] {
  const texts = forms.filter(({ id }) => wanted.includes(id)).map(({ headings }) => JSON.stringify(headings));
  return forms.filter(({ id }) => wanted.includes(id) || texts.some((text) => text.includes(`"form":${JSON.stringify(id)}`)));
}

/** A commune's forms of one set, its villages as rows. */
export const fillOfVillages = (villages: readonly VillageFigures[], set: FormSet, wanted?: readonly string[]): FilledForm[] =>
  fill(
    villages.map(({ name, isUrban }): Unit => ({ name, where: { village: name }, villages: [], isUrban })),
    villages,
    set,
    wanted,
  );

/** The forms above communes, with communes as rows. @param set of one of the communes: those that do not have it have unknown figures. */
export const fillOfCommunes = (communes: readonly CommuneSums[], set: FormSet, wanted?: readonly string[]): FilledForm[] =>
  fill(
    communes.flatMap(unitsOfCommune),
    communes.flatMap(({ parts }) => parts.map(({ figures }) => figures)),
    set,
    wanted,
  );

/** The standard's name in the round, for a set that is one. */
export const standardOfSet = ({ standard, beside = [] }: Pick<Round, 'standard' | 'beside'>, id: string) =>
  [standard, ...beside].find((one) => one.id === id);
