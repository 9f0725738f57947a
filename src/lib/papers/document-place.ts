/**
 * Where something stands in a document, as a person in Word finds it: paragraphs that say something, tables by their rows and cells, with a few
 * words of the text. Tables without lines count too; our heads are such tables.
 */
const MAIN = 'word/document.xml';

/** A file in a template, as the person who made the template knows it. */
export const partName = (part: string): string =>
  part === MAIN
    ? 'thân văn bản'
    : /^word\/header/.test(part)
      ? 'phần đầu trang'
      : /^word\/footer/.test(part)
        ? 'phần chân trang'
        : /^word\/(?:foot|end)notes/.test(part)
          ? 'phần ghi chú'
          : `phần “${part}”`;

/** The document itself, or the cell of a table that is open. */
interface Container {
  table: number;
  row: number;
  cell: number;
  tables: number;
  paragraphs: number;
}

/** Follows the tags of one part of a document, in their order. */
export class DocumentPlace {
  readonly #part: string;
  readonly #open: Container[] = [];
  #here: Container = { table: 0, row: 0, cell: 0, tables: 0, paragraphs: 0 };

  constructor(part: string) {
    this.#part = part;
  }

  /** @param tag 'w:tbl', 'w:tr' or 'w:tc'; others change nothing. */
  begin(tag: string): void {
    const here = this.#here;
    if (tag === 'w:tbl') {
      here.tables += 1;
      this.#open.push(here);
      this.#here = { table: here.tables, row: 0, cell: 0, tables: 0, paragraphs: 0 };
    } else if (tag === 'w:tr') Object.assign(here, { row: here.row + 1, cell: 0 });
    else if (tag === 'w:tc') Object.assign(here, { cell: here.cell + 1, tables: 0, paragraphs: 0 });
  }

  end(tag: string): void {
    if (tag === 'w:tbl') this.#here = this.#open.pop() ?? this.#here;
  }

  /** The next paragraph; one without words does not count, because nobody sees it. */
  paragraph(text: string): void {
    if (text.trim() !== '') this.#here.paragraphs += 1;
  }

  /** 'Thân văn bản, bảng 2, dòng 3, ô 4'; 'Phần đầu trang, đoạn 1'. */
  get words(): string {
    const tables = [...this.#open.slice(1), ...(this.#open.length > 0 ? [this.#here] : [])];
    const name = partName(this.#part);
    const where = tables.map(({ table, row, cell }) => `bảng ${table}, dòng ${row}, ô ${cell}`).join(', trong đó ');
    return `${name.charAt(0).toLocaleUpperCase('vi')}${name.slice(1)}, ${where || `đoạn ${this.#here.paragraphs}`}`;
  }
}

export interface PlacedText {
  place: string;
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };
export const withoutEntities = (xml: string): string => xml.replace(/&(?:amp|lt|gt|quot|apos);/g, (entity) => ENTITIES[entity] ?? entity);

const TAGS = /<(\/?)(w:(?:p|tbl|tr|tc|t))(?=[\s/>])(?:[^>"']|"[^"]*"|'[^']*')*?(\/?)>([^<]*)/g;

/** The paragraphs of one part of a document that say something; also of one whose fields do not fit together. */
export function placedTexts(part: string, xml: string): PlacedText[] {
  const place = new DocumentPlace(part);
  const found: PlacedText[] = [];
  let text = '';
  const close = (): void => {
    place.paragraph(text);
    if (text.trim() !== '') found.push({ place: place.words, text: withoutEntities(text).trim() });
    text = '';
  };
  for (const [, ends = '', tag = '', empty = '', content = ''] of xml.matchAll(TAGS)) {
    if (tag === 'w:t') text += ends || empty ? '' : content;
    else if (tag === 'w:p') close();
    else if (ends) place.end(tag);
    else if (!empty) place.begin(tag);
  }
  return found;
}

/** So many letters on either side of what is meant. */
const AROUND = 30;

/** A few whole words of a text around what is meant: 'Hôm nay, {ngày họp}, bắt đầu…'. */
export function wordsNear(text: string, what: string): string {
  const at = Math.max(0, text.indexOf(what));
  const [before, after] = [text.slice(0, at), text.slice(at + what.length)];
  const left = before.length > AROUND ? `…${before.slice(-AROUND).replace(/^\S*\s/, '')}` : before;
  const right = after.length > AROUND ? `${after.slice(0, AROUND).replace(/\s\S*$/, '')}…` : after;
  return `${left}${what}${right}`;
}
