/** Everything that is asked of a template before it is used: of the page, the commune's machine and the command line alike. */
import { checkTemplate } from './check-template.ts';
import { placedTexts, wordsNear } from './document-place.ts';
import { otherKind } from './file-kind.ts';
import { fieldsIn, TemplateError, type FieldPlace, type TemplateTrouble } from './fill.ts';
import type { Field } from './paper.ts';
import { fieldTrouble } from './template-fields.ts';
import { partsOfTemplate, repacked } from './template-parts.ts';

export interface JudgedTemplate {
  /** What must be put right first, one sentence each, with the place in the document; [] for a template that may be used. */
  troubles: readonly string[];
  /** The file as it is kept and filled; null where it is not even a document that is safe to open. */
  bytes: Uint8Array | null;
  /** Its fields where they stand; [] where they do not fit together. */
  places: readonly FieldPlace[];
}

/** @param fields of the paper that it is for (fieldsOf). */
export function judgeTemplate(file: Uint8Array, fields: readonly Field[]): JudgedTemplate {
  const other = otherKind(file);
  const unsafe = other === null ? checkTemplate(file) : [other];
  if (unsafe.length > 0) return { troubles: unsafe, bytes: null, places: [] };
  const bytes = repacked(file);
  try {
    const places = fieldsIn(bytes);
    return { bytes, places, troubles: [...new Set(places.flatMap((place) => fieldTrouble(place, fields) ?? []))] };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { bytes, places: [], troubles: error.troubles.map((trouble) => placed(trouble, bytes)) };
  }
}

function placed({ text, at }: TemplateTrouble, bytes: Uint8Array): string {
  const read = partsOfTemplate(bytes);
  if ('trouble' in read) return text;
  const decoder = new TextDecoder();
  const texts = [...read.parts].flatMap(([name, part]) => (/^word\/[^/]+\.xml$/.test(name) ? placedTexts(name, decoder.decode(part)) : []));
  for (const what of at) {
    const found = what === '' ? undefined : texts.find((each) => each.text.includes(what));
    if (found) return `${found.place}, chỗ “${wordsNear(found.text, what)}”: ${text}`;
  }
  return text;
}
