/** The outlines and points of villages, beside the rows of the forms. */
import type { FilledRow } from '$lib/forms/fill.ts';
import { excelKey } from '$lib/review/excel-key.ts';
import type { Row } from '$lib/review/types.ts';
import { readShape, SHAPE_FIELD } from '$lib/shapes/shape.ts';
import type { MapPlace } from './map.ts';

/**
 * Of villages of one name the forms have one row, and it has no single place.
 * @param villages rows of the sheet Thôn; lists that were read one by one have each row several times.
 */
export function placeAmong(villages: readonly Pick<Row, 'id' | 'cells'>[]): (row: FilledRow) => MapPlace {
  const shapes = new Map<string, { id: string; shape: MapPlace['shape'] }>();
  for (const { id, cells } of villages) {
    const key = excelKey(cells.name);
    const known = shapes.get(key);
    if (known?.id !== id) shapes.set(key, { id, shape: known ? null : readShape(cells[SHAPE_FIELD]) });
  }
  return ({ name }) => ({ key: name, name, shape: shapes.get(excelKey(name))?.shape ?? null });
}
