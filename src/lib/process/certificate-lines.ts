/** How acts about certificates name households and certificates: one a line, so that a whole village is one act (decision 033). */
import type { CellValue } from '../review/types.ts';

/** As the certificate itself says it (Mẫu số 03 Quyết định 24/2021/QĐ-TTg): N or CN. */
export const LISTED = { N: 'Hộ nghèo', CN: 'Hộ cận nghèo' } as const;
export type Listed = keyof typeof LISTED;
const isListed = (text: string | undefined): text is Listed => text !== undefined && Object.hasOwn(LISTED, text);

/** Of a household's result in words. */
export const listedOf = (result: CellValue | undefined): Listed | null =>
  (Object.keys(LISTED) as Listed[]).find((listed) => LISTED[listed] === result) ?? null;

/** One line of an act that issues: a household, what it is recognised as, and the certificate that the new one replaces. */
export interface IssuedLine {
  household: string;
  listed: Listed;
  replaces?: string;
}

export const issuedText = (lines: readonly IssuedLine[]): string =>
  lines.map(({ household, listed, replaces }) => [household, listed, ...(replaces ? [replaces] : [])].join('\t')).join('\n');

/** @returns null for a text of another shape. */
export function issuedLines(text: string): IssuedLine[] | null {
  const lines: IssuedLine[] = [];
  for (const line of text.split('\n')) {
    const [household, listed, replaces, ...more] = line.split('\t');
    if (!household || !isListed(listed) || more.length > 0 || (replaces !== undefined && !isCertificate(replaces))) return null;
    lines.push({ household, listed, ...(replaces !== undefined && { replaces }) });
  }
  return lines;
}

export const certificateId = (year: number, number: number): string => `${year}/${number}`;
export const isCertificate = (id: string): boolean => /^[1-9]\d{3}\/[1-9]\d{0,5}$/.test(id);
