/** The fields of a paper as a table for those who change its template: how each is written, what it is, and an example. */
import type { PaperId } from '../../process/paper-kinds.ts';
import type { Field, Value, Values } from '../paper.ts';
import { DOTS } from '../paper-words.ts';
import { SAMPLE_RECORD, sampleFacts } from '../sample-facts.ts';
import { pathName, pathsOf } from '../template-fields.ts';
import { fieldsOf, paperOf } from './papers.ts';

export interface FieldRow {
  /** 'từng danh sách › từng hộ › chủ hộ'; of itself alone for a field of no list. */
  path: string;
  /** The lists that it must stand in, the outermost first. */
  lists: readonly string[];
  /** As it is typed in the template. */
  typed: string;
  kind: Field['kind'];
  about: string;
  /** As the invented commune has it. */
  example: string;
}

export function fieldRows(id: PaperId): FieldRow[] {
  const paper = paperOf(id);
  const facts = sampleFacts(id);
  const chosen = Object.fromEntries(paper.asks.flatMap(({ name, kind }) => (kind === 'choice' ? [[name, 'có']] : [])));
  const all = [SAMPLE_RECORD, { ...SAMPLE_RECORD, texts: { ...SAMPLE_RECORD.texts, ...chosen } }].map((record) =>
    paper.values(facts, record),
  );
  return pathsOf(fieldsOf(paper)).map((path) => {
    const { lists, field } = path;
    const found = all.flatMap((values) => scopesOf(values, lists).map((scope) => scope[field.name]));
    return {
      ...{ path: pathName(path), lists, kind: field.kind, about: field.about },
      typed: field.kind === 'text' ? `{${field.name}}` : `{#${field.name}} … {/${field.name}}`,
      example: exampleOf(found.find(says) ?? found[0]),
    };
  });
}

/** All lines of a list within lists. */
const scopesOf = (values: Values, lists: readonly string[]): Values[] =>
  lists.reduce<Values[]>(
    (scopes, name) =>
      scopes.flatMap((scope) => {
        const value = scope[name];
        return Array.isArray(value) ? (value as readonly Values[]) : [];
      }),
    [values],
  );

const says = (value: Value | undefined): boolean =>
  typeof value === 'string' ? value !== '' : Array.isArray(value) ? value.length > 0 : value === true;

const LONGEST = 90;

function exampleOf(value: Value | undefined): string {
  if (value === null || value === undefined) return `${DOTS} (ghi tay)`;
  if (typeof value === 'boolean') return value ? 'có' : 'không';
  if (typeof value !== 'string') return `${value.length} dòng`;
  const line = value.replaceAll('\n', ' / ');
  return line === '' ? '(trống)' : line.length > LONGEST ? `${line.slice(0, LONGEST).replace(/\s\S*$/, '')} …` : line;
}
