import { COMMUNE_ROOM } from './people.ts';
import { fold } from './text.ts';

export interface VillageName {
  id: string;
  name: string;
}

/** 'Thôn Nà Đán' -> 'thon-na-dan': the village's part of ids and rooms' names, never that of the commune's own room. */
export function villageSlug(name: string): string {
  const slug = fold(name).replaceAll(' ', '-').replace(/[^a-z0-9-]+/g, '').slice(0, 60).replace(/^-+|-+$/g, '');
  return slug === '' || slug === COMMUNE_ROOM ? `thon${slug && '-'}${slug}` : slug;
}

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

/**
 * What is no difference between two villages: capitals, spaces, signs, zeros before a number, and where a tone stands
 * in its word (Hòa, Hoà). A tone itself is one: Nà Cáp and Nà Cạp are two villages until somebody says otherwise.
 */
export const villageSpelling = (name: string): string =>
  name.normalize('NFD').toLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '')
    .map((word) => word.replace(/^0+(?=\d)/, '').replace(TONES, '') + (word.match(TONES) ?? []).join('')).join(' ');

/** What spellings of one village share, and those of two villages may: marks aside. Never enough to make them one. */
export const villageKey = (name: string): string => fold(name).replace(/\b0+(?=\d)/g, '');
