/**
 * What this device keeps of one person beside the copies of their lists. Every kind stands in the table below, so that
 * all of it goes when the person leaves a shared device. Storage may be refused or full: then nothing is kept.
 */
import * as v from 'valibot';

const KINDS = ['rooms', 'empty-rooms', 'views', 'imports', 'colleagues', 'late-decided', 'visits', 'told'] as const;
export type Kind = (typeof KINDS)[number];

const prefixOf = (kind: Kind): string => `ra-soat.${kind}.`;

/** @param shape what is damaged, or of another version, is as if nothing were kept. */
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

/** Of whom something of this kind is kept here. */
export function peopleWith(kind: Kind): string[] {
  try {
    const prefix = prefixOf(kind);
    return Object.keys(localStorage).flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []));
  } catch (error) {
    console.warn('localStorage', error);
    return [];
  }
}
