/** The household's card on a phone: which columns are on which tab. */
import { CAUSE_GROUP, CAUSES, columnOf, type Column } from '$lib/review/columns.ts';
import { indicatorOf, isIndicator } from '$lib/review/indicators.ts';
import { filledIn, NOT_COUNTED_GROUP, roundColumns, type Survey } from '$lib/review/round-columns.ts';
import type { CellValue, SheetId } from '$lib/review/types.ts';

export type CardTab = 'household' | 'formA' | 'b1' | 'b2' | 'members';

/** In the order of the paper. */
export const CARD_TABS: readonly { id: CardTab; label: string; title: string }[] = [
  { id: 'household', label: 'Hộ', title: 'Thông tin của hộ' },
  { id: 'formA', label: 'Phiếu A', title: 'Vì sao có tên trong danh sách' },
  { id: 'b1', label: 'B1', title: 'B1. Điểm thu nhập' },
  { id: 'b2', label: 'B2', title: 'B2. Thiếu hụt' },
  { id: 'members', label: 'Thành viên', title: 'Thành viên trong hộ' },
];

const FORM_A = new Set(['lastYear', 'formerly', 'change', 'request', 'formA', 'formAWhy']);
/** Besides scores and incomes. */
const B1 = new Set(['size']);
/** Where members are. */
export const MEMBERS_TAB: CardTab = 'members';
/** Not shown: the page is the village's own. */
const NOWHERE = 'village';

function tabOf({ key, asked, recorded, feeds }: Column, { indicators }: Survey): CardTab | null {
  if (key === NOWHERE || recorded) return null;
  if (feeds !== undefined && indicators.includes(feeds)) return 'b2';
  if (FORM_A.has(key)) return 'formA';
  if (asked || B1.has(key)) return 'b1';
  return isIndicator(key) ? 'b2' : 'household';
}

const HEADINGS: readonly [heading: string, keys: readonly string[]][] = [
  ['Chủ hộ', ['code', 'head', 'cccd', 'birth', 'sex', 'ethnic', 'spouseEthnic']],
  ['Đặc điểm của hộ', ['noLabour', 'merit', 'farming']],
  [CAUSE_GROUP, CAUSES.map(([key]) => key)],
  ['Việc rà soát', ['reviewer', 'reviewedOn', 'note']],
  ['Năm trước và biến động', ['lastYear', 'formerly', 'change']],
  ['Giấy đề nghị, Phiếu A', ['request', 'formA', 'formAWhy']],
];
const headings = new Map(HEADINGS.flatMap(([heading, keys]) => keys.map((key) => [key, heading] as const)));

/** What a field stands under: for an indicator its basic service. Undefined: under nothing of its own. */
export const headingOf = ({ key, group, feeds = key }: Column): string | undefined =>
  headings.get(key) ?? (group === NOT_COUNTED_GROUP ? group : indicatorOf(feeds)?.dimension);

type Cells = Readonly<Record<string, CellValue>>;

/** The columns of a row: one that this round does not ask if it is filled in, an optional one also where it feeds an indicator. */
export function shownColumns(sheet: SheetId, survey: Survey, cells: Cells): Column[] {
  const isFilled = filledIn([{ cells }]);
  return roundColumns(sheet, survey, (key) => isFilled(key) || survey.indicators.includes(columnOf(sheet, key)?.feeds ?? ''));
}

/** In the order of the list; what feeds an indicator stands under it. */
export function fieldsOf(sheet: 'list01' | 'list02', tab: CardTab, survey: Survey, cells: Cells = {}): Column[] {
  const fields = shownColumns(sheet, survey, cells).filter((column) => tabOf(column, survey) === tab);
  const feeding = (column: Column): Column[] => fields.filter(({ feeds }) => feeds === column.key);
  return tab === 'b2' ? fields.filter(({ feeds }) => feeds === undefined).flatMap((column) => [column, ...feeding(column)]) : fields;
}

export const tabsOf = (sheet: 'list01' | 'list02', survey: Survey): typeof CARD_TABS =>
  CARD_TABS.filter(({ id }) => id === 'members' || fieldsOf(sheet, id, survey).length > 0);
