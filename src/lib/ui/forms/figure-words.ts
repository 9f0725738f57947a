/** A figure in words: '7 hộ: Hộ nghèo, Hộ DTTS, Thôn 3'. */
import { rowAt, type Spot } from '$lib/forms/behind.ts';
import type { FigureValue } from '$lib/forms/blank.ts';
import { isRate, leavesOf, LINE_NAMES, linesOf, type Measure, type Of, type Term } from '$lib/forms/official/description.ts';
import type { FilledForm } from '$lib/forms/fill.ts';
import { numberText, rateText } from '$lib/ui/parts/number-text.ts';
import { pathsOf } from './heading-rows.ts';

/** '' if it is unknown. */
export const figureText = (value: FigureValue, measure: Measure): string =>
  value === null ? '' : isRate(measure) ? rateText(value) : numberText(value);

export const UNKNOWN = 'Chưa biết';

export const WORDS: Record<Of, string> = { households: 'hộ', persons: 'khẩu' };

const areMembers = (terms: readonly Term[]): boolean => terms.some(({ sheet }) => sheet === 'members');

/** What is counted; '' if the heading already says it. */
export function wordOf(measure: Measure, of: Of): string {
  if (isRate(measure)) return '%';
  if (measure.kind === 'count') return areMembers(measure.terms) ? 'người' : WORDS[measure.of ?? of];
  return measure.kind === 'residents' ? WORDS[measure.of] : '';
}

export interface FigureWords {
  /** '7 hộ' */
  amount: string;
  /** 'Hộ nghèo, Hộ DTTS' */
  heading: string;
  /** 'Thôn 3'; 'Thôn 3, Nhân khẩu' */
  place: string;
}

/** @param columns the headings above each column (pathsOf), passed in when many figures are described. */
export function figureWords(filled: FilledForm, spot: Spot, columns = pathsOf(filled.form.headings)): FigureWords {
  const { form, numbers } = filled;
  const column = numbers.indexOf(spot.column);
  const measure = leavesOf(form.headings)[column]?.measure;
  const row = rowAt(filled, spot);
  const of = linesOf(form)[spot.line] ?? 'households';
  const value = row?.lines[spot.line]?.[column];
  return {
    amount: !measure ? '' : value === null ? UNKNOWN : `${figureText(value ?? 0, measure)} ${wordOf(measure, of)}`.trim(),
    heading: (columns[column] ?? []).join(', '),
    place: [row?.name ?? '', ...(form.split ? [LINE_NAMES[of]] : [])].join(', '),
  };
}

export const wordsText = ({ amount, heading, place }: FigureWords): string => `${amount}: ${heading}, ${place}`;

/** Of a standard's short name, after the word 'chuẩn': '2022-2025' */
export const withoutWord = (short: string): string => short.replace(/^Chuẩn /, '');

/** 'Mẫu 7.2', 'Biểu so sánh' */
export const formNumber = ({ id, number }: { id: string; number?: string }): string => number ?? `Mẫu ${id}`;

const SHORT = /(?<!\p{L})(cccd|đdcn|bhyt|dtts)(?!\p{L})/gu;

/** A title in normal letters. */
export const calm = (title: string): string =>
  title.charAt(0) +
  title
    .slice(1)
    .toLocaleLowerCase('vi')
    .replace(SHORT, (word) => word.toUpperCase());
