/** Households by their standard of living: average, and where the standard has these bands, well-off and rich. The same as Mẫu 9.4, 9.5, 9.7. */
import { living, LIVINGS } from '../review/formula-columns.ts';
import { hasBands, type Standard } from '../review/standards.ts';
import { spelling } from '../review/text.ts';
import type { ListedHousehold } from './list-values.ts';
import type { PaperVillage } from './paper.ts';

const BANDS: readonly (typeof LIVINGS)[number]['code'][] = ['well-off', 'rich'];

/** As the lists name them, in their order. */
export const livingNames = (standard: Standard): string[] => [living('average'), ...(hasBands(standard) ? BANDS.map(living) : [])];

/** null for a name that is no standard of living. */
export function listOfLiving(name: string, villages: readonly Pick<PaperVillage, 'name' | 'classified'>[]): ListedHousehold[] | null {
  const label = LIVINGS.find((each) => spelling(each.label) === spelling(name))?.label;
  if (label === undefined) return null;
  return villages.flatMap(({ name: village, classified: { data, results } }) =>
    data.households
      .filter(({ id }) => results.get(id)?.living === label)
      .map((row) => ({
        row,
        village,
        head: String(row.cells.head ?? 'Hộ chưa có tên'),
        size: typeof row.cells.size === 'number' ? row.cells.size : null,
        move: '',
        before: String(row.cells.lastYear ?? ''),
      })),
  );
}
