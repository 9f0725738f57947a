/** How cells look: Times New Roman, as Nghị định 30/2020/NĐ-CP requires for official papers. */
import type { Style } from 'exceljs';

/** The workbook's default font: column widths count its digits, and cells without a style use it. */
export const BASE_FONT = { name: 'Times New Roman', size: 12, family: 1 };

// Excel's built-in formats 3 and 2: every program shows them with the separators of the machine (decision 014).
export const COUNT = '#,##0';
export const RATE = '0.00';
export const TEXT = '@';
export const DATE = 'dd/mm/yyyy';

export interface Look {
  size?: number;
  bold?: true;
  italic?: true;
  underline?: true;
  align?: 'left' | 'center' | 'right';
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
const LINE = { style: 'thin' as const, color: { argb: 'FF000000' } };

const styles = new Map<string, Partial<Style>>();
const known = new WeakMap<Look, Partial<Style>>();

/**
 * One object for each look: exceljs recognises a known style by identity; any other object costs it a rendering for
 * each cell. A look that is used many times should be one object too: it is then found by identity.
 */
export function style(look: Look): Partial<Style> {
  const found = known.get(look) ?? styleOf(look);
  known.set(look, found);
  return found;
}

function styleOf(look: Look): Partial<Style> {
  const key = JSON.stringify(look, Object.keys(look).sort());
  const same = styles.get(key);
  if (same) return same;
  const made: Partial<Style> = {
    font: {
      ...BASE_FONT,
      size: look.size ?? BASE_FONT.size,
      ...(look.bold && { bold: true }),
      ...(look.italic && { italic: true }),
      ...(look.underline && { underline: true }),
    },
    alignment: {
      // exceljs says 'middle'; its 'center' means something else in the file format.
      vertical: 'middle',
      ...(look.align && { horizontal: look.align }),
      ...(look.indent && { indent: 1 }),
      ...(look.wrap && { wrapText: true }),
      ...(look.turned && { textRotation: 90 as const }),
    },
    ...(look.border && { border: { top: LINE, left: LINE, bottom: LINE, right: LINE } }),
    ...(look.fill && { fill: { type: 'pattern' as const, pattern: 'solid' as const, fgColor: { argb: FILLS[look.fill] } } }),
    ...(look.format && { numFmt: look.format }),
    ...(look.open && { protection: { locked: false } }),
  };
  styles.set(key, made);
  return made;
}

export const HEADING: Look = { size: 11, bold: true, align: 'center', wrap: true, border: true };
export const NUMBERING: Look = { size: 10, italic: true, align: 'center', wrap: true, border: true };
