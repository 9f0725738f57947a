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

/** What two spellings of one village share: 'TỔ 01' and 'Tổ 1'. For matching only. */
export const villageKey = (name: string): string => fold(name).replace(/\b0+(?=\d)/g, '');
