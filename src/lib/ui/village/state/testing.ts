/** For tests: a village's list with two households, a member and a disputed cell, and the book that reads it. */
import * as Y from 'yjs';
import { SharedList } from '$lib/cells/shared-list.ts';
import { Classifier } from '$lib/review/classify.ts';
import { RURAL } from '$lib/review/columns.ts';
import { chooseRound } from '$lib/review/plans.ts';
import type { CellValue } from '$lib/review/types.ts';
import { VillageBook } from './village-book.ts';

const ROWS: Record<string, Record<string, CellValue>> = {
  'h:1': { sheet: 'list01', order: 0, code: 'A-1', head: 'Nông Đình Bằng', b1: 140, cccd: '6' },
  'h:2': { sheet: 'list02', order: 1, code: 'A-2', head: 'Hà Văn Dũng' },
  'm:1': { code: 'A-1', name: 'Nông Thị Hoa', order: 0 },
};

/** @param disputed two people wrote Điểm B1 of h:1 differently. */
export function villageScene({ withoutPersonal = false, disputed = false } = {}): { list: SharedList; book: VillageBook } {
  const list = new SharedList(new Y.Doc(), 'lan');
  for (const [row, cells] of Object.entries(ROWS)) list.write(Object.entries(cells).map(([field, value]) => ({ row, field, value })));
  if (disputed) {
    const other = new SharedList(new Y.Doc(), 'viet');
    Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(list.doc));
    other.set('h:1', 'b1', 153);
    list.set('h:1', 'b1', 73);
    Y.applyUpdate(list.doc, Y.encodeStateAsUpdate(other.doc));
  }
  const villages = [{ id: 'v:1', sheet: 'villages' as const, cells: { name: 'Thôn 1', area: RURAL } }];
  const classifier = new Classifier(chooseRound({ year: 2023 }), villages, withoutPersonal);
  return { list, book: new VillageBook(list, classifier, 'Thôn 1') };
}
