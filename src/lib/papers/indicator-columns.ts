/** The columns of Mẫu số 03 for indicators. */
export const INDICATOR_COLUMNS = Array.from({ length: 12 }, (_, n) => n + 1);
