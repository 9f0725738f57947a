const VIETNAMESE = new Intl.NumberFormat('vi');
const RATE = new Intl.NumberFormat('vi', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** 29847 -> '29.847' */
export const numberText = (value: number): string => VIETNAMESE.format(value);

/** 12.5 -> '12,50' */
export const rateText = (value: number): string => RATE.format(value);

/** A whole number, and 100 only if all are done. */
export const percent = (part: number, whole: number): number => (whole === 0 ? 100 : Math.floor((part / whole) * 100));
