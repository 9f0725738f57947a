import { expect, it } from 'vitest';
import { distinctNames, fileNameOf, paperFileName, folderName } from './file-name.ts';

it('names files as offices do', () => {
  const about = { unit: 'Xã Nông Thượng', year: 2023 };
  expect(fileNameOf(about)).toBe('Xa-Nong-Thuong_2023_Bo-bieu.xlsx');
  expect(fileNameOf({ ...about, forms: [{ id: '7.1' }] })).toBe('Xa-Nong-Thuong_2023_Mau-7.1.xlsx');
  expect(fileNameOf({ ...about, forms: [{ id: '10', number: 'Phụ lục số 10' }, { id: '7.1' }] })).toBe(
    'Xa-Nong-Thuong_2023_Phu-luc-10_Mau-7.1.xlsx',
  );
  expect(fileNameOf({ ...about, forms: ['7.1', '7.2', '7.3', '7.4'].map((id) => ({ id })) })).toBe('Xa-Nong-Thuong_2023_4-bieu.xlsx');
  expect(fileNameOf({ ...about, village: 'Thôn Bản Chéo' })).toBe('Xa-Nong-Thuong_2023_Thon-Ban-Cheo_Bo-bieu.xlsx');
  expect(fileNameOf({ ...about, each: 'village' })).toBe('Xa-Nong-Thuong_2023_Tung-thon_Bo-bieu.zip');
});

it('leaves nothing in a name that a file system or a mail program rejects', () => {
  const long = 'Thị trấn Đồng Tâm / "Chợ Mới" ..\\ '.repeat(9);
  const name = fileNameOf({ unit: long, year: 2023, village: long, forms: [1, 2, 3].map((id) => ({ id: String(id), number: long })) });
  expect(name).toMatch(/^Thi-tran-Dong-Tam[A-Za-z0-9._-]+\.xlsx$/);
  expect(name.length).toBeLessThanOrEqual(120);
  expect(fileNameOf({ unit: '…', year: 2023, village: '///' })).toBe('Xa_2023_Thon_Bo-bieu.xlsx');
});

it('distinguishes names that differ only in diacritics', () => {
  expect(distinctNames(['Na-Leng.xlsx', 'Na-Leng.xlsx', 'NA-LENG.xlsx', 'B.xlsx'])).toEqual([
    'Na-Leng.xlsx',
    'Na-Leng-2.xlsx',
    'NA-LENG-3.xlsx',
    'B.xlsx',
  ]);
});

it('lets no folder name leave its place, and does not repeat the year', () => {
  expect(['Huyện Ba Bể', '..', ''].map(folderName)).toEqual(['Huyen-Ba-Be', 'Don-vi', 'Don-vi']);
  expect(fileNameOf({ unit: 'nong-thuong-2023', year: 2023 })).toBe('nong-thuong_2023_Bo-bieu.xlsx');
  expect(fileNameOf({ unit: 'Thành phố Bắc Kạn', year: 2023, each: 'commune' })).toBe('Thanh-pho-Bac-Kan_2023_Tung-xa_Bo-bieu.zip');
});

it('names a paper by its unit, year, village, number and subject, so that they sort', () => {
  const kimSon = { unit: 'Xã Kim Sơn', year: 2023 };
  expect(paperFileName({ ...kimSon, paper: 'Quyết định công nhận', number: '05/QĐ-UBND' })).toBe(
    'Xa-Kim-Son_2023_05-QD-UBND_Quyet-dinh-cong-nhan',
  );
  expect(paperFileName({ ...kimSon, village: 'Ấp Chợ', paper: 'Giấy đề nghị rà soát', about: "Y' Bhăm H'Đơk" })).toBe(
    'Xa-Kim-Son_2023_Ap-Cho_Giay-de-nghi-ra-soat_Y-Bham-H-Dok',
  );
});
