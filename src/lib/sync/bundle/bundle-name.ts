/** Names of bundles: short plain letters, which a chat shows whole. */
import { dayText } from '../../review/iso-day.ts';
import { vietnamDay } from '../../review/vietnam-day.ts';
import { villageSlug } from '../../review/village.ts';
import type { BundleContent } from './bundle-file.ts';
import { BUNDLE_ENDING } from './bundle-limits.ts';

const SHORT = 30;

/** 'thon-3-nong-thuong-2026-29-11-2026.goi-ra-soat' */
export function bundleFileName({ lists, unit, year, at }: Pick<BundleContent, 'lists' | 'unit' | 'year' | 'at'>): string {
  const names = [...new Set(lists.map(({ village }) => village))];
  const which = names.length === 1 ? villageSlug(names[0] ?? '') : `${names.length}-thon`;
  const commune = villageSlug(unit.replace(/^(xã|phường|thị trấn)\s+/i, ''));
  const day = dayText(vietnamDay(at)).replaceAll('/', '-');
  return `${[which.slice(0, SHORT), commune.slice(0, SHORT), year, day].filter((part) => part !== null && part !== '').join('-')}${BUNDLE_ENDING}`;
}
