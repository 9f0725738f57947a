/**
 * Distinguishes sheets of our own workbook from other people's lists. Forms look like lists, and some (Danh sách 01
 * of Phụ lục I) have the very titles that communes use. A defined name marks the forms, whatever they are called and
 * wherever somebody moves them.
 */
export const BASIS_SHEET = 'Thông số';
export const CHECK_SHEET = 'Kiểm tra';

export const FORM_NAME = /^BIEU_\d+$/;
export const formName = (index: number): string => `BIEU_${index + 1}`;
