/**
 * What this device stores about one person besides the copies of their lists. Every kind is in the table below, so
 * that all of it is removed when the person leaves a shared device. If storage is refused or full, nothing is kept.
 */
import * as v from 'valibot';

const KINDS = ['rooms', 'empty-rooms', 'views', 'imports', 'colleagues', 'late-decided', 'visits', 'told', 'papers'] as const;
export type Kind = (typeof KINDS)[number];

const prefixOf = (kind: Kind): string => `ra-soat.${kind}.`;

/** @param shape data that does not fit (damaged, or of another version) counts as absent. */
export function recall<Shape extends v.GenericSchema>(kind: Kind, person: string, shape: Shape): v.InferOutput<Shape> | null {
  try {
    const result = v.safeParse(shape, JSON.parse(localStorage.getItem(prefixOf(kind) + person) ?? 'null'));
    return result.success ? result.output : null;
  } catch (error) {
    console.warn('localStorage', error);
    return null;
  }
}

export function remember(kind: Kind, person: string, value: unknown): void {
  try {
    localStorage.setItem(prefixOf(kind) + person, JSON.stringify(value));
  } catch (error) {
    console.warn('localStorage', error);
  }
}

export function forgetPerson(person: string): void {
  try {
    for (const kind of KINDS) localStorage.removeItem(prefixOf(kind) + person);
  } catch (error) {
    console.warn('localStorage', error);
  }
}

/** The people with data of this kind on this device. */
export function peopleWith(kind: Kind): string[] {
  try {
    const prefix = prefixOf(kind);
    return Object.keys(localStorage).flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []));
  } catch (error) {
    console.warn('localStorage', error);
    return [];
  }
}
