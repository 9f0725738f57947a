/**
 * The year, commune and standard of a workbook. Our workbooks have them in the file's properties and, for people,
 * above each list and on Thông số. For other files, the titles, the tabs and the dates of the households may tell the
 * year.
 */
import { LAST_DAY_NAME } from '../forms/age.ts';
import { mostYear, yearsOf } from '../review/review-year.ts';
import { fold, tidy } from '../review/text.ts';
import type { Row } from '../review/types.ts';
import { BASIS_SHEET } from './own-workbook.ts';
import type { Grid } from './read-grid.ts';

export interface WorkbookMark {
  year: number;
  /** 'Xã Nông Thượng'; '' if the file does not say. */
  unit: string;
  /** Ids; '' if the file does not say. */
  standard: string;
  round: string;
}

/** Year and unit of a file's lists. */
export interface ListsOf extends Pick<WorkbookMark, 'year' | 'unit'> {
  /** Where the file says it, in words. */
  by: string;
  /** One of our workbooks: its results are columns of its lists. */
  ours: boolean;
}

const PROGRAM = 'so-ra-soat';
const KEYS = { nam: 'year', xa: 'unit', 'bo-chuan': 'standard', dot: 'round' } as const;

/** For the keywords in the file's properties, which office programs keep. */
export const markWords = (mark: WorkbookMark): string =>
  [
    PROGRAM,
    ...Object.entries(KEYS).flatMap(([word, key]) => (mark[key] === '' ? [] : [`${word}=${String(mark[key]).replace(/[;=]/g, ' ')}`])),
  ].join('; ');

/** For people, and for sheets that are moved into another workbook. */
export const markLine = ({ year, unit }: Pick<WorkbookMark, 'year' | 'unit'>): string => `Rà soát năm ${year}${unit && `, ${unit}`}`;
const LINE = /Rà soát năm (20\d\d)(?:, (.+))?$/u;

function markOfWords(keywords: string): WorkbookMark | null {
  const [program, ...rest] = keywords.split(/[;,]\s*/).map(tidy);
  const said = new Map(rest.map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]));
  const year = Number(said.get('nam'));
  if (program !== PROGRAM || !(year >= 2016 && year <= 2100)) return null;
  return { year, unit: said.get('xa') ?? '', standard: said.get('bo-chuan') ?? '', round: said.get('dot') ?? '' };
}

function markOfLines(grids: readonly Grid[]): WorkbookMark | null {
  for (const { rows, isForm } of grids) {
    if (isForm) continue;
    for (const row of [0, 2]) {
      for (const { value } of rows.get(row)?.values() ?? []) {
        const [, year, unit = ''] = LINE.exec(tidy(String(value))) ?? [];
        if (year) return { year: Number(year), unit, standard: '', round: '' };
      }
    }
  }
  // Workbooks from before that line still have the round's last day on Thông số.
  for (const cells of grids.find(({ name }) => name === BASIS_SHEET)?.rows.values() ?? []) {
    const day = cells.get(0)?.value === LAST_DAY_NAME ? cells.get(1)?.value : undefined;
    if (typeof day === 'number') return { year: new Date((day - 25_569) * 86_400_000).getUTCFullYear(), unit: '', standard: '', round: '' };
  }
  return null;
}

export const readMark = (keywords: string, grids: readonly Grid[]): WorkbookMark | null => markOfWords(keywords) ?? markOfLines(grids);

/** A date beside the signatures says when it was printed, not which review it is. */
const DATED = /ngay[ \d]*thang[ \d]*nam \d{4}/g;

/** The one year that titles name; of several, the year of the review. */
export function yearInTitles(texts: readonly string[]): number | null {
  const words = texts.map((text) => fold(text).replace(DATED, ''));
  const review = words.flatMap((text) => [...text.matchAll(/\bra soat[a-z ]* nam (20\d\d)\b/g)].map(([, year]) => Number(year)));
  if (review.length > 0) return Math.max(...review);
  const years = new Set(words.flatMap((text) => [...text.matchAll(/\bnam (20\d\d)\b/g)].map(([, year]) => Number(year))));
  return years.size === 1 ? ([...years][0] ?? null) : null;
}

/** The texts above the headings of a sheet. @param top 0-based row of the first heading. */
export const titlesAbove = (grid: Grid, top: number): string[] =>
  [...grid.rows]
    .filter(([row]) => row < top)
    .flatMap(([, cells]) => [...cells.values()])
    .map(({ value }) => String(value));

/** @param lists the sheets of households, with the row where their headings begin. */
export function listsOf(
  mark: WorkbookMark | null,
  lists: readonly { grid: Grid; top: number }[],
  households: readonly Row[],
): ListsOf | null {
  if (households.length === 0) return null;
  if (mark) return { year: mark.year, unit: mark.unit, by: 'tệp xuất từ Sổ Rà Soát', ours: true };
  for (const { grid, top } of lists) {
    const titled = yearInTitles(titlesAbove(grid, top));
    if (titled !== null) return { year: titled, unit: '', by: `tiêu đề trang ${grid.name}`, ours: false };
    const tab = yearInTitles([grid.name]);
    if (tab !== null) return { year: tab, unit: '', by: `tên trang ${grid.name}`, ours: false };
  }
  const dated = mostYear(yearsOf(households, 'reviewedOn'));
  // A few dates may have a mistyped year.
  return dated && dated.rows * 2 > households.length ? { year: dated.year, unit: '', by: 'ngày rà soát của các hộ', ours: false } : null;
}
