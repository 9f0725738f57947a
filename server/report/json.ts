/** The machine-readable report: forms[form][unit] in the official column order, households[code] with stable words. */
import { passagesByVillage } from '../../src/lib/forms/passage.ts';
import { figuresByUnit } from '../../src/lib/forms/report.ts';
import type { Filled } from '../../src/lib/forms/identities.ts';
import type { Classified } from '../../src/lib/review/classify.ts';
import { areaOfVillage } from '../../src/lib/review/areas.ts';
import { URBAN } from '../../src/lib/review/columns.ts';
import { CLASSES, codeOf, LIVINGS, MOVES } from '../../src/lib/review/formula-columns.ts';
import type { Area, Round } from '../../src/lib/review/plans.ts';
import { unsettledHouseholds } from '../../src/lib/review/unsettled.ts';

interface HouseholdResult {
  list: string;
  b2: number;
  class: string;
  living: string;
  move: string;
}

/** @param name replaces the commune's name if the lists do not give it. */
export function reportObject({ data, round, results }: Classified, filled: Filled, name: string): object {
  const households = new Map<string, HouseholdResult>();
  for (const row of data.households) {
    const result = results.get(row.id);
    if (!result) continue;
    const code = String(row.cells.code ?? '');
    // A code used twice must not hide one of the two households.
    households.set(households.has(code) ? row.id : code, {
      list: String(result.list ?? ''),
      b2: Number(result.b2 ?? 0),
      class: codeOf(CLASSES, result.class),
      living: codeOf(LIVINGS, result.living),
      move: codeOf(MOVES, result.move),
    });
  }
  const sorted = [...households].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const unsettled = unsettledHouseholds({ data, results }).length;
  return {
    unit: data.unit || name,
    area: areaOf(data.villages, round),
    reference: round.lastDay,
    ...formsObject(filled),
    ...(unsettled > 0 && { unsettled }),
    households: Object.fromEntries(sorted),
  };
}

/** Of a round of several standards each set, exactly as that standard alone gives it, and the passage between them. */
export function reportsObject(classified: Classified, filled: readonly Filled[], name: string): object {
  const sets = [classified, ...(classified.beside ?? [])];
  const objects = filled.map((set, index) => reportObject(sets[index] ?? classified, set, name));
  if (objects.length === 1) return objects[0] ?? {};
  return { standards: byStandard(filled, objects), ...passageObject(classified) };
}

/** The same of the forms alone. */
export const formsObjects = (filled: readonly Filled[]): object => {
  const objects = filled.map(formsObject);
  return objects.length === 1 ? (objects[0] ?? {}) : { standards: byStandard(filled, objects) };
};

const byStandard = (filled: readonly Filled[], objects: readonly object[]): Record<string, object> =>
  Object.fromEntries(filled.map(({ classified }, index) => [classified.round.standard.id, objects[index] ?? {}]));

/** `passage[village][class by the main standard][class by the other]` = households; of more than two standards under the other's id. */
function passageObject(classified: Classified): object {
  const { beside = [] } = classified;
  const passages = passagesByVillage(classified);
  return {
    passage: beside.length === 1 ? passages[0] : Object.fromEntries(beside.map(({ round }, index) => [round.standard.id, passages[index]])),
  };
}

/** `forms` has those of Phụ lục VII as other programs know them (lines of Nhân khẩu only for the movements); `others` has the rest. */
export function formsObject(filled: Filled): { forms: Figures; others: Figures } {
  const all = Object.entries(figuresByUnit(filled));
  const isKnown = ([id]: [string, unknown]): boolean => /^7\.\d+$|^7\.[23]\.persons$/.test(id);
  return { forms: Object.fromEntries(all.filter(isKnown)), others: Object.fromEntries(all.filter((entry) => !isKnown(entry))) };
}

type Figures = ReturnType<typeof figuresByUnit>;

/** The area of most villages; null while nobody has said it of any. */
function areaOf(villages: Classified['data']['villages'], round: Round): Area | null {
  const known = villages.map(({ cells }) => areaOfVillage(cells, round)).filter((area) => area !== '');
  if (known.length === 0) return round.area ?? null;
  return known.filter((area) => area === URBAN).length * 2 > known.length ? 'urban' : 'rural';
}
