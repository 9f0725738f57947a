/**
 * Fills a template (.docx) with values. docxtemplater reads only what is in the values: no expressions, no properties that an object has from
 * elsewhere, no raw XML (docs/decisions/035-papers.md).
 */
import Docxtemplater, { type DXT } from 'docxtemplater';
import PizZip from 'pizzip';

import { fieldName } from './field-name.ts';
import { fillInParts, type Rendered } from './fill-in-parts.ts';
import type { Value, Values } from './paper.ts';
import { DOTS } from './paper-words.ts';
import { withLayoutsApart, withoutEmptySections } from './sections.ts';

export class TemplateError extends Error {
  /** One sentence each, naming the place. */
  readonly troubles: readonly string[];

  constructor(troubles: readonly string[]) {
    super(troubles.join(' '));
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

/** One field where it stands in a template. */
export interface FieldPlace {
  /** As `fieldName`. */
  name: string;
  /** As typed. */
  typed: string;
  /** The file in the template: 'word/document.xml', 'word/header1.xml'. */
  part: string;
  /** The text of its paragraph, with the fields in it. */
  paragraph: string;
  /** The lists and conditions around it, the outermost first. */
  inside: readonly string[];
}

/** @throws TemplateError as `fillTemplate`. */
export const fieldsIn = (template: Uint8Array): FieldPlace[] =>
  partsOf(open(template)).flatMap(([part, parsed]) => {
    const places: FieldPlace[] = [];
    const inside: string[] = [];
    let [text, waiting]: [string, Omit<FieldPlace, 'paragraph'>[]] = ['', []];
    const close = (): void => {
      const paragraph = withoutEntities(text).trim();
      places.push(...waiting.map((place) => ({ ...place, paragraph })));
      [text, waiting] = ['', []];
    };
    for (const { type, tag, position, value, raw = value } of parsed) {
      if (type === 'tag' && tag === 'w:p' && position === 'start') close();
      if (type === 'content' && position === 'insidetag') text += value;
      if (type !== 'placeholder') continue;
      text += `{${raw}}`;
      if (raw.startsWith('/')) inside.pop();
      else waiting.push({ name: fieldName(value), typed: value, part, inside: [...inside] });
      if (/^[#^]/.test(raw)) inside.push(fieldName(value));
    }
    close();
    return places;
  });

/** The files of a document that may hold fields, as flat lists of tags, texts and fields. */
const partsOf = (document: Docxtemplater): [string, readonly DXT.Part[]][] =>
  Object.entries((document as unknown as { compiled: Record<string, { parsed: readonly DXT.Part[] }> }).compiled).map(
    ([part, { parsed }]) => [part, parsed],
  );

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };
const withoutEntities = (xml: string): string => xml.replace(/&(?:amp|lt|gt|quot|apos);/g, (entity) => ENTITIES[entity] ?? entity);

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
  if (raw.length > 0) throw new TemplateError(raw.map(({ value }) => rawText(value)));
  return document;
}

const rawText = (field: string): string => `Trường {@${field}} không dùng được. Hãy bỏ dấu @.`;
const shown = (value: Value | undefined): Value | undefined => (value === null ? DOTS : value);

interface FieldError {
  properties: { id?: string; xtag?: string; openingtag?: string; closingtag?: string; context?: string; errors?: FieldError[] };
}

function translated<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { properties } = error as Partial<FieldError>;
    if (!properties)
      throw new TemplateError(['Không đọc được tệp này như một tệp Word (.docx). Hãy mở tệp bằng Word, lưu lại rồi thử lại.']);
    throw new TemplateError((properties.errors ?? [{ properties }]).map(troubleText));
  }
}

function troubleText({ properties: { id, xtag = '', openingtag = '', closingtag = '', context = xtag } }: FieldError): string {
  switch (id) {
    case 'unclosed_loop':
      return `Phần {#${xtag}} chưa có chỗ kết thúc {/${xtag}}.`;
    case 'unopened_loop':
      return `Có chỗ kết thúc {/${xtag}} mà không có chỗ bắt đầu {#${xtag}}.`;
    case 'closing_tag_does_not_match_opening_tag':
      return `Phần {#${openingtag}} lại kết thúc bằng {/${closingtag}}. Hãy sửa cho cùng tên.`;
    case 'unclosed_tag':
      return `Trường “${context}” có dấu { mà thiếu dấu }.`;
    case 'unopened_tag':
      return `Ở chỗ “${context}” có dấu } mà thiếu dấu {.`;
    case 'duplicate_open_tag':
    case 'duplicate_close_tag':
      return `Ở chỗ “${context}” có hai dấu ngoặc { hoặc } liền nhau.`;
    case 'raw_tag_outerxml_invalid':
    case 'raw_xml_tag_should_be_only_text_in_paragraph':
      return rawText(xtag);
    default:
      return `Trường “${xtag || context}” đặt sai chỗ. Một phần lặp phải bắt đầu và kết thúc trong cùng một đoạn, một ô hoặc một bảng.`;
  }
}
