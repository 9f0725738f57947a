/**
 * Mẫu 6.1 and 6.2 as communes send them: the list of 27 columns with one row for each member, and the two sheets of
 * those who left. Finds their headings, and says which column means what.
 */
import { columnOf, NEAR_POOR, POOR, type Column } from '../review/columns.ts';
import { fold } from '../review/text.ts';
import { search, type Headings } from './headings.ts';
import { targetsFor } from './heading-targets.ts';
import type { Grid } from './read-grid.ts';
import type { ResultKind } from './result-forms.ts';

/** The household's running number is only in the head's row: it begins a household. */
export const HOUSEHOLD_NUMBER = 'household';

const own = (key: string, label: string, type: Column['type'], aliases: readonly string[] = [], more: Partial<Column> = {}): Column => ({
  key,
  label,
  type,
  aliases,
  sheets: ['members'],
  width: 0,
  ...more,
});
/** A column of ours, with the other words that these lists use for it. */
const like = (sheet: 'list01' | 'members', key: string, ...aliases: string[]): Column => {
  const column = columnOf(sheet, key);
  if (!column) throw new Error(`no column ${sheet}.${key}`);
  return { ...column, aliases: [...aliases, ...(column.aliases ?? [])] };
};

const COLUMNS: readonly Column[] = [
  own(HOUSEHOLD_NUMBER, 'STT hộ', 'text', ['Số TT hộ', 'TT hộ', 'Số thứ tự hộ', 'STT chủ hộ', 'STT hộ gia đình', 'Hộ số']),
  like('list01', 'code'),
  own('head', 'Họ và tên chủ hộ', 'text', ['Họ tên chủ hộ', 'Tên chủ hộ', 'Chủ hộ']),
  like(
    'members',
    'name',
    'Họ và tên thành viên hộ',
    'Họ và tên các thành viên',
    'Họ và tên chủ hộ, thành viên',
    'Họ và tên chủ hộ và thành viên',
    'Họ, tên chủ hộ và thành viên trong hộ',
    'Thành viên',
  ),
  like('members', 'relation', 'Quan hệ với chủ hộ (chủ hộ, vợ, chồng, con…)'),
  like('members', 'birth'),
  like('members', 'sex'),
  like('members', 'cccd', 'CCCD / số định danh', 'Số CCCD/số định danh', 'CCCD/Số định danh cá nhân', 'Số CCCD/số định danh cá nhân'),
  like('members', 'ethnic'),
  like('list01', 'village'),
  like('list01', 'size'),
  own(
    'class',
    'Phân loại hộ',
    'choice',
    ['Phân loại', 'Kết quả phân loại', 'Loại hộ', 'Diện hộ', 'Kết quả rà soát', 'Phân loại (nghèo, cận nghèo)'],
    { choices: [POOR, NEAR_POOR] },
  ),
  like('list01', 'b1'),
  own('b2', 'Điểm B2', 'integer', ['Tổng điểm B2', 'B2', 'Điểm B', 'Điểm phiếu B2']),
  like('list01', 'noLabour'),
  like(
    'list01',
    'merit',
    'Hộ có thành viên người có công với cách mạng',
    'Hộ có thành viên là người có công với cách mạng',
    'Hộ có thành viên người có công',
  ),
  own('decidedOn', 'Ngày ban hành quyết định', 'date', ['Ngày quyết định', 'Ngày ban hành', 'Ngày ra quyết định']),
  own('commune', 'Xã', 'text', ['Tên xã', 'Xã, phường', 'Xã/phường', 'Xã/phường/thị trấn']),
  // Known columns that this review does not use: the units above the commune (districts are gone since 7/2025), the
  // decision, computed values.
  own('province', 'Tỉnh', 'text', ['Tỉnh/thành phố', 'Tên tỉnh']),
  own('district', 'Huyện', 'text', ['Tên huyện', 'Huyện, thành phố', 'Quận/huyện', 'Huyện/thị xã/thành phố']),
  own('districtCode', 'Mã huyện', 'text', ['Mã số huyện']),
  own('communeCode', 'Mã xã', 'text', ['Mã số xã']),
  own('decision', 'Quyết định công nhận', 'text', [
    'Quyết định công nhận (số)',
    'Số quyết định',
    'Số quyết định công nhận',
    'Quyết định số',
  ]),
  own('minority', 'Hộ DTTS', 'text', ['Hộ dân tộc thiểu số']),
  own('causes', 'Nguyên nhân nghèo', 'text', ['Nguyên nhân']),
  own('age', 'Tuổi', 'text', ['Số tuổi']),
  own('note', 'Ghi chú', 'text'),
];
const TARGETS = targetsFor(COLUMNS);

/** Labels that a list of each kind should have. */
export function missingOf(kind: ResultKind, found: (key: string) => boolean): string[] {
  const wanted = [HOUSEHOLD_NUMBER, 'relation', 'birth', 'cccd', 'village', ...(kind === 'classes' ? ['class'] : [])];
  return COLUMNS.filter(({ key }) => wanted.includes(key) && !found(key)).map(({ label }) => label);
}

const LEFT_NEAR = /thoat can ngheo/;
const LEFT_POOR = /thoat ngheo/;

/** The tab's name first: one title can be on three sheets that were copied from each other. */
function kindOf(words: string): ResultKind {
  return LEFT_NEAR.test(words) ? 'left-near' : LEFT_POOR.test(words) ? 'left-poor' : 'classes';
}

const TITLE = /sau khi ra soat|danh sach ho (thoat )?(can )?ngheo/;

export function findResultHeadings(grid: Grid): Headings | null {
  const tab = fold(grid.name);
  const titled = (title: string): boolean => TITLE.test(title) || LEFT_POOR.test(tab) || LEFT_NEAR.test(tab);
  const found = search(grid, [
    {
      kind: 'result' as const,
      targets: TARGETS,
      fit: (has, title) => {
        if (!(has('name') || has('head')) || !has('relation')) return null;
        const saysClass = has('class') || LEFT_POOR.test(`${tab} ${title}`) || LEFT_NEAR.test(`${tab} ${title}`);
        // Without the title, its own columns must distinguish it from a list of members.
        const isOne = titled(title) || (has(HOUSEHOLD_NUMBER) && has('class') && (has('b2') || has('decision') || has('decidedOn')));
        return saysClass && isOne ? 0 : null;
      },
    },
  ]);
  if (!found) return null;
  const title = fold(
    [...grid.rows]
      .filter(([row]) => row < found.top)
      .flatMap(([, cells]) => [...cells.values()])
      .map(({ value }) => String(value))
      .join(' '),
  );
  const kind = LEFT_POOR.test(tab) || LEFT_NEAR.test(tab) ? kindOf(tab) : kindOf(title);
  const columns = found.columns.map((column) => (column.column?.key === HOUSEHOLD_NUMBER ? { ...column, counter: true } : column));
  return withHouseholdNumber(grid, { sheet: 'members', result: kind, top: found.top, bottom: found.bottom, columns });
}

/** If no heading says 'STT hộ', it is the running number that most rows leave empty. */
function withHouseholdNumber(grid: Grid, headings: Headings): Headings {
  const { columns, bottom } = headings;
  if (columns.some(({ column }) => column?.key === HOUSEHOLD_NUMBER)) return headings;
  const filled = (index: number): number => [...grid.rows].filter(([row, cells]) => row > bottom && cells.has(index)).length;
  const people = filled(columns.find(({ column }) => column?.key === 'relation')?.index ?? -1);
  const sparse = columns.filter(({ counter, index }) => counter && filled(index) > 0 && filled(index) < people).at(-1);
  const column = COLUMNS.find(({ key }) => key === HOUSEHOLD_NUMBER);
  return sparse && column ? { ...headings, columns: columns.map((each) => (each === sparse ? { ...each, column } : each)) } : headings;
}
