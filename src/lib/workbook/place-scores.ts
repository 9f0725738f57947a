/** A file's column "Điểm B1" names no score table: where the round has only one, the scores are by that. */
import { B1_TABLES, isB1 } from '../review/b1-tables.ts';
import type { Survey } from '../review/round-columns.ts';
import type { Row } from '../review/types.ts';
import type { WorkbookReading } from './read.ts';

const [{ key: PLAIN }] = B1_TABLES;

/** Of several files together only the data is left. */
type Reading = Pick<WorkbookReading, 'data'> & Partial<Pick<WorkbookReading, 'sheets'>>;

/** @param survey of the round in which the lists are read. */
export function placeScores<R extends Reading>(reading: R, { asks }: Pick<Survey, 'asks'>): R {
  const [table, ...more] = asks.filter(isB1);
  if (table === undefined || more.length > 0 || table === PLAIN) return reading;
  const isNamed = reading.data.households.some(({ cells }) => (cells[table] ?? null) !== null);
  if (isNamed) return reading;
  const placed = (row: Row): Row => {
    const { [PLAIN]: score, ...cells } = row.cells;
    return score === undefined || score === null ? row : { ...row, cells: { ...cells, [table]: score } };
  };
  return {
    ...reading,
    data: { ...reading.data, households: reading.data.households.map(placed) },
    ...(reading.sheets && {
      sheets: reading.sheets.map((sheet) => ({
        ...sheet,
        columns: sheet.columns.map((column) => (column.key === PLAIN ? { ...column, key: table } : column)),
      })),
    }),
  };
}
