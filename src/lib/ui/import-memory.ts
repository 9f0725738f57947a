/**
 * The imports made on this device by one person: which file, when, into which villages. What each wrote lies beside the
 * list of each village (`LiveRoom.keep`), so that an import can be undone as one. Removed with their copies.
 */
import * as v from 'valibot';
import type { Step } from '$lib/cells/undo-stack.ts';

const Shape = v.object({
  id: v.string(),
  review: v.string(),
  file: v.string(),
  /** Milliseconds. */
  at: v.number(),
  /** Villages' ids; null: the commune's own room. */
  rooms: v.array(v.nullable(v.string())),
  households: v.number(),
  /** When it was undone. */
  undone: v.optional(v.number()),
});
export type ImportRecord = v.InferOutput<typeof Shape>;

/** What an import wrote into one room. */
export interface ImportedRoom {
  steps: readonly Step[];
  /** Rows that were new. */
  added: readonly string[];
}

export const importKey = (id: string): string => `import/${id}`;

const PREFIX = 'ra-soat.imports.';
const MOST = 30;

export function recallImports(person: string): ImportRecord[] {
  try {
    const result = v.safeParse(v.array(Shape), JSON.parse(localStorage.getItem(PREFIX + person) ?? '[]'));
    return result.success ? result.output : [];
  } catch (error) {
    console.warn('localStorage', error);
    return [];
  }
}

/** The latest first; one that is known is replaced. */
export function rememberImport(person: string, record: ImportRecord): void {
  try {
    const others = recallImports(person).filter(({ id }) => id !== record.id);
    localStorage.setItem(PREFIX + person, JSON.stringify([record, ...others].sort((a, b) => b.at - a.at).slice(0, MOST)));
  } catch (error) {
    // Refused or full: the import stands, and each village still has its own undo.
    console.warn('localStorage', error);
  }
}

export function forgetImports(person: string): void {
  try {
    localStorage.removeItem(PREFIX + person);
  } catch (error) {
    console.warn('localStorage', error);
  }
}
