/**
 * The layout of papers by Phụ lục I of Nghị định 30/2020/NĐ-CP, as parts of a template. Lengths are in twentieths of a point, sizes of letters
 * in half points, as Word counts them. The template's fields stand in the texts, between braces.
 */
import {
  AlignmentType,
  BorderStyle,
  Document,
  Header,
  PageBreak,
  PageNumber,
  PageOrientation,
  Packer,
  Paragraph,
  SectionType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
  type IParagraphOptions,
  type ISectionOptions,
} from 'docx';

export const FONT = 'Times New Roman';
/** A4, and margins within those of mục I.3: top and bottom 20 mm, left 30 mm, right 20 mm. */
const MM = 56.7;
const mm = (length: number): number => Math.round(length * MM);
const PAGE = { width: mm(210), height: mm(297) };
const MARGIN = { top: mm(20), bottom: mm(20), left: mm(30), right: mm(20), header: mm(10), footer: mm(10) };
/** What is left for the text. */
export const TEXT_WIDTH = PAGE.width - MARGIN.left - MARGIN.right;

export type Block = Paragraph | Table;
type Align = 'left' | 'center' | 'right' | 'both';

export interface TextStyle {
  /** Half points: 28 is cỡ chữ 14. */
  size?: number;
  bold?: boolean;
  italics?: boolean;
  align?: Align;
  /** First line 1,27 cm to the right. */
  indent?: boolean;
  before?: number;
  after?: number;
  /** On the same page as what follows. */
  keepNext?: boolean;
  pageBreakBefore?: boolean;
}

const BODY = 28;

const run = (text: string, { size = BODY, bold, italics }: Pick<TextStyle, 'size' | 'bold' | 'italics'> = {}): TextRun =>
  new TextRun({ text, font: FONT, size, ...(bold && { bold }), ...(italics && { italics }) });

const paragraphOptions = ({
  align = 'both',
  indent = false,
  before = 0,
  after = 0,
  keepNext,
  pageBreakBefore,
}: TextStyle): IParagraphOptions => ({
  alignment: align,
  spacing: { before, after },
  ...(indent && { indent: { firstLine: 720 } }),
  ...(keepNext && { keepNext }),
  ...(pageBreakBefore && { pageBreakBefore }),
});

/** A line of its own; parts between ** are bold. */
export function line(text: string, style: TextStyle = {}): Paragraph {
  const children = text.split('**').map((part, n) => run(part, { ...style, ...(n % 2 === 1 && { bold: true }) }));
  // The mark at the end has a size too: an empty line is as high as it.
  return new Paragraph({ ...paragraphOptions(style), run: { size: style.size ?? BODY, font: FONT }, children });
}

/** A paragraph of the body: justified, the first line indented, 6 points to the next one. */
export const body = (text: string, style: TextStyle = {}): Paragraph => line(text, { indent: true, after: 120, ...style });

/** A heading of a part: 'I. …'. */
export const heading = (text: string): Paragraph => body(text, { bold: true, keepNext: true });

/** Once for each line of the list; inside, the fields of its lines. */
export const each = (list: string, blocks: readonly Block[]): Block[] => [line(`{#${list}}`), ...blocks, line(`{/${list}}`)];
/** Only where it is so. */
export const when = (choice: string, blocks: readonly Block[]): Block[] => each(choice, blocks);
/** Only where it is not so, or the list is empty. */
export const unless = (choice: string, blocks: readonly Block[]): Block[] => [line(`{^${choice}}`), ...blocks, line(`{/${choice}}`)];

/** A free text: a paragraph of the body for each that was written. @param list of its paragraphs (paragraphs.ts). */
export const written = (list: string, before = ''): Block[] => each(list, [body(`${before}{đoạn}`)]);

/** What follows begins on a new page. */
export const pageBreak = (): Paragraph => new Paragraph({ children: [new PageBreak()] });

const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const NO_BORDERS = { top: NONE, bottom: NONE, left: NONE, right: NONE, insideHorizontal: NONE, insideVertical: NONE };

/** Blocks beside each other, without lines around them. */
export function columns(...cells: readonly { width: number; blocks: readonly Block[] }[]): Table {
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: cells.reduce((sum, { width }) => sum + width, 0), type: WidthType.DXA },
    columnWidths: cells.map(({ width }) => width),
    borders: NO_BORDERS,
    rows: [
      new TableRow({
        cantSplit: true,
        children: cells.map(
          ({ width, blocks }) =>
            new TableCell({ width: { size: width, type: WidthType.DXA }, margins: { left: 0, right: 0 }, children: [...blocks] }),
        ),
      }),
    ],
  });
}

/** A rule under a heading, in the middle of a column. */
function rule(column: number, length: number): Paragraph {
  const side = Math.max(0, Math.round((column - length) / 2));
  return new Paragraph({
    indent: { left: side, right: side },
    spacing: { before: 60, after: 0, line: 60, lineRule: 'exact' },
    border: { top: { style: BorderStyle.SINGLE, size: 6, space: 1, color: '000000' } },
    children: [],
  });
}

export const centred = (text: string, style: TextStyle): Paragraph => line(text, { align: 'center', ...style });

const LEFT = mm(66);
const RIGHT = TEXT_WIDTH - LEFT;
/** The width of 'Độc lập - Tự do - Hạnh phúc' in bold letters of 14 points. */
const MOTTO = mm(61);

/** Quốc hiệu, Tiêu ngữ, with a rule as long as the words. */
export const nation = (width = RIGHT, size = 28): Block[] => [
  centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { size: size - 4, bold: true }),
  centred('Độc lập - Tự do - Hạnh phúc', { size, bold: true }),
  rule(width, Math.round((MOTTO * size) / 28)),
];

/** Whose paper it is: the body above, where the commune names one, and the body that issues it. */
export const issuer = (width = LEFT, size = 26): Block[] => [
  ...when('cơ quan chủ quản', [centred('{cơ quan chủ quản}', { size })]),
  centred('{cơ quan ban hành}', { size, bold: true }),
  rule(width, Math.round(width * 0.4)),
];

/** Place and day on the right. */
export const PLACE_AND_DAY = '{địa danh}, ngày {ngày} tháng {tháng} năm {năm}';

/** The head of a paper with a number. @param subject below the number, for a letter (V/v). */
export function head(subject?: string): Block[] {
  const number = [centred('Số: {số}/{ký hiệu}', { size: 26, before: 120 }), ...(subject ? [centred(subject, { size: 24 })] : [])];
  return [
    columns(
      { width: LEFT, blocks: [...issuer(), ...number] },
      { width: RIGHT, blocks: [...nation(), centred(PLACE_AND_DAY, { size: 28, italics: true, before: 120 })] },
    ),
  ];
}

/** The head of minutes of a village: no number, no place and day (domain: Phụ lục V). */
export const villageHead = (): Block[] => [
  columns(
    {
      width: LEFT,
      blocks: [
        centred('{cơ quan ban hành}', { size: 26 }),
        centred('{tên thôn in hoa}', { size: 26, bold: true }),
        rule(LEFT, Math.round(LEFT * 0.4)),
      ],
    },
    { width: RIGHT, blocks: nation() },
  ),
];

/** The head of what a household writes. */
export const ownHead = (): Block[] => [
  centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { size: 26, bold: true }),
  centred('Độc lập - Tự do - Hạnh phúc', { size: 28, bold: true }),
  rule(TEXT_WIDTH, MOTTO),
];

/** The kind of paper and its subject, with a rule below. */
export const title = (kind: string, subject?: string): Block[] => [
  centred(kind, { size: 28, bold: true, before: 240, keepNext: true }),
  ...(subject ? [centred(subject, { size: 28, bold: true, keepNext: true })] : []),
  rule(TEXT_WIDTH, mm(50)),
  line('', { after: 120 }),
];

/** Who decides, above the legal bases of a decision: 'CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ KIM SƠN'. */
export const authority = (): Block[] => [centred('{thẩm quyền}', { size: 28, bold: true, after: 120 })];

/** Legal bases, one a line, in italics. */
export const bases = (): Block[] => each('từng căn cứ', [body('{căn cứ}', { italics: true })]);

/** To whom a report or a request goes. */
export const addressee = (to: string): Paragraph => centred(`Kính gửi: ${to}`, { size: 28, before: 120, after: 240 });

/** Who signs, with room for the signature; nothing of it stands alone on a page. */
export const signer = (): Block[] => [
  ...each('từng dòng chức vụ', [centred('{dòng chức vụ}', { size: 28, bold: true, keepNext: true })]),
  centred('', { size: 28, after: 1300, keepNext: true }),
  centred('{người ký}', { size: 28, bold: true }),
];

/** Nơi nhận on the left, the signature on the right. */
export const closing = (): Block[] => {
  const [left, right] = [Math.round(TEXT_WIDTH * 0.48), TEXT_WIDTH - Math.round(TEXT_WIDTH * 0.48)];
  return [
    columns(
      {
        width: left,
        blocks: [
          line('Nơi nhận:', { size: 24, bold: true, italics: true, align: 'left' }),
          ...each('từng nơi nhận', [line('- {nơi nhận}', { size: 22, align: 'left' })]),
          line('', { size: 2 }),
        ],
      },
      { width: right, blocks: signer() },
    ),
  ];
};

/** Signatures beside each other, each with its title in capitals. @param who gap: the room for the signature. */
export const signatures = (...who: readonly { title: string; name: string; note?: string; gap?: number }[]): Block[] => {
  const width = Math.floor(TEXT_WIDTH / who.length);
  return [
    line('', { size: 2, before: 60, after: 120, keepNext: true }),
    columns(
      ...who.map(({ title: of, name, note = '(Ký, ghi rõ họ tên)', gap = 1300 }) => ({
        width,
        blocks: [
          centred(of, { size: 28, bold: true, keepNext: true }),
          centred(note, { size: 26, italics: true, after: gap, keepNext: true }),
          centred(name, { size: 28, bold: true }),
        ],
      })),
    ),
  ];
};

export interface TableColumn {
  heading: string;
  /** A heading over this column and those beside it with the same one. */
  group?: string;
  /** The text of a line: fields of the list. */
  text: string;
  /** A share of the width. */
  width: number;
  align?: Align;
}

/**
 * A table with one row for each line of the list; the headings stand again on every page.
 * @param total texts of a last row in bold letters.
 */
export function listTable(
  list: string,
  shown: readonly TableColumn[],
  {
    size = 24,
    width: all = TEXT_WIDTH,
    padding = 30,
    total,
  }: { size?: number; width?: number; padding?: number; total?: readonly string[] } = {},
): Table {
  const whole = shown.reduce((sum, { width }) => sum + width, 0);
  const widths = shown.map(({ width }) => Math.round((width / whole) * all));
  const cell = (text: string, n: number, style: TextStyle, across: { columnSpan?: number; rowSpan?: number } = {}): TableCell =>
    new TableCell({
      width: { size: widths.slice(n, n + (across.columnSpan ?? 1)).reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
      verticalAlign: VerticalAlignTable.CENTER,
      margins: { top: padding, bottom: padding, left: 70, right: 70 },
      ...across,
      children: [line(text, { size, ...style })],
    });
  const row = (cells: TableCell[], isHeading = false): TableRow =>
    new TableRow({ cantSplit: true, tableHeader: isHeading, children: cells });
  const last = shown.length - 1;
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: all, type: WidthType.DXA },
    columnWidths: widths,
    rows: [
      ...headingRows(shown, (text, n, across) => cell(text, n, { bold: true, align: 'center' }, across)).map((cells) => row(cells, true)),
      row(
        shown.map(({ text, align = 'left' }, n) =>
          cell(`${n === 0 ? `{#${list}}` : ''}${text}${n === last ? `{/${list}}` : ''}`, n, { align }),
        ),
      ),
      ...(total ? [row(total.map((text, n) => cell(text, n, { bold: true, align: shown[n]?.align ?? 'left' })))] : []),
    ],
  });
}

/** One row, or two where columns have a heading over them. */
function headingRows(
  shown: readonly TableColumn[],
  cell: (text: string, n: number, across: { columnSpan?: number; rowSpan?: number }) => TableCell,
): TableCell[][] {
  if (!shown.some(({ group }) => group !== undefined)) return [shown.map(({ heading: text }, n) => cell(text, n, {}))];
  const above = shown.flatMap(({ heading: text, group }, n) => {
    if (group === undefined) return [cell(text, n, { rowSpan: 2 })];
    if (shown[n - 1]?.group === group) return [];
    const next = shown.findIndex((each, at) => at > n && each.group !== group);
    return [cell(group, n, { columnSpan: (next < 0 ? shown.length : next) - n })];
  });
  return [above, shown.flatMap(({ heading: text, group }, n) => (group === undefined ? [] : [cell(text, n, {})]))];
}

/** The head of an annex. @param number 'Phụ lục I', 'Phụ lục'. */
export const annexHead = (number: string, name: string): Block[] => [
  centred(number, { size: 28, bold: true }),
  centred(name, { size: 28, bold: true }),
  centred('({kèm theo})', { size: 28, italics: true, after: 200 }),
];

/** Each annex starts with page 1 again; no number on the first page of any. */
export interface Part {
  blocks: readonly Block[];
  /** The choice that says whether pages are numbered, where they are not always. */
  numbered?: string;
  /** 'sheets': no page is numbered. 'pairs': the same, on A4 landscape, with two sheets beside each other. */
  pages?: 'sheets' | 'pairs';
}

const SHEET_MARGIN = { ...MARGIN, top: mm(15), bottom: mm(12), header: mm(5), footer: mm(5) };
const PAIR_MARGIN = { top: mm(10), bottom: mm(8), left: mm(12), right: mm(12), header: mm(5), footer: mm(5) };
const GAP = mm(12);
/** Half of a landscape page. */
export const HALF_WIDTH = Math.floor((PAGE.height - PAIR_MARGIN.left - PAIR_MARGIN.right - GAP) / 2);

/** Two sheets beside each other, on a page of `pairs`. */
export const pair = (left: readonly Block[], right: readonly Block[]): Table =>
  columns({ width: HALF_WIDTH, blocks: left }, { width: GAP, blocks: [line('')] }, { width: HALF_WIDTH, blocks: right });

const pageNumber = (choice?: string): Header =>
  new Header({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          ...(choice === undefined ? [] : [run(`{#${choice}}`, { size: 26 })]),
          new TextRun({ children: [PageNumber.CURRENT], font: FONT, size: 26 }),
          ...(choice === undefined ? [] : [run(`{/${choice}}`, { size: 26 })]),
        ],
      }),
    ],
  });

const noHeader = (): Header => new Header({ children: [line('', { size: 2 })] });

/**
 * A paper with one part more for each line of the list, each from page 1. The loop begins before the end of the first part, so the break is
 * repeated with it, and there is none where the list is empty.
 */
export const loopOver = (list: string, first: readonly Block[], each: readonly Block[]): Part[] => [
  { blocks: [...first, line(`{#${list}}`)] },
  { blocks: [...each, line(`{/${list}}`)] },
];

/** @returns the template as a .docx file. */
export async function templateFile(name: string, parts: readonly Part[]): Promise<Uint8Array> {
  const document = new Document({
    title: name,
    creator: 'Sổ Rà Soát',
    styles: {
      default: { document: { run: { font: FONT, size: BODY }, paragraph: { spacing: { line: 264, lineRule: 'auto' } } } },
    },
    sections: parts.map(({ blocks, numbered, pages }, n): ISectionOptions => ({
      properties: {
        type: SectionType.NEXT_PAGE,
        ...(pages === undefined && { titlePage: true }),
        page:
          pages === 'pairs'
            ? { size: { ...PAGE, orientation: PageOrientation.LANDSCAPE }, margin: PAIR_MARGIN }
            : { size: PAGE, margin: pages === 'sheets' ? SHEET_MARGIN : MARGIN, pageNumbers: { start: 1 } },
      },
      headers: pages ? { default: noHeader() } : { default: pageNumber(numbered), first: noHeader() },
      // Word keeps a section's layout in its last paragraph: it must not be one that ends a loop, because those are taken out.
      children: n === parts.length - 1 ? [...blocks] : [...blocks, line('', { size: 2 })],
    })),
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}
