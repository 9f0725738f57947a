/** Where a person is in the list now. Each client shares it while connected; it is never stored. */
export interface Presence {
  person: { id: string; name: string };
  row?: string;
  field?: string;
}

/** Presence comes from other clients, so any part may be missing or wrong. */
export function readPresence(state: unknown): Presence | null {
  if (typeof state !== 'object' || state === null) return null;
  const { person, row, field } = state as { person?: { id?: unknown; name?: unknown }; row?: unknown; field?: unknown };
  if (typeof person?.id !== 'string' || typeof person.name !== 'string') return null;
  return {
    person: { id: person.id, name: person.name },
    ...(typeof row === 'string' && { row }),
    ...(typeof field === 'string' && { field }),
  };
}
