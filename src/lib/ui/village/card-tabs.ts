/** The household's card on a phone: which columns stand on which of its leaves. */
import { columnsOf, type Column } from '$lib/review/columns.ts';

export type CardTab = 'formA' | 'b1' | 'b2' | 'members' | 'other';

export const CARD_TABS: readonly { id: CardTab; label: string; title: string }[] = [
  { id: 'formA', label: 'Phiếu A', title: 'Vì sao có tên trong danh sách' },
  { id: 'b1', label: 'B1', title: 'B1. Điểm thu nhập' },
  { id: 'b2', label: 'B2', title: 'B2. Thiếu hụt' },
  { id: 'members', label: 'Thành viên', title: 'Thành viên trong hộ' },
  { id: 'other', label: 'Khác', title: 'Thông tin khác' },
];

const FORM_A = new Set(['lastYear', 'formerly', 'change', 'request', 'formA']);
const B1 = new Set(['b1', 'size', 'income']);
/** The page is the village. */
const NOWHERE = 'village';

function tabOf({ key }: Column): CardTab | null {
  if (key === NOWHERE) return null;
  if (FORM_A.has(key)) return 'formA';
  if (B1.has(key)) return 'b1';
  return /^i\d+$/.test(key) ? 'b2' : 'other';
}

export const fieldsOf = (sheet: 'list01' | 'list02', tab: CardTab): Column[] => columnsOf(sheet).filter((column) => tabOf(column) === tab);

export const tabsOf = (sheet: 'list01' | 'list02'): typeof CARD_TABS => CARD_TABS.filter(({ id }) => id === 'members' || fieldsOf(sheet, id).length > 0);
