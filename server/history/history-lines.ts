/** The history of one room as lines: who changed which cell from what to what, received when. */
import { setImmediate as turn } from 'node:timers/promises';
import { fieldLabel } from '../../src/lib/cells/field-label.ts';
import { CellHistory } from '../../src/lib/cells/history.ts';
import { timeText, valuesText } from '../../src/lib/cells/history-text.ts';
import type { CellValue } from '../../src/lib/review/types.ts';
import type { LateDecision, UpdateLog } from '../log/log.ts';
import { readRoom } from '../rooms/reader.ts';

export interface HistoryLine {
  /** Its place among all changes of the room, from 1: the log only grows, so it stays what it is. */
  number: number;
  /** When the server received it: milliseconds. */
  at: number;
  /** The signed-in person's id and device, from the log's row. */
  person: string;
  device: string;
  row: string;
  /** Mã hộ and Chủ hộ as they stood then; empty for rows that belong to no household. */
  household: string;
  head: string;
  field: string;
  label: string;
  from: readonly CellValue[];
  to: readonly CellValue[];
  /** The names written into the cell: claims, to be held against the person. */
  claimed: readonly string[];
}

/** The log is read in parts, and others get their turn between them. */
const PAGE = 200;

/** @param household a Mã hộ; without it, everything in the room. */
export async function* historyLines(log: UpdateLog, room: string, household?: string): AsyncGenerator<HistoryLine> {
  const wanted = household === undefined ? null : await rowsOf(log, room, household);
  const history = new CellHistory();
  let number = 0;
  try {
    for (let after = 0; ;) {
      const page = await log.history(room, after, PAGE);
      for (const { update, at, person, device } of page) {
        const changes = history.apply(update);
        // A household may have had another code before, or since.
        if (wanted && household !== undefined)
          for (const { row, field, to } of changes) if (field === 'code' && to.some((value) => tidy(value) === household)) wanted.add(row);
        for (const change of changes) {
          const { row, field } = change;
          number++;
          if (wanted && !wanted.has(row)) continue;
          yield {
            number,
            at,
            person,
            device,
            household: tidy(history.get(row, 'code')),
            head: tidy(history.get(row, 'head')),
            label: fieldLabel(row, field),
            ...change,
          };
        }
      }
      if (page.length < PAGE) return;
      after = page.at(-1)?.position ?? Infinity;
      await turn();
    }
  } finally {
    history.close();
  }
}

/** The household's own row and those of its members, as the room stands now: read from the snapshot, not the history. */
const rowsOf = (log: UpdateLog, room: string, household: string): Promise<Set<string>> =>
  readRoom(log, room, (list) => new Set(list.rows().filter((row) => tidy(list.get(row, 'code')) === household)));

const tidy = (value: CellValue): string => String(value ?? '').trim();

/** Late edits that the commune declined: in no list, and not lost. As lines after the others, where they are no changes. */
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
/** Excel takes a file without the mark for something else than UTF-8. */
export const CSV_START = `\uFEFF${HEADINGS.join(',')}\r\n`;

export function csvLine(
  { at, person, device, household, head, label, from, to, claimed }: HistoryLine,
  nameOf: (person: string) => string,
): string {
  return csvRow([timeText(at), nameOf(person), device, household, head, label, valuesText(from), valuesText(to), claimed.join('; ')]);
}

const csvRow = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/** What people write is text, never a formula of the spreadsheet that opens it. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
