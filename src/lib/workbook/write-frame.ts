/** Everything around the table of an official form: state header, number, title, reference; signatures below. */
import type { Signer } from '../forms/official/description.ts';
import { widthOf } from './write-measure.ts';
import type { Sheet } from './write-sheet.ts';

export interface Frame {
  /** 'Xã Nông Thượng'; for one village 'Thôn 1, Xã Nông Thượng'. */
  unit: string;
  /** Absent where the paper is about several years. */
  year?: number;
  id: string;
  /** 'Phụ lục số 10', '' for no number; if absent, 'Mẫu số' and the id. */
  number?: string;
  title: string;
  reference: string;
  titleRow: number;
  firstColumn: number;
  widths: readonly number[];
  /** Marks it as not the approved version: some results are not agreed on. */
  preliminary?: boolean;
}

const NATION = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
const MOTTO = 'Độc lập - Tự do - Hạnh phúc';

/** Last column of the left part: about two fifths of the width, so that the text is cut on neither side. */
function middle({ widths, firstColumn }: Pick<Frame, 'widths' | 'firstColumn'>): number {
  const total = widths.reduce((sum, width) => sum + width, 0);
  let used = 0;
  let best = { column: firstColumn, from: Infinity };
  widths.forEach((width, index) => {
    used += width;
    const from = Math.abs(used - total * 0.42);
    const holds = total - used >= widthOf([NATION], 13.5);
    if (index + 1 >= firstColumn && holds && from < best.from) best = { column: index + 1, from };
  });
  return best.column;
}

export function writeHeader(sheet: Sheet, frame: Frame): void {
  const { firstColumn: first, titleRow, widths } = frame;
  const last = widths.length;
  const split = middle(frame);
  const office = frame.unit.toUpperCase() || '…………………………';
  // A village, named before its commune, has no committee.
  sheet.merge(1, first, 1, split, office.startsWith('UBND') || office.includes(',') ? office : `UBND ${office}`, {
    size: 13,
    bold: true,
    align: 'center',
  });
  sheet.merge(1, split + 1, 1, last, NATION, { size: 13, bold: true, align: 'center' });
  sheet.merge(2, split + 1, 2, last, MOTTO, { size: 13, bold: true, underline: true, align: 'center' });
  sheet.merge(titleRow - 1, first, titleRow - 1, last, frame.number ?? `Mẫu số ${frame.id}`, { size: 13, bold: true, align: 'center' });
  sheet.merge(titleRow, first, titleRow, last, frame.title, { size: 14, bold: true, align: 'center', wrap: true });
  sheet.fit(titleRow, [{ text: frame.title, from: first, to: last, size: 15 }], 22);
  const year = frame.year === undefined ? '' : `Năm ${frame.year}${frame.preliminary ? ' · BẢN SƠ BỘ' : ''}\n`;
  sheet.merge(titleRow + 1, first, titleRow + 1, last, year + frame.reference, {
    size: 12,
    italic: true,
    align: 'center',
    wrap: true,
  });
  sheet.height(titleRow + 1, 34);
}

const USUAL_SIGNERS: readonly Signer[] = [
  { title: 'NGƯỜI LẬP BIỂU', hint: '(Ký, ghi rõ họ tên)' },
  { office: 'TM. ỦY BAN NHÂN DÂN', title: 'CHỦ TỊCH', hint: '(Ký tên, đóng dấu)' },
];

/** @returns the last row written */
export function writeSignatures(
  sheet: Sheet,
  row: number,
  frame: Pick<Frame, 'widths' | 'firstColumn'>,
  signers: readonly Signer[] = USUAL_SIGNERS,
): number {
  const parts = partsOf(frame, signers.length);
  const look = { size: 13, align: 'center' } as const;
  sheet.merge(row, middle(frame) + 1, row, frame.widths.length, '……………………, ngày …… tháng …… năm ………', { ...look, italic: true });
  signers.forEach(({ office, title, hint }, index) => {
    const [from, to] = parts[index] as [number, number];
    const lines = [
      { text: office, bold: true as const },
      { text: title, bold: true as const },
      { text: hint, italic: true as const },
    ].filter(({ text }) => text !== undefined);
    lines.forEach(({ text = '', ...weight }, line) => sheet.merge(row + 1 + line, from, row + 1 + line, to, text, { ...look, ...weight }));
  });
  return row + 7;
}

/** First and last column of each signature: two are split like the header, more stand side by side. */
function partsOf(frame: Pick<Frame, 'widths' | 'firstColumn'>, count: number): [number, number][] {
  const { widths, firstColumn } = frame;
  const last = widths.length;
  if (count === 2)
    return [
      [firstColumn, middle(frame)],
      [middle(frame) + 1, last],
    ];
  const total = widths.reduce((sum, width) => sum + width, 0);
  const ends: number[] = [];
  let used = 0;
  widths.forEach((width, index) => {
    used += width;
    if (ends.length < count - 1 && used >= (total * (ends.length + 1)) / count) ends.push(index + 1);
  });
  return [...ends, last].map((end, index) => [index === 0 ? firstColumn : (ends[index - 1] ?? 0) + 1, end]);
}
