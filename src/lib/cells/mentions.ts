/** Mentions in a comment: '@' and a name in its text, as people type it. */
import { fold } from '../review/text.ts';

export interface Mentionable {
  id: string;
  name: string;
}

const NOT_IN_NAME = /[\p{L}\p{M}\p{N}]/u;

/** Ids of the people mentioned, in order of first mention. The longest matching name wins. */
export function mentionsIn(text: string, people: readonly Mentionable[]): string[] {
  const words = text.normalize('NFC').toLowerCase();
  const byLength = [...people].sort((a, b) => b.name.length - a.name.length);
  const found: string[] = [];
  for (let at = words.indexOf('@'); at >= 0; at = words.indexOf('@', at + 1)) {
    const person = byLength.find(
      ({ name }) =>
        words.startsWith(name.normalize('NFC').toLowerCase(), at + 1) &&
        !NOT_IN_NAME.test(words.charAt(at + 1 + name.normalize('NFC').length)),
    );
    if (person && !found.includes(person.id)) found.push(person.id);
  }
  return found;
}

/** What is being typed after the last '@' before the caret; null when no mention is being typed. */
export function callAt(text: string, caret: number): { from: number; query: string } | null {
  const from = text.lastIndexOf('@', caret - 1);
  if (from < 0 || caret <= from) return null;
  const query = text.slice(from + 1, caret);
  return /[\n,.;:!?]/.test(query) || query.startsWith(' ') || query.length > 40 ? null : { from, query };
}

/** People with a word in their name that begins with the query, with or without diacritics. */
export function peopleFor(query: string, people: readonly Mentionable[]): Mentionable[] {
  const wanted = fold(query);
  return people.filter(({ name }) => {
    const folded = fold(name);
    return folded.startsWith(wanted) || folded.split(' ').some((_, index, words) => words.slice(index).join(' ').startsWith(wanted));
  });
}
