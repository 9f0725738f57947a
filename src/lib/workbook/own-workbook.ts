/**
 * What tells a sheet of our own workbook from the lists of others. Forms look like lists to be read, and some (Danh
 * sách 01 of Phụ lục I) bear the very titles under which communes send theirs: a defined name says which are forms,
 * whatever they are called and wherever somebody moves them.
 */
export const BASIS_SHEET = 'Thông số';
export const CHECK_SHEET = 'Kiểm tra';

export const FORM_NAME = /^BIEU_\d+$/;
export const formName = (index: number): string => `BIEU_${index + 1}`;
