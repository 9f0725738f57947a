/**
 * The last export from this device for each review: when, which file, and the figures, so that a page can show what
 * has changed since. Contains sums only, no personal data.
 */
import * as v from 'valibot';

const Figures = v.record(v.string(), v.record(v.string(), v.array(v.nullable(v.number()))));
const Shape = v.object({ at: v.number(), file: v.string(), figures: Figures });

/** `at` in milliseconds; figures[form][unit] in the order of the form's columns, as returned by forms/report.ts. */
export type LastExport = v.InferOutput<typeof Shape>;

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

/** Keeps earlier figures of forms and units that this export lacks. */
export function saveExport(review: string, latest: LastExport): void {
  const figures = { ...readExport(review)?.figures };
  for (const [form, units] of Object.entries(latest.figures)) figures[form] = { ...figures[form], ...units };
  try {
    localStorage.setItem(PREFIX + review, JSON.stringify({ ...latest, figures }));
  } catch (error) {
    // Storage refused or full: the file was exported anyway.
    console.warn('localStorage', error);
  }
}
