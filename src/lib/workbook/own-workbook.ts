/**
 * Distinguishes sheets of our own workbook from other people's lists. Forms look like lists, and some (Danh sách 01
 * of Phụ lục I) have the very titles that communes use. A defined name marks the forms, whatever they are called and
 * wherever somebody moves them.
 */
export const BASIS_SHEET = 'Thông số';
export const CHECK_SHEET = 'Kiểm tra';

/** Sheets of the answers to score tables: their points, their first columns, and where their rows are. */
export const POINTS_SHEET = 'Bảng điểm';
export const SCORE_HEADINGS = ['STT', 'Danh sách', 'Thôn', 'Mã hộ', 'Họ và tên chủ hộ'];
export const SCORE_ROWS = { groups: 2, headings: 3, fields: 4, first: 5 };

export const FORM_NAME = /^BIEU_\d+$/;
export const formName = (index: number): string => `BIEU_${index + 1}`;
