/** How a cell of the grid looks, from its row and its context on the page. */
import { displayCell } from '../review/cell-input.ts';
import { NEAR_POOR, POOR, type Column } from '../review/columns.ts';
import { formulaKeyOf } from '../review/by-standard.ts';
import type { ShownFormula } from './grid-columns.ts';
import { conflictText, type GridContext } from './grid-context.ts';
import { HEAD_NAME, resultText, type GridRow } from './grid-row.ts';

/** Classes of the elements in a cell that a click can hit. */
export const TOGGLE_MARK = 'toggle-mark';
export const CONFLICT_MARK = 'conflict-mark';

export interface Part {
  className: string;
  text: string;
  /** Text alternative of a picture. */
  label?: string;
}

export interface MarkedLook {
  /** The value, then the marks next to it. */
  parts: readonly Part[];
  /** Classes of the cell, in addition to its column's. */
  classes: readonly string[];
  /** Shown on hover. */
  tip: string | null;
}

/** Nearly every cell is only its text, which the grid writes itself; cell-view.ts draws the others. */
export type Look = string | MarkedLook;

export const textPart = (text: string): Part => ({ className: 'cell-text', text });

export const sameLook = (a?: Look | null, b?: Look | null): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));

export function inputLook(row: GridRow, column: Column, context: GridContext): Look {
  const [value, problem, conflict] = [row.cells[column.key] ?? null, row.problems[column.key], row.conflicts[column.key]];
  const [change, colleague] = [context.changeIn(row.id, column.key), context.colleagueIn(row.id, column.key)];
  const isToggle = column.type === 'yes' && (value === null || value === 'x');
  const parts: Part[] = [
    isToggle
      ? { className: `${TOGGLE_MARK}${value === 'x' ? ' is-yes' : ''}`, text: value === 'x' ? '✓' : '' }
      : textPart(displayCell(column, value)),
  ];
  const classes = foundClasses(row, column.key, context);
  if (problem) {
    parts.push({ className: 'problem-mark', text: '!', label: problem.severity === 'error' ? 'chưa đúng' : 'nên xem lại' });
    classes.push(problem.severity === 'error' ? 'cell-invalid' : 'cell-doubtful');
  }
  if (conflict) {
    parts.push({ className: CONFLICT_MARK, text: '◆', label: 'hai người ghi khác nhau' });
    classes.push('cell-conflict');
  }
  if (context.commentsIn(row.id, column.key) > 0) parts.push({ className: 'comment-mark', text: '', label: 'có ý kiến' });
  if (change !== undefined) {
    parts.push({ className: 'change-words', text: change });
    classes.push('cell-changed');
  }
  if (colleague) {
    parts.push({ className: 'colleague-mark', text: colleague.name.split(' ').at(-1) ?? colleague.name });
    classes.push('cell-colleague');
  }
  const here = colleague ? `${colleague.name} đang ở ô này` : null;
  const tip = conflict ? conflictText(column, conflict, (entry) => context.writer(row.id, entry)) : (problem?.text ?? change ?? here);
  return lookOf(parts, classes, tip);
}

/** @param isResult whether the column is the list's result: poor and near-poor stand out. */
export function formulaLook(row: GridRow, { key }: Pick<ShownFormula, 'key'>, isResult: boolean, context: GridContext): Look {
  const text = resultText(row, key);
  const classes = foundClasses(row, `=${key}`, context);
  const isUnsettled = row.unsettled.has(key);
  if (isUnsettled) classes.push('cell-unsettled');
  else if (isResult && row.results?.[key] === POOR) classes.push('cell-result-poor');
  else if (isResult && row.results?.[key] === NEAR_POOR) classes.push('cell-result-near');
  // Sentences, which the column cuts off.
  const isLong = ['missing', 'move'].includes(formulaKeyOf(key));
  const tip = isUnsettled ? 'Có ô hai người ghi khác nhau: chọn xong mới có kết quả.' : isLong && text !== '' ? text : null;
  return lookOf([textPart(text)], classes, tip);
}

/** For members: the name of their household's head. */
export const headLook = (row: GridRow, context: GridContext): Look =>
  lookOf([textPart(row.headName)], foundClasses(row, HEAD_NAME, context), null);

function lookOf(parts: readonly Part[], classes: readonly string[], tip: string | null): Look {
  const [only, ...marks] = parts;
  const isText = only?.className === 'cell-text' && marks.length === 0 && classes.length === 0 && tip === null;
  return isText ? only.text : { parts, classes, tip };
}

function foundClasses(row: GridRow, field: string, context: GridContext): string[] {
  const found = context.foundIn(row.id, field);
  return found === null ? [] : found === 'here' ? ['cell-found', 'cell-found-here'] : ['cell-found'];
}
