/**
 * What visitors of a posting's page write to the commune: a note, which waits until somebody registers it as a complaint or puts it aside with
 * a reason. Notes are never changed; what became of one is read from the acts, so taking an act back makes it wait again.
 */
import type { SharedList } from '../cells/shared-list.ts';
import type { Act } from './acts.ts';

/** Against abuse, each day. Many people of a village may share one address of their telephone company. */
export const NOTE_LIMITS = { address: 10, posting: 40, text: 800 } as const;

export interface VisitorNote {
  id: string;
  /** In the order received, from 1: what the visitor was told. */
  number: number;
  /** Milliseconds. */
  at: number;
  /** Its row; '' for a household that is not on the posted list. */
  household: string;
  head: string;
  from: string;
  /** How to reach them. */
  contact: string;
  text: string;
}

const PREFIX = 'note:';
const FIELDS = ['household', 'head', 'from', 'contact', 'text'] as const;

/** The document of a village's notes. It is no room that anybody opens: they are read through the commune's machine alone. */
export const notesName = (room: string): string => `${room}.y-kien`;

export const readNotes = (list: SharedList): VisitorNote[] =>
  list.rows(PREFIX).map((row, index) => {
    const cells = list.snapshotRow(row);
    const text = (field: (typeof FIELDS)[number]): string => String(cells[field] ?? '');
    return {
      id: row,
      number: index + 1,
      at: Number(cells.at ?? 0),
      household: text('household'),
      head: text('head'),
      from: text('from'),
      contact: text('contact'),
      text: text('text'),
    };
  });

/** @returns its number. */
export function addNote(list: SharedList, note: Omit<VisitorNote, 'id' | 'number'>): number {
  const number = list.rows(PREFIX).length + 1;
  const row = PREFIX + String(number).padStart(6, '0');
  list.write([{ row, field: 'at', value: note.at }, ...FIELDS.map((field) => ({ row, field, value: note[field] || null }))]);
  return number;
}

/** @param acts without those taken back. @returns ids of the notes that nobody has handled. */
export function waitingNotes(notes: readonly string[], { acts }: { acts: readonly Act[] }): string[] {
  const handled = new Set(
    acts.flatMap((act) => (act.kind === 'dismissed' ? [act.data.of] : act.kind === 'complaint' ? [act.data.note] : [])),
  );
  return notes.filter((id) => !handled.has(id));
}
