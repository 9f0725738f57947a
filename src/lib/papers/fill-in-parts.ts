/**
 * Fills a template whose lists are long a part at a time, and packs each part at once: memory then grows with the file, not with what is
 * unpacked of it. 1,850 certificates unpacked are over a hundred megabytes of text, which the template library holds several times.
 */
import { strToU8, Zip, ZipDeflate } from 'fflate';
import { withoutEmptySections } from './sections.ts';
import type { Value, Values } from './paper.ts';

/** Lines of a list that are filled at a time. */
const LINES = 100;

/** Where a field stands, as in `FieldPlace`. */
interface Place {
  name: string;
  part: string;
  inside: readonly { name: string }[];
}

export interface Rendered {
  /** The main part of the document: 'word/document.xml'. */
  main: string;
  xml: string;
  /** All parts by name, the main one as well. */
  parts: () => Iterable<readonly [string, Uint8Array]>;
}

/**
 * @param placesOf the fields of the template; asked only where a list is long.
 * @returns null where no list is long, or where a long one cannot be filled in parts: it stands in the document twice, within another list, or
 *   within a line.
 */
export function fillInParts(
  values: Values,
  placesOf: () => readonly Place[],
  render: (values: Values) => Rendered,
  most = LINES,
): Uint8Array | null {
  const long = Object.keys(values).filter((name) => linesOf(values[name]).length > most);
  if (long.length === 0) return null;
  const frame = render({ ...values, ...Object.fromEntries(long.map((name) => [name, []])) });
  const places = placesOf().filter(({ name }) => long.includes(name));
  if (!places.every(({ part, inside }) => part === frame.main && inside.every(({ name: around }) => typeof values[around] === 'boolean')))
    return null;
  const names = places.map(({ name }) => name);
  if (new Set(names).size < names.length) return null;

  const only = (name: string, lines: readonly Values[]): string =>
    render({ ...values, ...Object.fromEntries(names.map((other) => [other, other === name ? lines : []])) }).xml;
  const cuts: { at: number; name: string }[] = [];
  for (const name of names) {
    const at = cutOf(frame.xml, only(name, linesOf(values[name]).slice(0, most)));
    if (at === null) return null;
    cuts.push({ at, name });
  }
  cuts.sort((a, b) => a.at - b.at);

  let marked = frame.xml;
  for (const { at, name } of cuts.toReversed()) marked = marked.slice(0, at) + markOf(names.indexOf(name)) + marked.slice(at);
  const pieces = withoutEmptySections(marked).split(MARK);

  const packed = new Packing(frame);
  for (const [n, piece] of pieces.entries()) {
    packed.add(piece);
    const cut = cuts[n];
    if (!cut) continue;
    const lines = linesOf(values[cut.name]);
    for (let from = 0; from < lines.length; from += most) {
      const xml = only(cut.name, lines.slice(from, from + most));
      const after = frame.xml.length - cut.at;
      if (!xml.startsWith(frame.xml.slice(0, cut.at)) || !xml.endsWith(frame.xml.slice(cut.at))) return null;
      packed.add(xml.slice(cut.at, xml.length - after));
    }
  }
  return packed.end();
}

const linesOf = (value: Value | undefined): readonly Values[] => (typeof value === 'object' && value !== null ? value : []);

/** Reads as something shown, so that its section is kept; a private character, so that no paper says it. */
const markOf = (n: number): string => `<w:t>\uF8FF${n}</w:t>`;
const MARK = /<w:t>\uF8FF\d+<\/w:t>/;

/** Where the list stands, after a whole paragraph, row or table; null where it is within one, or left out by a condition. */
function cutOf(frame: string, withLine: string): number | null {
  if (withLine === frame) return null;
  let same = 0;
  while (same < frame.length && frame[same] === withLine[same]) same += 1;
  const before = frame.slice(0, same);
  const at = Math.max(...ENDS.map((end) => before.lastIndexOf(end) + end.length));
  return at >= '<w:body>'.length && withLine.endsWith(frame.slice(at)) ? at : null;
}
const ENDS = ['<w:body>', '</w:p>', '</w:tr>', '</w:tbl>', '</w:sdt>'] as const;

class Packing {
  readonly #packed: Uint8Array[] = [];
  readonly #zip = new Zip((error, chunk) => {
    if (error) throw error;
    this.#packed.push(chunk);
  });
  readonly #main: ZipDeflate;
  #pictures = 0;

  constructor({ main, parts }: Rendered) {
    for (const [name, bytes] of parts()) {
      if (name === main) continue;
      const file = new ZipDeflate(name);
      this.#zip.add(file);
      file.push(bytes, true);
    }
    this.#main = new ZipDeflate(main);
    this.#zip.add(this.#main);
  }

  add(xml: string): void {
    // Each part counts its pictures from 1; two with one number are a damaged document to Word.
    this.#main.push(strToU8(xml.replace(/(<wp:docPr [^>]*?\bid=")\d+/g, (_, start: string) => `${start}${++this.#pictures}`)));
  }

  end(): Uint8Array {
    this.#main.push(new Uint8Array(), true);
    this.#zip.end();
    const bytes = new Uint8Array(this.#packed.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const chunk of this.#packed) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  }
}
