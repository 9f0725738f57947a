/** Whether two names mean the same place. */
import { fold, isUnmarked } from './text.ts';
import { villageSpelling } from './village.ts';

/**
 * Same spelling, whatever the tone position (Hòa, Hoà). When one of them is written without any diacritics, diacritics are ignored;
 * otherwise they count: Tân Lập and Tân Lạp are two communes.
 */
export const isSameCommune = (a: string, b: string): boolean =>
  villageSpelling(a) === villageSpelling(b) || ((isUnmarked(a) || isUnmarked(b)) && fold(a) === fold(b));

/** 'Tỉnh Đắk Nông' and 'Đắk Nông' are the same; no two provinces differ only in diacritics. */
export const isSameProvince = (a: string, b: string): boolean => provinceKey(a) === provinceKey(b);
const provinceKey = (name: string): string => fold(name).replace(/^(tinh|thanh pho|tp) /, '');
