/** How cells look: Times New Roman, as Nghị định 30/2020/NĐ-CP requires for official papers. */
import { attributeXml, PROLOGUE } from './write-xml.ts';

export interface Font {
  name: string;
  size: number;
  /** OOXML's class of fonts, from which a program chooses a replacement: 1 with serifs, 2 without. */
  family: 1 | 2;
}

/** The workbook's default font: column widths count its digits, and cells without a style use it. */
export const BASE_FONT: Font = { name: 'Times New Roman', size: 12, family: 1 };
/** Excel's own, of blank workbooks whose widths count its digits. */
export const CALIBRI: Font = { name: 'Calibri', size: 11, family: 2 };

// Excel's built-in formats 3 and 2: every program shows them with the separators of the machine (decision 014).
export const COUNT = '#,##0';
export const RATE = '0.00';
export const TEXT = '@';
export const DATE = 'dd/mm/yyyy';
/** Without separators. */
export const WHOLE = '0';

const BUILT_IN: Readonly<Record<string, number>> = { [WHOLE]: 1, [RATE]: 2, [COUNT]: 3, [TEXT]: 49 };
const FIRST_OWN = 164;

export interface Look {
  size?: number;
  bold?: true;
  italic?: true;
  underline?: true;
  align?: 'left' | 'center' | 'right';
  /** If absent, in the middle of the row. */
  vertical?: 'top' | 'bottom';
  /** One space between the text and its border. */
  indent?: true;
  /** Turned upright, for narrow columns with long headings. */
  turned?: boolean;
  wrap?: boolean;
  border?: true;
  fill?: 'heading' | 'computed';
  format?: string;
  /** Can be edited while the sheet is protected. */
  open?: true;
}

const FILLS = { heading: 'FFE8EEF4', computed: 'FFF2F2F2' } as const;
const SIDES = ['left', 'right', 'top', 'bottom'] as const;
const LINES = SIDES.map((side) => `<${side} style="thin"><color rgb="FF000000"/></${side}>`).join('');

/** How a cell is coloured by its value. */
export type Mark = 'good' | 'bad';
const marked = (font: string, fill: string): string =>
  `<dxf><font>${font}</font><fill><patternFill patternType="solid"><bgColor rgb="${fill}"/></patternFill></fill></dxf>`;
const MARKS: Readonly<Record<Mark, string>> = {
  good: marked('<color rgb="FF006100"/>', 'FFC6EFCE'),
  bad: marked('<b/><color rgb="FF9C0006"/>', 'FFFFC7CE'),
};
export const markNumber = (mark: Mark): number => Object.keys(MARKS).indexOf(mark);

/** Parts that many looks share, each written once. */
class Numbered {
  readonly #numbers: Map<string, number>;

  constructor(first: readonly string[]) {
    this.#numbers = new Map(first.map((part, index) => [part, index]));
  }

  of(part: string): number {
    const known = this.#numbers.get(part);
    if (known !== undefined) return known;
    this.#numbers.set(part, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  xml(tag: string): string {
    return `<${tag} count="${this.#numbers.size}">${[...this.#numbers.keys()].join('')}</${tag}>`;
  }
}

const fontXml = ({ name, size, family }: Font, { bold, italic, underline }: Look = {}): string =>
  `<font>${bold ? '<b/>' : ''}${italic ? '<i/>' : ''}${underline ? '<u/>' : ''}<sz val="${size}"/><name val="${name}"/><family val="${family}"/></font>`;

/** The looks of a workbook, by number. Number 0 is a cell without one. */
export class Looks {
  readonly #known = new WeakMap<Look, number>();
  readonly #fonts: Numbered;
  readonly #fills = new Numbered(['none', 'gray125'].map((pattern) => `<fill><patternFill patternType="${pattern}"/></fill>`));
  readonly #borders = new Numbered(['<border><left/><right/><top/><bottom/><diagonal/></border>']);
  readonly #formats: string[] = [];
  readonly #looks = new Numbered(['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>']);

  constructor(font: Font) {
    this.#fonts = new Numbered([fontXml(font)]);
  }

  /** A look that many cells have should be one object: it is then found by identity. */
  numberOf(look: Look): number {
    const known = this.#known.get(look);
    if (known !== undefined) return known;
    const number = this.#looks.of(this.#xfOf(look));
    this.#known.set(look, number);
    return number;
  }

  #xfOf(look: Look): string {
    const font = this.#fonts.of(fontXml({ ...BASE_FONT, size: look.size ?? BASE_FONT.size }, look));
    const fill = look.fill
      ? this.#fills.of(`<fill><patternFill patternType="solid"><fgColor rgb="${FILLS[look.fill]}"/></patternFill></fill>`)
      : 0;
    const border = look.border ? this.#borders.of(`<border>${LINES}<diagonal/></border>`) : 0;
    const format = look.format === undefined ? 0 : this.#formatOf(look.format);
    const alignment = [
      look.align && ` horizontal="${look.align}"`,
      look.vertical !== 'bottom' && ` vertical="${look.vertical ?? 'center'}"`,
      look.wrap && ' wrapText="1"',
      look.indent && ' indent="1"',
      look.turned && ' textRotation="90"',
    ]
      .filter(Boolean)
      .join('');
    const applied = [
      format > 0 && ' applyNumberFormat="1"',
      ' applyFont="1"',
      fill > 0 && ' applyFill="1"',
      border > 0 && ' applyBorder="1"',
      alignment && ' applyAlignment="1"',
      look.open && ' applyProtection="1"',
    ]
      .filter(Boolean)
      .join('');
    const inner = `${alignment && `<alignment${alignment}/>`}${look.open ? '<protection locked="0"/>' : ''}`;
    return `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0"${applied}${inner && `>${inner}</xf`}${inner ? '' : '/'}>`;
  }

  #formatOf(format: string): number {
    const builtIn = BUILT_IN[format];
    if (builtIn !== undefined) return builtIn;
    if (!this.#formats.includes(format)) this.#formats.push(format);
    return FIRST_OWN + this.#formats.indexOf(format);
  }

  xml(): string {
    const formats = this.#formats.map((format, index) => `<numFmt numFmtId="${FIRST_OWN + index}" formatCode="${attributeXml(format)}"/>`);
    return [
      PROLOGUE,
      '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
      formats.length > 0 ? `<numFmts count="${formats.length}">${formats.join('')}</numFmts>` : '',
      this.#fonts.xml('fonts'),
      this.#fills.xml('fills'),
      this.#borders.xml('borders'),
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
      this.#looks.xml('cellXfs'),
      '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
      `<dxfs count="${Object.keys(MARKS).length}">${Object.values(MARKS).join('')}</dxfs>`,
      '<tableStyles count="0" defaultTableStyle="TableStyleMedium2" defaultPivotStyle="PivotStyleLight16"/>',
      '</styleSheet>',
    ].join('');
  }
}

export const HEADING: Look = { size: 11, bold: true, align: 'center', wrap: true, border: true };
export const NUMBERING: Look = { size: 10, italic: true, align: 'center', wrap: true, border: true };
