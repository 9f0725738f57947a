/** What a form may ask of the lists: which columns of which sheet, and which of their words or numbers. */
import { columnOf, RURAL, SHEETS, URBAN } from '../review/columns.ts';
import { CLASSES, FORMULA_COLUMNS, LIVINGS, MOVES, UNSETTLED, type FormulaKey } from '../review/formula-columns.ts';
import type { Criterion, Term } from './official/description.ts';

/** Words that a form can ask for; for other columns only whether they are filled. */
type Asked = { label: string } & ({ words: readonly string[]; open?: true } | { numbers: true } | { presence: true });

const labels = (table: readonly { label: string }[]): string[] => table.map(({ label }) => label);
const FORMULA_WORDS: Partial<Record<FormulaKey, readonly string[] | 'number' | 'presence'>> = {
  area: [RURAL, URBAN],
  b1Limit: 'number',
  list: ['01', '02'],
  b2: 'number',
  computed: [...labels(CLASSES), UNSETTLED],
  class: [...labels(CLASSES), UNSETTLED],
  move: [...labels(MOVES), UNSETTLED],
  living: [...labels(LIVINGS), UNSETTLED],
  minority: ['x'],
  missing: 'presence',
};

/** @returns undefined if a form cannot count by this column of the sheet. */
export function askedOf(sheet: Term['sheet'], key: string): Asked | undefined {
  if (sheet === 'members') {
    // Like tally.ts: a member has the household's class, and an age.
    if (key === 'class') return { label: 'Kết quả phân loại', words: labels(CLASSES) };
    if (key === 'age') return { label: 'Tuổi', numbers: true };
  }
  const formula = FORMULA_COLUMNS.find((column) => column.key === key && column.sheets.includes(sheet));
  if (formula) {
    const words = FORMULA_WORDS[formula.key];
    if (!words) return undefined;
    return {
      label: formula.label,
      ...(words === 'number' ? { numbers: true as const } : words === 'presence' ? { presence: true as const } : { words }),
    };
  }
  const column = columnOf(sheet, key);
  if (!column) return undefined;
  const { label, type, choices = [], open } = column;
  if (type === 'yes') return { label, words: ['x'] };
  if (type === 'choice') return { label, words: choices, ...(open && { open }) };
  return type === 'integer' || type === 'money' ? { label, numbers: true } : { label, presence: true };
}

/** COUNTIFS takes a text for a number, date or comparison unless it begins with a letter and has a Vietnamese character. */
const SAFE = /^(?=.*[^\0-\x7f])\p{L}[^*?~]{0,200}$/u;

/** @returns the problem of a condition, in words; '' if there is none. */
export function criterionProblem(sheet: Term['sheet'], key: string, criterion: Criterion): string {
  const asked = askedOf(sheet, key);
  if (!asked) return `trang ${SHEETS[sheet].name} không có cột “${key}” để đếm theo`;
  const name = `cột “${asked.label}” của trang ${SHEETS[sheet].name}`;
  if (typeof criterion === 'object' && !('not' in criterion)) return 'numbers' in asked ? '' : `${name} không phải là số`;
  const word = typeof criterion === 'string' ? criterion : criterion.not;
  // Empty, or not empty.
  if (word === '') return '';
  if ('numbers' in asked) return `${name} là số: hãy dùng below (nhỏ hơn) hoặc atLeast (từ … trở lên)`;
  if ('presence' in asked) return `${name} chỉ hỏi được có ghi ({ "not": "" }) hay để trống ("")`;
  if (asked.words.includes(word) || (asked.open && SAFE.test(word))) return '';
  return `${name} không có giá trị “${word}”${asked.words.length <= 16 ? `; có: ${asked.words.map((each) => `“${each}”`).join(', ')}` : ''}`;
}

/** 'Kết quả phân loại là “Hộ nghèo”', for people to read. */
export function criterionText(sheet: Term['sheet'], key: string, criterion: Criterion): string {
  const label = askedOf(sheet, key)?.label ?? key;
  if (typeof criterion === 'object' && 'below' in criterion) return `${label} dưới ${criterion.below}`;
  if (typeof criterion === 'object' && 'atLeast' in criterion) return `${label} từ ${criterion.atLeast}`;
  const not = typeof criterion === 'object';
  const word = typeof criterion === 'object' ? criterion.not : criterion;
  if (word === '') return `${label} ${not ? 'có ghi' : 'để trống'}`;
  if (word === 'x') return `${not ? 'không ' : ''}${label}`;
  return `${label} ${not ? 'không phải' : 'là'} “${word}”`;
}
