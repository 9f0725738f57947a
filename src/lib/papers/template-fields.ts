/** Which fields of a template the paper has: by the scopes of its lists, as they are filled. */
import { fold } from '../review/text.ts';
import type { FieldPlace, Section } from './fill.ts';
import type { Field } from './paper.ts';

/** A field with the lists that it stands in, the outermost first. */
export interface FieldPath {
  lists: readonly string[];
  field: Field;
}

/** All fields of a paper, each list before its own. */
export const pathsOf = (fields: readonly Field[], lists: readonly string[] = []): FieldPath[] =>
  fields.flatMap((field) => [{ lists, field }, ...pathsOf(field.fields ?? [], [...lists, field.name])]);

/** 'từng danh sách › từng hộ › chủ hộ' */
export const pathName = ({ lists, field }: FieldPath): string => [...lists, field.name].join(' › ');

interface Scope {
  lists: readonly string[];
  fields: readonly Field[];
}

/** Innermost last. A list that is empty, or a condition, gives no fields of its own. */
function scopesIn(inside: readonly Section[], fields: readonly Field[]): Scope[] {
  const scopes: Scope[] = [{ lists: [], fields }];
  for (const { name, isNegated } of inside) {
    const found = isNegated ? null : foundIn(scopes, name);
    if (found?.field.kind === 'list') scopes.push({ lists: [...found.lists, name], fields: found.field.fields ?? [] });
  }
  return scopes;
}

function foundIn(scopes: readonly Scope[], name: string): FieldPath | null {
  for (const { lists, fields } of [...scopes].reverse()) {
    const field = fields.find((each) => each.name === name);
    if (field) return { lists, field };
  }
  return null;
}

/** What is wrong with one field, with its place; null for one that the paper fills. */
export function fieldTrouble(place: FieldPlace, fields: readonly Field[]): string | null {
  const scopes = scopesIn(place.inside, fields);
  const found = foundIn(scopes, place.name);
  const at = `${place.place}, chỗ “${place.near}”`;
  if (!found) return `${at}: văn bản này không có trường ${place.typed}. ${adviceFor(place, scopes, fields)}`;
  const { name, kind } = found.field;
  if (kind !== 'text' && place.begins === null)
    return `${at}: {${name}} là ${kind === 'list' ? 'phần lặp' : 'điều kiện'}. Hãy viết {#${name}} ở đầu phần, {/${name}} ở cuối phần.`;
  if (kind === 'text' && !found.field.optional && place.begins !== null)
    return `${at}: {${name}} là chữ, không mở được một phần. Hãy viết {${name}}, bỏ dấu # hoặc ^ và chỗ kết thúc.`;
  return null;
}

function adviceFor({ name }: FieldPlace, scopes: readonly Scope[], fields: readonly Field[]): string {
  const elsewhere = pathsOf(fields).filter(({ field }) => field.name === name);
  const lists = [...new Set(elsewhere.map((path) => path.lists.at(-1) ?? ''))].filter(Boolean);
  if (lists.length > 0) return `Trường này chỉ dùng được bên trong ${lists.map((list) => `{#${list}} … {/${list}}`).join(' hoặc ')}.`;
  const near = nearest(name, [...new Set(scopes.flatMap((scope) => scope.fields.map((field) => field.name)))]);
  return near ? `Có phải {${near}}?` : 'Hãy xóa, hoặc thay bằng một trường trong bảng các trường.';
}

/** The name that is meant by one with a slip: other tones, or a few letters. */
function nearest(name: string, names: readonly string[]): string | null {
  const typed = fold(name);
  const most = typed.length < 10 ? 1 : 2;
  const [best] = names
    .map((each) => ({ each, steps: stepsBetween(typed, fold(each)) }))
    .filter(({ steps }) => steps <= most)
    .sort((a, b) => a.steps - b.steps);
  return best?.each ?? null;
}

/** How many letters must be added, left out or changed (Levenshtein). */
function stepsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries())
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + Number(letter !== other)));
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** The fields that a template fills, by their paths. */
export const usedIn = (places: readonly FieldPlace[], fields: readonly Field[]): Set<string> =>
  new Set(
    places.flatMap(({ inside, name }) => {
      const found = foundIn(scopesIn(inside, fields), name);
      return found ? [pathName(found)] : [];
    }),
  );
