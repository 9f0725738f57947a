/** The household's card on a phone: which columns are on which tab. */
import type { Column } from '$lib/review/columns.ts';
import { isIndicator } from '$lib/review/indicators.ts';
import { filledIn, roundColumns, type Survey } from '$lib/review/round-columns.ts';
import type { CellValue } from '$lib/review/types.ts';

export type CardTab = 'formA' | 'b1' | 'b2' | 'members' | 'other';

export const CARD_TABS: readonly { id: CardTab; label: string; title: string }[] = [
  { id: 'formA', label: 'Phiếu A', title: 'Vì sao có tên trong danh sách' },
  { id: 'b1', label: 'B1', title: 'B1. Điểm thu nhập' },
  { id: 'b2', label: 'B2', title: 'B2. Thiếu hụt' },
  { id: 'members', label: 'Thành viên', title: 'Thành viên trong hộ' },
  { id: 'other', label: 'Khác', title: 'Thông tin khác' },
];

const FORM_A = new Set(['lastYear', 'formerly', 'change', 'request', 'formA', 'formAWhy']);
/** Besides scores and incomes. */
const B1 = new Set(['size']);
/** Where members are. */
export const MEMBERS_TAB: CardTab = 'members';
/** Not shown: the page is the village's own. */
const NOWHERE = 'village';

function tabOf({ key, asked, recorded }: Column): CardTab | null {
  if (key === NOWHERE || recorded) return null;
  if (FORM_A.has(key)) return 'formA';
  if (asked || B1.has(key)) return 'b1';
  return isIndicator(key) ? 'b2' : 'other';
}

type Cells = Readonly<Record<string, CellValue>>;

/** @param cells of the household: a column that this round does not ask is shown if it is filled in. */
export const fieldsOf = (sheet: 'list01' | 'list02', tab: CardTab, survey: Survey, cells: Cells = {}): Column[] =>
  roundColumns(sheet, survey, filledIn([{ cells }])).filter((column) => tabOf(column) === tab);

export const tabsOf = (sheet: 'list01' | 'list02', survey: Survey): typeof CARD_TABS =>
  CARD_TABS.filter(({ id }) => id === 'members' || fieldsOf(sheet, id, survey).length > 0);
