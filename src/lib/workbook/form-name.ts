/** Defined names by which a workbook of ours says which of its sheets are forms, whatever they are called. */
export const FORM_NAME = /^BIEU_\d+$/;

export const formName = (index: number): string => `BIEU_${index + 1}`;
