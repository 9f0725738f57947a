import { expect, it } from 'vitest';
import { FileNames, folderName, reportName } from './file-name.ts';

it('names files as offices do: words as written, without marks', () => {
  expect(reportName('Xã Nông Thượng', 2023)).toBe('Bieu-tong-hop-Xa-Nong-Thuong-2023.xlsx');
  expect(reportName('Thị trấn Đắk Mâm', 2024, 'zip')).toBe('Bieu-tong-hop-Thi-tran-Dak-Mam-2024.zip');
  expect(reportName('', 2023)).toBe('Bieu-tong-hop-2023.xlsx');
  expect(reportName('nong-thuong-2023', 2023)).toBe('Bieu-tong-hop-nong-thuong-2023.xlsx');
  expect(folderName('Huyện Ba Bể')).toBe('Huyen-Ba-Be');
});

it('lets no name lead out of its folder', () => {
  expect(reportName('../../Xã "A" <b>', 2023)).toBe('Bieu-tong-hop-Xa-A-b-2023.xlsx');
  expect([folderName('..'), folderName('')]).toEqual(['Don-vi', 'Don-vi']);
});

it('tells two units of one name apart', () => {
  const names = new FileNames();
  expect(['a.xlsx', 'A.xlsx', 'a.xlsx'].map((name) => names.once(name))).toEqual(['a.xlsx', 'A-2.xlsx', 'a-3.xlsx']);
});
