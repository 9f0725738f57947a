/** What putting one cell of a closed list right would do: the cell before and after, the result, and the steps that are done again. */
import { readCell } from '../review/cell-input.ts';
import { Classifier, type Classified } from '../review/classify.ts';
import { columnOf, type Column } from '../review/columns.ts';
import { roundColumns, surveyOf } from '../review/round-columns.ts';
import type { Row } from '../review/types.ts';
import { classesOf } from './agenda.ts';
import type { Act, ActData } from './acts.ts';
import type { Course } from './course.ts';
import { cellText } from './list-changes.ts';
import { isCorrectable } from './needs.ts';
import { standingOf, type Calendar } from './standing.ts';

/** As a person fills it in. */
export interface CorrectionDraft {
  household: string;
  /** '' for the household itself. */
  member: string;
  field: string;
  text: string;
  why: string;
}

export interface Correction {
  data: ActData<'corrected'>;
  /** 'Hà Văn Dũng, Điểm B1: 73 → 80' */
  cell: string;
  /** Why it cannot be recorded so, in words; '' when it can. */
  problem: string;
  /** What follows, in sentences. */
  effects: string[];
}

/** The columns that can be put right, as the round has them. */
export const correctableColumns = ({ sheet, cells }: Row, { round }: Pick<Classified, 'round'>): Column[] =>
  roundColumns(sheet, surveyOf(round), (key) => (cells[key] ?? null) !== null).filter(isCorrectable);

/** @returns null while the household or the column is not chosen. */
export function correctionOf(
  { household, member, field, text, why }: CorrectionDraft,
  classified: Classified,
  steps: { acts: readonly Act[]; calendar: Calendar; course: Course },
): Correction | null {
  const { data } = classified;
  const whose = data.households.find(({ id }) => id === household);
  const row = member === '' ? whose : data.members.find(({ id }) => id === member);
  const column = row && columnOf(row.sheet, field);
  if (!whose || !row || !column || !isCorrectable(column)) return null;
  const { value, problem } = readCell(column, text);
  const before = row.cells[field] ?? null;
  const name = String(row.cells.name ?? whose.cells.head ?? 'Hộ chưa có tên');
  return {
    data: { household, member, field, value, before, text: why },
    cell: `${name}, ${column.label}: ${cellText(row, field, before)} → ${cellText(row, field, value)}`,
    problem:
      problem?.severity === 'error'
        ? `${column.label}: ${problem.text}`
        : value === before
          ? 'Giá trị mới vẫn như cũ.'
          : why.trim() === ''
            ? 'Hãy ghi lý do.'
            : '',
    effects: [...(member === '' ? resultEffect(whose, { [field]: value }, classified) : []), ...stepEffects(household, steps)],
  };
}

function resultEffect(row: Row, change: Row['cells'], classified: Classified): string[] {
  const { round, data, withoutPersonal } = classified;
  const changed = { ...row, cells: { ...row.cells, ...change } };
  const results = new Classifier(round, data.villages, withoutPersonal).results(changed);
  const after = classesOf(changed, { ...classified, results: new Map([[row.id, results]]) });
  const moved = classesOf(row, classified).flatMap(({ short, label }, index) => {
    const other = after[index]?.label ?? label;
    return other === label ? [] : [`${after.length > 1 ? `${short}: ` : ''}${label} → ${other}`];
  });
  return [moved.length > 0 ? `Kết quả theo điểm đổi: ${moved.join('; ')}.` : 'Kết quả theo điểm không đổi.'];
}

/** The steps that are closed now and would be open, with what the meeting decided about the household. */
function stepEffects(
  household: string,
  { acts, calendar, course }: { acts: readonly Act[]; calendar: Calendar; course: Course },
): string[] {
  const now = standingOf(acts, calendar, course);
  const data = { household, member: '', field: '', value: null, before: null, text: '' };
  const act: Act = { id: '\uffff', kind: 'corrected', village: '', by: '', at: 0, role: '', hash: '', data };
  const then = standingOf([...acts, act], calendar, course);
  const again = course.steps.filter(({ id }) => now.closed.has(id) && !then.closed.has(id));
  return [
    ...(again.length > 0
      ? [`Sau khi sửa, hộ này phải họp lại; làm lại các bước: ${again.map(({ name }) => name).join(', ')}.`]
      : ['Các bước đã xong không phải làm lại.']),
    ...(now.decided.has(household) && !then.decided.has(household) ? ['Kết luận của cuộc họp về hộ này không còn.'] : []),
  ];
}
