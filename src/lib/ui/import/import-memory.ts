/**
 * The imports that one person made on this device: which file, when, into which villages. What each import wrote is
 * stored beside the list of each village (`LiveRoom.keep`), so that it can be undone as one. Removed together with
 * the person's copies.
 */
import * as v from 'valibot';
import type { Step } from '$lib/cells/undo-stack.ts';
import { recall, remember } from '../device/person-memory.ts';

const Shape = v.object({
  id: v.string(),
  review: v.string(),
  file: v.string(),
  /** Milliseconds. */
  at: v.number(),
  /** Ids of villages; null is the commune's own room. */
  rooms: v.array(v.nullable(v.string())),
  households: v.number(),
  /** The time when it was undone. */
  undone: v.optional(v.number()),
});
export type ImportRecord = v.InferOutput<typeof Shape>;

/** What an import wrote into one room. */
export interface ImportedRoom {
  steps: readonly Step[];
  /** Ids of rows that were new. */
  added: readonly string[];
}

export const importKey = (id: string): string => `import/${id}`;

const MOST = 30;

export const recallImports = (person: string): ImportRecord[] => recall('imports', person, v.array(Shape)) ?? [];

/** Latest first; an existing record is replaced. If it cannot be stored the import still stands, and each village has its own undo. */
export function rememberImport(person: string, record: ImportRecord): void {
  const others = recallImports(person).filter(({ id }) => id !== record.id);
  remember('imports', person, [record, ...others].sort((a, b) => b.at - a.at).slice(0, MOST));
}
