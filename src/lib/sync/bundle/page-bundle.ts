/** A bundle as a page makes it of its own copy, and what one would change in that copy. */
import * as Y from 'yjs';
import { HOUSEHOLD_PREFIX, MEMBER_PREFIX } from '../../cells/review-rooms.ts';
import { SharedList } from '../../cells/shared-list.ts';
import { signatureChecker } from '../address-abilities.ts';
import { judge } from '../guard/guard.ts';
import type { UnsentEdits } from '../rescue.ts';
import { BundleError } from './bundle-error.ts';
import { writeBundle, type Bundle, type BundleList } from './bundle-file.ts';
import { bundleFileName } from './bundle-name.ts';

export interface PageBundle {
  unit: string;
  year: number | null;
  person: { id: string; name: string };
  device: string;
  at: number;
  /** `unsent`: only these edits of it. */
  lists: readonly { room: string; village: string; list: SharedList; unsent?: UnsentEdits }[];
}

export function bundleOfPage({ unit, year, person, device, at, lists }: PageBundle): { name: string; bytes: Uint8Array } {
  const content = {
    unit,
    year,
    lists: lists.map(({ room, village, list, unsent }): BundleList => ({
      room,
      village,
      after: 0,
      upTo: 0,
      // Who wrote what of it is not known here: the entries themselves claim it.
      rows: [{ update: unsent?.update ?? Y.encodeStateAsUpdate(list.doc), person: person.id, device, at, clients: [] }],
    })),
    part: lists.some(({ unsent }) => unsent) ? ('newer' as const) : ('whole' as const),
    by: person,
    server: null,
    at,
    nameOf: () => person.name,
  };
  return { name: bundleFileName(content), bytes: writeBundle(content) };
}

export interface BundlePreview {
  /** Cells that would differ, and the households and members in which they are. */
  cells: number;
  households: number;
  members: number;
  /** Of these cells, those that two people would then have written differently. */
  disputed: number;
  /** All that this copy lacks. */
  update: Uint8Array;
}

/**
 * Judges each row as the server would: a page that took a wrong one into its copy could send nothing any more.
 * @throws BundleError
 */
export function previewOf(list: SharedList, { village, rows }: BundleList): BundlePreview {
  const scratch = new Y.Doc();
  Y.applyUpdate(scratch, Y.encodeStateAsUpdate(list.doc));
  const after = new SharedList(scratch, '');
  try {
    for (const { update } of rows) {
      const verdict = judge(scratch, update, { mayRestore: false });
      if (verdict.kind === 'gap' || verdict.kind === 'recall') throw new BundleError('gap');
      if (verdict.kind === 'refuse')
        throw new BundleError('hostile', `${village}: ${verdict.reason.text} Chưa nhận gì; hãy hỏi người gửi.`);
      Y.applyUpdate(scratch, verdict.update);
    }
    const changed = { cells: 0, households: 0, members: 0, disputed: 0 };
    for (const row of after.rows()) {
      const fields = after.fields(row).filter((field) => valuesOf(after, row, field) !== valuesOf(list, row, field));
      if (fields.length === 0) continue;
      changed.cells += fields.length;
      changed.disputed += fields.filter((field) => after.conflictsIn(row).includes(field)).length;
      if (row.startsWith(HOUSEHOLD_PREFIX)) changed.households += 1;
      if (row.startsWith(MEMBER_PREFIX)) changed.members += 1;
    }
    return { ...changed, update: Y.encodeStateAsUpdate(scratch, Y.encodeStateVector(list.doc)) };
  } finally {
    after.destroy();
    scratch.destroy();
  }
}

const valuesOf = (list: SharedList, row: string, field: string): string =>
  JSON.stringify(list.entries(row, field).map(({ value }) => value));

/**
 * Whether the signature fits; null where this browser or address cannot tell.
 * @throws BundleError when it does not fit.
 */
export async function verifiedHere({ signed }: Bundle): Promise<boolean | null> {
  if (!signed) return false;
  const checker = signatureChecker();
  if (!checker) return null;
  let fits: boolean;
  try {
    const bytes = (some: Uint8Array): Uint8Array<ArrayBuffer> => some as Uint8Array<ArrayBuffer>;
    const key = await checker.importKey('raw', bytes(signed.key), 'Ed25519', false, ['verify']);
    fits = await checker.verify('Ed25519', key, bytes(signed.signature), bytes(signed.over));
  } catch {
    // This browser does not know the algorithm; or the bytes are no key, which the server says.
    return null;
  }
  if (!fits) throw new BundleError('forged');
  return true;
}
