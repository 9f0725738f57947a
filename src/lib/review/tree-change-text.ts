/** Corrections of the tree of units and rounds, in words: for the admin's page and for `rasoat audit --units`. */
import type { TreeChange } from './account.ts';

export function treeChangeText({ kind, before, after }: Pick<TreeChange, 'kind' | 'before' | 'after'>): string {
  switch (kind) {
    case 'renamed':
      return `Sửa tên: ${before} → ${after}`;
    case 'joined':
      return `Nhập làm một: ${before} → ${after}`;
    case 'corrected':
      return `Sửa đợt: ${before} → ${after}`;
    case 'aside':
      return after ? `Cất đợt: ${before}; người làm việc chuyển sang ${after}` : `Cất đợt: ${before}`;
    case 'back':
      return `Đưa đợt trở lại: ${after}`;
  }
}
