import { fold } from './text.ts';

/** 'Thôn 1' -> 'thon-1': a village's name inside ids and addresses. */
export const villageSlug = (name: string): string => fold(name).replaceAll(' ', '-');

/** What two spellings of one village share: 'TỔ 01' and 'Tổ 1'. For matching only. */
export const villageKey = (name: string): string => fold(name).replace(/\b0+(?=\d)/g, '');
