import { describe, expect, it } from 'vitest';
import { rowOf } from '$lib/grid/testing.ts';
import { columnById, gridColumns } from '$lib/grid/grid-columns.ts';
import { columnOf } from '$lib/review/columns.ts';
import { ND07 } from '$lib/review/standards.ts';
import {
  cellsWords,
  doubtWords,
  lateWords,
  notByHand,
  overtakenWords,
  rowName,
  skippedWords,
  unsettledWords,
  whyNotWords,
} from './write-words.ts';

const DUNG = rowOf('h:1', { code: 'A-2', head: 'Hà Văn Dũng' });
const B1 = columnOf('list01', 'b1')!;
const YES = columnOf('list01', 'i1')!;

describe('what is said of a write', () => {
  it.each([
    [DUNG, 'Hộ Hà Văn Dũng'],
    [rowOf('h:2', { code: 'A-3' }), 'Hộ A-3'],
    [rowOf('h:3', {}), 'Hộ mới'],
    [undefined, 'Hộ mới'],
    [rowOf('m:1', { name: 'Nông Thị Hoa', code: 'A-2' }, { sheet: 'members' }), 'Nông Thị Hoa'],
    [rowOf('m:2', {}, { sheet: 'members' }), 'Thành viên'],
  ])('names a row as people do: %#', (row, name) => expect(rowName(row)).toBe(name));

  it('tells why nothing can be written: the lock before the right', () => {
    expect(whyNotWords(true)).toBe('Danh sách đã khóa, không ghi được.');
    expect(whyNotWords(true, true)).toMatch(/đã chốt.*Vì sao\?.*lý do/);
    expect(whyNotWords(false)).toBe('Bạn chỉ được xem danh sách này, không ghi được.');
  });

  it('tells where to write what is not written here', () => {
    const said = (sheet: 'list01' | 'members', id: string): string => {
      const column = columnById(gridColumns(sheet, ND07), id);
      return column && column.kind !== 'input' ? notByHand(column) : '';
    };
    expect(said('list01', '=b2')).toBe('Cột Điểm B2 tự tính từ các ô khác, không ghi vào được. Bấm F2 để xem vì sao.');
    expect(said('members', 'headName')).toBe('Cột Chủ hộ lấy từ danh sách hộ: hãy sửa ở đó.');
  });

  it('names the cell, and the value as the cell shows it', () => {
    expect(doubtWords(DUNG, B1, "'abc' không phải là số")).toBe("Hộ Hà Văn Dũng, cột Điểm B1: 'abc' không phải là số");
    expect(lateWords(DUNG, YES, 'x')).toMatch(/^Danh sách vừa khóa: ✓ có ở Hộ Hà Văn Dũng, cột .+, được giữ riêng, chưa vào danh sách\.$/);
    expect(overtakenWords(DUNG, B1, 'Trần Quốc Việt (bạn)', null)).toBe(
      'Hộ Hà Văn Dũng, cột Điểm B1: trong lúc bạn đang ghi, Trần Quốc Việt (bạn) đã ghi (trống). Ô này nay theo giá trị của bạn; bấm Hoàn tác để lấy lại giá trị kia.',
    );
  });

  it('warns of several cells only where one is in doubt', () => {
    expect(cellsWords('Đã dán', 4, 0)).toEqual({ text: 'Đã dán 4 ô.', kind: 'done' });
    expect(cellsWords('Đã thay', 4, 1)).toEqual({ text: 'Đã thay 4 ô, 1 ô cần xem lại.', kind: 'warning' });
  });

  it('tells whose write an undo left alone', () => {
    expect(skippedWords('Không hoàn tác', DUNG, 'b1', true)).toBe(
      'Không hoàn tác được Hộ Hà Văn Dũng, cột Điểm B1: bạn đã ghi ô này ở cửa sổ khác.',
    );
    expect(skippedWords('Không làm lại', DUNG, 'gone', false)).toBe(
      'Không làm lại được Hộ Hà Văn Dũng, cột gone: người khác đã ghi ô này sau bạn.',
    );
  });

  it('tells of the other values of a conflict that is open no longer', () => {
    expect(unsettledWords(DUNG, 'b1', 73, [153, null])).toBe(
      'Hộ Hà Văn Dũng, cột Điểm B1: nay là 73. Trước khi chọn, ô này còn giá trị 153, (trống); muốn lấy thì ghi lại.',
    );
    expect(unsettledWords(DUNG, 'gone', null, [1])).toContain('cột gone: nay là (trống)');
  });
});
