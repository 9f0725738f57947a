/**
 * Fills a template (.docx) with values. docxtemplater reads only what is in the values: no expressions, no properties that an object has from
 * elsewhere, no raw XML (docs/decisions/035-papers.md).
 */
import Docxtemplater, { type DXT } from 'docxtemplater';
import PizZip from 'pizzip';
import { DocumentPlace, withoutEntities, wordsNear } from './document-place.ts';
import { fieldName } from './field-name.ts';
import { fillInParts, type Rendered } from './fill-in-parts.ts';
import type { Value, Values } from './paper.ts';
import { DOTS } from './paper-words.ts';
import { withLayoutsApart, withoutEmptySections } from './sections.ts';

/** What does not fit together in a template. */
export interface TemplateTrouble {
  /** One sentence. */
  text: string;
  /** What to look for in the template to find it, the surest first: '{#từng hộ}'. [] for the file as a whole. */
  at: readonly string[];
}

export class TemplateError extends Error {
  readonly troubles: readonly TemplateTrouble[];

  constructor(troubles: readonly TemplateTrouble[]) {
    super(troubles.map(({ text }) => text).join(' '));
    this.name = 'TemplateError';
    this.troubles = troubles;
  }
}

export interface FilledPaper {
  bytes: Uint8Array;
  /** Fields that the paper does not know, as they stand in the template; they stay empty. */
  unknown: readonly string[];
}

/** @throws TemplateError when the fields, loops or conditions of the template do not fit together. */
export function fillTemplate(template: Uint8Array, values: Values): FilledPaper {
  const unknown = new Set<string>();
  const render = (given: Values): Docxtemplater => {
    const document = open(template, ({ value }) => unknown.add(value));
    translated(() => document.render(given));
    return document;
  };
  const inParts = fillInParts(
    values,
    () => fieldsIn(template),
    (given) => renderedOf(render(given).getZip()),
  );
  return { bytes: inParts ?? whole(render(values)), unknown: [...unknown] };
}

const MAIN = /^word\/document\d*\.xml$/;

function whole(document: Docxtemplater): Uint8Array {
  for (const file of document.getZip().file(MAIN)) {
    const xml = file.asText();
    const kept = withoutEmptySections(xml);
    if (kept !== xml) document.getZip().file(file.name, kept);
  }
  return document.toUint8Array();
}

function renderedOf(zip: PizZip): Rendered {
  const [main] = zip.file(MAIN);
  const names = Object.keys(zip.files).filter((name) => !name.endsWith('/'));
  return {
    main: main?.name ?? '',
    xml: main?.asText() ?? '',
    parts: () => names.map((name) => [name, zip.file(name)?.asUint8Array() ?? new Uint8Array()] as const),
  };
}

/** A list or a condition around a field. */
export interface Section {
  /** As `fieldName`. */
  name: string;
  /** Where it is not so, or the list is empty: {^…}. */
  isNegated: boolean;
}

/** One field where it stands in a template. */
export interface FieldPlace {
  /** As `fieldName`. */
  name: string;
  /** As it stands there: '{#Từng hộ}'. */
  typed: string;
  /** The file in the template: 'word/document.xml', 'word/header1.xml'. */
  part: string;
  /** 'Thân văn bản, bảng 2, dòng 3, ô 4' */
  place: string;
  /** A few words around it. */
  near: string;
  /** The lists and conditions around it, the outermost first. */
  inside: readonly Section[];
  /** It begins a list or a condition; null for a text. */
  begins: 'list' | 'negated' | null;
}

/** @throws TemplateError as `fillTemplate`. */
export const fieldsIn = (template: Uint8Array): FieldPlace[] =>
  partsOf(open(template)).flatMap(([part, parsed]) => {
    const places: FieldPlace[] = [];
    const inside: Section[] = [];
    const where = new DocumentPlace(part);
    let [text, waiting]: [string, Omit<FieldPlace, 'place' | 'near'>[]] = ['', []];
    const close = (): void => {
      where.paragraph(text);
      const paragraph = withoutEntities(text).trim();
      places.push(...waiting.map((field) => ({ ...field, place: where.words, near: wordsNear(paragraph, field.typed) })));
      [text, waiting] = ['', []];
    };
    for (const { type, tag = '', position, value, raw = value, module, inverted = false } of parsed) {
      if (type === 'tag' && tag === 'w:p') close();
      else if (type === 'tag' && position === 'start') where.begin(tag);
      else if (type === 'tag' && position === 'end') where.end(tag);
      if (type === 'content' && position === 'insidetag') text += value;
      if (type !== 'placeholder') continue;
      text += `{${raw}}`;
      const ends = module === 'loop' && raw.startsWith('/');
      const begins = module !== 'loop' || ends ? null : inverted ? 'negated' : 'list';
      if (ends) inside.pop();
      else waiting.push({ name: fieldName(value), typed: `{${withoutEntities(raw)}}`, part, inside: [...inside], begins });
      if (begins) inside.push({ name: fieldName(value), isNegated: inverted });
    }
    close();
    return places;
  });

/** The files of a document that may hold fields, as flat lists of tags, texts and fields. */
const partsOf = (document: Docxtemplater): [string, readonly DXT.Part[]][] =>
  Object.entries((document as unknown as { compiled: Record<string, { parsed: readonly DXT.Part[] }> }).compiled).map(
    ([part, { parsed }]) => [part, parsed],
  );

function zipOf(template: Uint8Array): PizZip {
  const zip = new PizZip(template);
  for (const file of zip.file(MAIN)) {
    const xml = file.asText();
    const apart = withLayoutsApart(xml);
    if (apart !== xml) zip.file(file.name, apart);
  }
  return zip;
}

function open(template: Uint8Array, onUnknown: (part: DXT.Part) => void = () => undefined): Docxtemplater {
  const document = translated(
    () =>
      new Docxtemplater(zipOf(template), {
        paragraphLoop: true,
        linebreaks: true,
        errorLogging: false,
        syntax: { changeDelimiterPrefix: null },
        parser: (typed) => {
          const name = fieldName(typed);
          return { get: (scope: Values) => (Object.hasOwn(scope, name) ? shown(scope[name]) : undefined) };
        },
        // A field that is in no scope.
        nullGetter: (part) => {
          onUnknown(part);
          return part.module === 'loop' ? [] : '';
        },
      }),
  );
  // A value as raw XML could write anything into the document.
  const raw = partsOf(document).flatMap(([, parsed]) => parsed.filter(({ module }) => module === 'rawxml'));
  if (raw.length > 0) throw new TemplateError(raw.map(({ value }) => ({ text: rawText(value), at: [`{@${value}`] })));
  return document;
}

const rawText = (field: string): string => `Trường {@${field}} không dùng được. Hãy bỏ dấu @.`;
const shown = (value: Value | undefined): Value | undefined => (value === null ? DOTS : value);

interface FieldError {
  properties: {
    id?: string;
    xtag?: string;
    openingtag?: string;
    closingtag?: string;
    context?: string;
    lastPair?: { left: string };
    pair?: { left: string };
    errors?: FieldError[];
  };
}

function translated<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { properties } = error as Partial<FieldError>;
    if (!properties) throw new TemplateError([{ text: UNREADABLE, at: [] }]);
    throw new TemplateError((properties.errors ?? [{ properties }]).map(troubleOf));
  }
}
const UNREADABLE = 'Không đọc được tệp này như một tệp Word (.docx). Hãy mở tệp bằng Word, lưu lại rồi thử lại.';

function troubleOf({ properties }: FieldError): TemplateTrouble {
  const { id, xtag = '', openingtag = '', closingtag = '', context = xtag, lastPair, pair } = properties;
  const begin = (name: string): string[] => [`{#${name}}`, `{^${name}}`, name];
  switch (id) {
    case 'unclosed_loop':
      return { text: `Phần {#${xtag}} chưa có chỗ kết thúc {/${xtag}}.`, at: begin(xtag) };
    case 'unopened_loop':
      return { text: `Có chỗ kết thúc {/${xtag}} mà không có chỗ bắt đầu {#${xtag}}.`, at: [`{/${xtag}`] };
    case 'closing_tag_does_not_match_opening_tag':
      return { text: `Phần {#${openingtag}} lại kết thúc bằng {/${closingtag}}. Hãy sửa cho cùng tên.`, at: [`{/${closingtag}`] };
    case 'unclosed_tag':
      return { text: `Trường “${context}” có dấu { mà thiếu dấu }.`, at: [context] };
    case 'unopened_tag':
      return { text: `Ở chỗ “${context}” có dấu } mà thiếu dấu {.`, at: [context] };
    case 'duplicate_open_tag':
    case 'duplicate_close_tag':
      return { text: `Ở chỗ “${context}” có hai dấu ngoặc { hoặc } liền nhau.`, at: [context] };
    case 'unbalanced_loop_tags': {
      const [first, second] = [lastPair?.left ?? '', pair?.left ?? ''];
      return {
        text: `Phần {#${first}} trải qua nhiều ô mà kết thúc trong ô có phần {#${second}}. Hãy chuyển {/${first}} về cuối ô đó.`,
        at: begin(first),
      };
    }
    case 'raw_tag_outerxml_invalid':
    case 'raw_xml_tag_should_be_only_text_in_paragraph':
      return { text: rawText(xtag), at: [`{@${xtag}`] };
    default:
      return {
        text: `Trường “${xtag || context}” đặt sai chỗ. Một phần lặp phải bắt đầu và kết thúc trong cùng một đoạn, một ô hoặc một bảng.`,
        at: begin(xtag || context),
      };
  }
}
