/** Whether two names are of one place. */
import { fold, isUnmarked } from './text.ts';
import { villageSpelling } from './village.ts';

/**
 * One spelling, wherever the tone stands (Hòa, Hoà). Where one is written without any mark, marks say nothing; otherwise
 * they do: Tân Lập and Tân Lạp are two communes.
 */
export const isSameCommune = (a: string, b: string): boolean =>
  villageSpelling(a) === villageSpelling(b) || ((isUnmarked(a) || isUnmarked(b)) && fold(a) === fold(b));

/** 'Tỉnh Đắk Nông' and 'Đắk Nông' are one; no two provinces differ in their marks alone. */
export const isSameProvince = (a: string, b: string): boolean => provinceKey(a) === provinceKey(b);
const provinceKey = (name: string): string => fold(name).replace(/^(tinh|thanh pho|tp) /, '');
