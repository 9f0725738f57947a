const VIETNAMESE = new Intl.NumberFormat('vi');

/** 29847 -> '29.847' */
export const numberText = (value: number): string => VIETNAMESE.format(value);
