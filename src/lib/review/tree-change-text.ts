/** Corrections of the tree of units and rounds, in words: for the admin's page and for `rasoat audit --units`. */
import type { TreeChange } from './account.ts';

export function treeChangeText({ kind, before, after, reason }: Pick<TreeChange, 'kind' | 'before' | 'after' | 'reason'>): string {
  switch (kind) {
    case 'renamed':
      return `Sửa tên: ${before} → ${after}`;
    case 'joined':
      return `Nhập làm một: ${before} → ${after}`;
    case 'corrected':
      return `Sửa đợt: ${before} → ${after}`;
    case 'aside':
      return [`Cất đợt: ${before}`, after && `người làm việc chuyển sang ${after}`, reason && `lý do: ${reason}`]
        .filter(Boolean)
        .join('; ');
    case 'loaded':
      return `Nạp danh mục đơn vị: ${after}`;
    case 'drawn':
      return `Bản đồ các xã: ${after}`;
    case 'back':
      return `Đưa đợt trở lại: ${after}`;
  }
}
