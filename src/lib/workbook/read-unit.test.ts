import { expect, it } from 'vitest';
import type { Headings } from './headings.ts';
import type { Grid } from './read-grid.ts';
import { unitAbove } from './read-unit.ts';

const above = (...lines: string[]): unknown =>
  unitAbove(
    { rows: new Map(lines.map((value, row) => [row, new Map([[0, { value }]])])) } as unknown as Grid,
    { top: lines.length } as Headings,
  );

it('reads the commune, and the district and province that date the list', () => {
  expect(above('UBND PHƯỜNG HUYỀN TỤNG', 'Cộng hòa xã hội')).toEqual({ name: 'Phường Huyền Tụng', district: '', province: '' });
  expect(above('UBND XÃ NÔNG THƯỢNG, THÀNH PHỐ BẮC KẠN, TỈNH BẮC KẠN')).toEqual({
    name: 'Xã Nông Thượng',
    district: 'Thành phố Bắc Kạn',
    province: 'Tỉnh Bắc Kạn',
  });
  expect(above('UBND HUYỆN CHỢ MỚI', 'ỦY BAN NHÂN DÂN XÃ HÒA MỤC')).toEqual({
    name: 'Xã Hòa Mục',
    district: 'Huyện Chợ Mới',
    province: '',
  });
  expect(above('UBND THỊ TRẤN NÀ PHẶC – HUYỆN NGÂN SƠN NĂM 2024')).toEqual({
    name: 'Thị trấn Nà Phặc',
    district: 'Huyện Ngân Sơn',
    province: '',
  });
  expect(above('Danh sách hộ nghèo của các huyện trong tỉnh')).toEqual({ name: '', district: '', province: '' });
});
