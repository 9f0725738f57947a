/**
 * What was last handed out from this device, for each review: when, as which file, and the figures, so that a page can
 * show what has changed since. Sums only, nothing of a person.
 */
import * as v from 'valibot';

const Figures = v.record(v.string(), v.record(v.string(), v.array(v.nullable(v.number()))));
const Shape = v.object({ at: v.number(), file: v.string(), figures: Figures });

/** `at` in milliseconds; figures[form][unit] in the order of the form's columns, as forms/report.ts gives them. */
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

/** Figures of forms and units that this export does not have stay as they were last handed out. */
export function saveExport(review: string, latest: LastExport): void {
  const figures = { ...readExport(review)?.figures };
  for (const [form, units] of Object.entries(latest.figures)) figures[form] = { ...figures[form], ...units };
  try {
    localStorage.setItem(PREFIX + review, JSON.stringify({ ...latest, figures }));
  } catch (error) {
    // Refused or full: the file has been handed out all the same.
    console.warn('localStorage', error);
  }
}
