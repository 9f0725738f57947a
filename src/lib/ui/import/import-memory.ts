/**
 * The imports made on this device by one person: which file, when, into which villages. What each wrote lies beside the
 * list of each village (`LiveRoom.keep`), so that an import can be undone as one. Removed with their copies.
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

const MOST = 30;

export const recallImports = (person: string): ImportRecord[] => recall('imports', person, v.array(Shape)) ?? [];

/** The latest first; one that is known is replaced. Where it cannot be kept the import stands, and each village still has its own undo. */
export function rememberImport(person: string, record: ImportRecord): void {
  const others = recallImports(person).filter(({ id }) => id !== record.id);
  remember('imports', person, [record, ...others].sort((a, b) => b.at - a.at).slice(0, MOST));
}
