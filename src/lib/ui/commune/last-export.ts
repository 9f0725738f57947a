/**
 * The last export from this device for each review: when, which file, and the figures, so that a page can show what
 * has changed since. Contains sums only, no personal data.
 */
import * as v from 'valibot';
import type { Round } from '$lib/review/plans.ts';
import type { Standard } from '$lib/review/standards.ts';

const Figures = v.record(v.string(), v.record(v.string(), v.array(v.nullable(v.number()))));
const By = { at: v.number(), figures: Figures };
const Shape = v.object({
  ...By,
  file: v.string(),
  /** Id of the standard of `figures`; absent where an earlier version kept them. */
  standard: v.optional(v.string()),
  /** By each other standard of the round. A later export may have left them out. */
  beside: v.optional(v.record(v.string(), v.object(By))),
});

/** `at` in milliseconds; figures[form][unit] in the order of the form's columns, as returned by forms/report.ts. */
export type LastExport = v.InferOutput<typeof Shape>;

/** What was exported by one standard. */
export type ExportedFigures = Pick<LastExport, 'at' | 'figures'>;

const PREFIX = 'ra-soat.export.';

export function readExport(review: string): LastExport | null {
  try {
    const result = v.safeParse(Shape, JSON.parse(localStorage.getItem(PREFIX + review) ?? 'null'));
    return result.success ? result.output : null;
  } catch (error) {
    console.warn('localStorage', error);
    return null;
  }
}

/** The last export of the forms by one standard of a round; null if there was none. */
export function exportedBy(last: LastExport | null, round: Pick<Round, 'standard'>, { id }: Pick<Standard, 'id'>): ExportedFigures | null {
  if (!last) return null;
  return (last.standard ?? round.standard.id) === id ? last : (last.beside?.[id] ?? null);
}

/** Keeps earlier figures of forms, units and standards that this export lacks. */
export function saveExport(review: string, latest: LastExport): void {
  const before = readExport(review);
  const earlier = new Map(Object.entries(before?.beside ?? {}));
  if (before) earlier.set(before.standard ?? latest.standard ?? '', before);
  const added = (by: ExportedFigures, id: string): ExportedFigures => {
    const figures = { ...earlier.get(id)?.figures };
    for (const [form, units] of Object.entries(by.figures)) figures[form] = { ...figures[form], ...units };
    earlier.delete(id);
    return { at: by.at, figures };
  };
  const main = added(latest, latest.standard ?? '');
  const now = Object.entries(latest.beside ?? {}).map(([id, by]) => [id, added(by, id)] as const);
  const kept = [...earlier].map(([id, { at, figures }]) => [id, { at, figures }] as const);
  const beside = Object.fromEntries([...kept, ...now]);
  try {
    const all: LastExport = { ...latest, ...main, ...(Object.keys(beside).length > 0 && { beside }) };
    localStorage.setItem(PREFIX + review, JSON.stringify(all));
  } catch (error) {
    // Storage refused or full: the file was exported anyway.
    console.warn('localStorage', error);
  }
}
