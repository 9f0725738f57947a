/** Cells carry their writer's id; the names of those met are kept on this device, so that they are known offline too. */
import * as v from 'valibot';

const KEY = 'ra-soat.names';
const Shape = v.record(v.string(), v.string());
let names: Map<string, string> | null = null;

function known(): Map<string, string> {
  if (names) return names;
  try {
    const read = v.safeParse(Shape, JSON.parse(localStorage.getItem(KEY) ?? '{}'));
    names = new Map(read.success ? Object.entries(read.output) : []);
  } catch (error) {
    console.warn('localStorage', error);
    names = new Map();
  }
  return names;
}

export function learnName(id: string, name: string): void {
  if (known().get(id) === name) return;
  known().set(id, name);
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(known())));
  } catch (error) {
    console.warn('localStorage', error);
  }
}

export const nameOf = (id: string): string => known().get(id) ?? id;
