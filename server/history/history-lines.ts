/** The history of one room as lines: who changed which cell from what to what, received when. */
import { fieldLabel, valueText } from '../../src/lib/cells/field-label.ts';
import { CellHistory, type HistoryChange } from '../../src/lib/cells/history.ts';
import { timeText, valuesText } from '../../src/lib/cells/history-text.ts';
import type { CellValue } from '../../src/lib/review/types.ts';
import { historyPages } from '../log/history-pages.ts';
import type { LateDecision, UpdateLog } from '../log/log.ts';
import { readRoom } from '../rooms/reader.ts';

export interface HistoryLine extends HistoryChange {
  /** When the server received it: milliseconds. */
  at: number;
  /** The signed-in person's id and the device, from the log's row. */
  person: string;
  device: string;
  /** Mã hộ and Chủ hộ at that time; empty for rows that belong to no household. */
  household: string;
  head: string;
  label: string;
}

/** @param household a Mã hộ; without it, everything in the room. */
export async function* historyLines(log: UpdateLog, room: string, household?: string): AsyncGenerator<HistoryLine> {
  const wanted = household === undefined ? null : await rowsOf(log, room, household);
  const history = new CellHistory();
  for await (const page of historyPages(log, room))
    for (const { update, at, person, device } of page) {
      const changes = history.apply(update);
      // The household may have had another code before, or may have got one since.
      if (wanted && household !== undefined)
        for (const { row, field, to } of changes) if (field === 'code' && to.some((value) => tidy(value) === household)) wanted.add(row);
      for (const change of changes) {
        const { row, field } = change;
        if (wanted && !wanted.has(row)) continue;
        yield {
          at,
          person,
          device,
          household: tidy(history.get(row, 'code')),
          head: tidy(history.get(row, 'head')),
          label: fieldLabel(row, field),
          ...change,
          from: change.from.map((value) => valueText(row, field, value)),
          to: change.to.map((value) => valueText(row, field, value)),
        };
      }
    }
}

/** The household's own row and its members' rows as the room is now. This reads the snapshot, not the history. */
const rowsOf = (log: UpdateLog, room: string, household: string): Promise<Set<string>> =>
  readRoom(log, room, (list) => new Set(list.rows().filter((row) => tidy(list.get(row, 'code')) === household)));

const tidy = (value: CellValue): string => String(value ?? '').trim();

/** Late edits that the commune declined. They changed no list, so they are told after all changes. */
export async function declinedLines(
  log: UpdateLog,
  room: string,
  household?: string,
): Promise<(Pick<HistoryLine, 'at' | 'row' | 'household' | 'head' | 'label'> & LateDecision)[]> {
  const declined = (await log.decisions({ room })).filter(({ verdict }) => verdict === 'declined');
  if (declined.length === 0) return [];
  return readRoom(log, room, (list) =>
    declined
      .map((one) => ({
        ...one,
        household: tidy(list.get(one.row, 'code')),
        head: tidy(list.get(one.row, 'head')),
        label: fieldLabel(one.row, one.field),
      }))
      .filter((one) => household === undefined || one.household === household),
  );
}

export const declinedCsv = (
  { at, person, household, head, label, value, reason, by }: Awaited<ReturnType<typeof declinedLines>>[number],
  nameOf: (person: string) => string,
): string =>
  csvRow([
    timeText(at),
    nameOf(person),
    '',
    household,
    head,
    label,
    '',
    `không nhận, đến sau khi khóa: ${valuesText([value])}`,
    `${nameOf(by)}: ${reason}`,
  ]);

const HEADINGS = ['Xã nhận lúc', 'Người', 'Máy', 'Mã hộ', 'Chủ hộ', 'Cột', 'Trước', 'Sau', 'Tên ghi trong ô'];
/** Without the byte order mark, Excel does not read the file as UTF-8. */
export const CSV_START = `\uFEFF${HEADINGS.join(',')}\r\n`;

export function csvLine(
  { at, person, device, household, head, label, from, to, claimed }: HistoryLine,
  nameOf: (person: string) => string,
): string {
  return csvRow([timeText(at), nameOf(person), device, household, head, label, valuesText(from), valuesText(to), claimed.join('; ')]);
}

const csvRow = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/** Escapes text that a spreadsheet would read as a formula. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
