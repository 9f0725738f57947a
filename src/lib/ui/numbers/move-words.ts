/** What the commune has done with its villages, in words. */
import { VILLAGE_PREFIX } from '$lib/cells/review-rooms.ts';
import { MOVE_KINDS, type VillageMove } from '$lib/cells/village-moves.ts';
import { numberText } from '../parts/number-text.ts';

/** @param nameOf a village as it is called now. */
export function moveTitle({ kind, from, into, households, before, after }: VillageMove, nameOf: (village: string) => string): string {
  const name = nameOf(from);
  switch (kind) {
    case 'merge':
      return `Nhập ${name} vào ${nameOf(into)}: ${numberText(households)} hộ`;
    case 'split':
      return `Tách ${numberText(households)} hộ của ${name} thành ${nameOf(into)}`;
    case 'rename': {
      const [old, fresh] = [before, after].map((cells) => String(cells[VILLAGE_PREFIX + from]?.name ?? ''));
      return `Đổi tên ${old} thành ${fresh}`;
    }
    case 'add':
      return `Thêm ${name}`;
    case 'aside':
      return `Để riêng ${name}`;
    case 'restore':
      return `Lấy lại ${name}`;
    case 'order':
      return `${MOVE_KINDS.order} các thôn`;
  }
}

/** A village that is brought back is unlocked: what waited for it enters its list. */
export const LATE_ENTERS = 'Sửa đổi đến muộn của thôn đang chờ sẽ vào danh sách.';
export const BACK_IN_LISTS = `Thôn trở lại danh sách và các biểu của xã, với cả sổ của thôn. ${LATE_ENTERS}`;
