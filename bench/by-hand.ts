/** The rules of Danh sách 01 written by hand: the speed limit that no formula language can beat, and a check of its results. */
import { CAUSES, NEAR_POOR, POOR } from '../src/lib/review/columns.ts';
import { LIVINGS, move, NOT_POOR } from '../src/lib/review/formula-columns.ts';
import { limitIn } from '../src/lib/review/limits.ts';
import type { Round } from '../src/lib/review/plans.ts';
import type { Results } from '../src/lib/review/classify.ts';
import type { Row } from '../src/lib/review/types.ts';

const living = (code: string): string => LIVINGS.find((entry) => entry.code === code)?.label ?? '';

export function byHand({ cells }: Row, areaOf: ReadonlyMap<string, string>, { standard, plan }: Round): Results {
  const area = areaOf.get(String(cells.village).toLowerCase()) ?? '';
  const urban = area === 'Thành thị';
  const side = urban ? 'urban' : 'rural';
  const limitOf = (name: string, of: 'rural' | 'urban' = side): number => limitIn(standard, name, of) ?? 0;
  const limit = area === '' ? '' : limitOf('NGUONG_B1', side);
  const left = cells.change === 'Chuyển đi' || cells.change === 'Chết' || cells.change === 'Nhập hộ';
  const arrived = cells.change === 'Chuyển đến' || cells.change === 'Tách hộ';
  const wasPoor = cells.lastYear === POOR;
  const wasNear = cells.lastYear === NEAR_POOR;
  const requested = cells.request === 'x' && !(typeof cells.formA === 'number' && cells.formA >= limitOf('NGUONG_PHIEU_A'));
  const list = wasPoor || wasNear || requested ? '01' : '02';
  let deprived = 0;
  let clear = true;
  for (const key of standard.indicators) {
    const value = cells[key];
    if (value === 'x') deprived++;
    else if (value !== undefined && value !== null && value !== '') clear = false;
  }
  const b2 = deprived * limitOf('DIEM_CHI_SO');
  const b1 = typeof cells.b1 === 'number' ? cells.b1 : null;

  let result = '';
  if (list === '01' && !left && b1 !== null && limit !== '') {
    if (b1 > limit) result = NOT_POOR;
    else if (clear) result = b2 >= limitOf('NGUONG_B2') ? POOR : NEAR_POOR;
  }

  let movement = '';
  if (left) movement = move(wasPoor ? 'poor-other-out' : wasNear ? 'near-other-out' : 'out');
  else if (result === POOR)
    movement = move(
      arrived ? 'poor-other-in' : wasPoor ? 'poor-stays' : wasNear ? 'near-to-poor' : cells.formerly === POOR ? 'poor-again' : 'poor-new',
    );
  else if (result === NEAR_POOR)
    movement = move(
      arrived
        ? 'near-other-in'
        : wasNear
          ? 'near-stays'
          : wasPoor
            ? 'poor-to-near'
            : cells.formerly === NEAR_POOR
              ? 'near-again'
              : 'near-new',
    );
  else if (result === NOT_POOR && !arrived) movement = wasPoor ? move('poor-escapes') : wasNear ? move('near-escapes') : '';

  const income = typeof cells.income === 'number' ? cells.income : null;
  let standing = '';
  if (plan.living && !left && !(list === '01' && result !== NOT_POOR) && income !== null && area !== '') {
    if (income <= limitOf('TN_CHUAN')) standing = living(b1 === null ? 'need-b1' : b1 > Number(limit) ? 'average' : 'to-list-01');
    else if (income <= limitOf('TN_TRUNG_BINH')) standing = living('average');
    else if (limitOf('TN_KHA') === 0) standing = living('above');
    else standing = living(income <= limitOf('TN_KHA') ? 'well-off' : 'rich');
  }

  const minority = [cells.ethnic, cells.spouseEthnic].some((name) => name && name !== 'Kinh');
  let missing = '';
  if (!left) {
    if (!cells.head) missing += 'Họ và tên chủ hộ; ';
    if (typeof cells.size !== 'number') missing += 'Số nhân khẩu; ';
    if (area === '') missing += 'Khu vực của thôn; ';
    if (cells.request === 'x' && typeof cells.formA !== 'number') missing += 'Phiếu A; ';
    if (list === '01' && b1 === null) missing += 'Điểm B1; ';
    if (!clear) missing += 'Chỉ số thiếu hụt ghi khác x; ';
    if ((result === POOR || result === NEAR_POOR) && !CAUSES.some(([key]) => cells[key] === 'x')) missing += 'Nguyên nhân nghèo; ';
    if (plan.living && (list === '02' || result === NOT_POOR) && income === null) missing += 'Thu nhập bình quân; ';
  }
  return {
    area,
    b1Limit: limit,
    list,
    b2,
    computed: null,
    class: result,
    move: movement,
    living: standing,
    minority: minority ? 'x' : '',
    missing,
  };
}
