/**
 * `rasoat audit ROOM`: the history of a room, on screen or as a CSV file, with or without a running server.
 * `--units`: the history of units and rounds.
 */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { shownValues, timeText } from '../../src/lib/cells/history-text.ts';
import { parseRoom } from '../../src/lib/review/people.ts';
import { treeChangeText } from '../../src/lib/review/tree-change-text.ts';
import { historyLines, CSV_START, csvLine, declinedCsv, declinedLines, type HistoryLine } from '../history/history-lines.ts';
import { argumentFault, reasonOf } from '../faults/command-faults.ts';
import { DatabaseUnusable } from '../nodes/database.ts';
import { namesAt } from '../people/accounts-db.ts';
import { treeChangesAt } from '../people/tree-changes.ts';
import { lookedIn, openToRead, type Readable } from './stores.ts';

const USAGE =
  'Cách dùng: rasoat audit SỔ [--household MÃ_HỘ] [--data THƯ_MỤC] [--csv TỆP]\n           rasoat audit --units [--data THƯ_MỤC]';

export async function audit(args: string[]): Promise<number> {
  const settings = settingsOf(args);
  if (typeof settings === 'string') {
    process.stderr.write(`${settings}\n${USAGE}\n`);
    return 2;
  }
  const { room, household, folder, csv } = settings;
  let data: Readable | null;
  try {
    data = await openToRead(folder);
  } catch (error) {
    if (!(error instanceof DatabaseUnusable)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
  if (!data) {
    process.stderr.write(`Không có dữ liệu trong ${lookedIn(folder)}.\n${USAGE}\n`);
    return 2;
  }
  const { log, at, place } = data;
  try {
    const names = await knownNames(at);
    const nameOf = (person: string): string => names.get(person) ?? person;
    if (room === null) return await printTree(at, nameOf);
    if (!(await log.rooms()).includes(room)) {
      process.stderr.write(`Không có sổ ${room} trong ${place}.\n`);
      return 2;
    }
    const lines = historyLines(log, room, household);
    const declined = await declinedLines(log, room, household);
    const count = csv === undefined ? await print(lines, declined, nameOf) : await write(lines, declined, csv, nameOf);
    process.stderr.write(`${count} thay đổi trong ${room}.${csv === undefined ? '' : ` Đã ghi vào ${csv}.`}\n`);
    return 0;
  } finally {
    await data.close();
  }
}

async function printTree(at: Readable['at'], nameOf: (person: string) => string): Promise<number> {
  const changes = await treeChangesAt(at, nameOf);
  for (const change of changes) process.stdout.write(`${timeText(change.at)}  ${change.by}  ${treeChangeText(change)}\n`);
  process.stderr.write(`${changes.length} lần sửa đơn vị và đợt rà soát.\n`);
  return 0;
}

interface Settings {
  /** null means the tree of units and rounds. */
  room: string | null;
  household: string | undefined;
  folder: string | undefined;
  csv: string | undefined;
}

/** @returns the settings, or the error in words. */
function settingsOf(args: string[]): Settings | string {
  try {
    const text = { type: 'string' } as const;
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { household: text, data: text, csv: text, units: { type: 'boolean' } },
    });
    const [room = ''] = positionals;
    if (
      values.units
        ? positionals.length > 0 || values.household !== undefined || values.csv !== undefined
        : positionals.length !== 1 || !parseRoom(room)
    )
      return 'Hãy ghi tên một sổ, chẳng hạn nong-thuong-2023.thon-3.';
    return { room: values.units ? null : room, household: values.household?.trim(), folder: values.data, csv: values.csv };
  } catch (error) {
    return `${argumentFault(error) ?? reasonOf(error)}.`;
  }
}

/** The history can be read even if the accounts are missing. */
async function knownNames(at: Readable['at']): Promise<Map<string, string>> {
  try {
    return await namesAt(at);
  } catch (error) {
    process.stderr.write(`Không đọc được tên người, ghi mã thay tên: ${reasonOf(error)}.\n`);
    return new Map();
  }
}

type Declined = Awaited<ReturnType<typeof declinedLines>>;

async function print(lines: AsyncIterable<HistoryLine>, declined: Declined, nameOf: (person: string) => string): Promise<number> {
  let count = 0;
  for await (const { at, person, household, row, label, from, to } of lines) {
    count++;
    process.stdout.write(`${timeText(at)}  ${nameOf(person)}  ${household || row}  ${label}: ${shownValues(from)} → ${shownValues(to)}\n`);
  }
  for (const { at, person, household, row, label, value, by, reason } of declined)
    process.stdout.write(
      `${timeText(at)}  ${nameOf(person)}  ${household || row}  ${label}: ${shownValues([value])} đến muộn, ${nameOf(by)} không nhận: ${reason}\n`,
    );
  return count;
}

async function write(
  lines: AsyncIterable<HistoryLine>,
  declined: Declined,
  path: string,
  nameOf: (person: string) => string,
): Promise<number> {
  const file = createWriteStream(path);
  file.write(CSV_START);
  let count = 0;
  for await (const line of lines) {
    count++;
    if (!file.write(csvLine(line, nameOf))) await once(file, 'drain');
  }
  for (const line of declined) file.write(declinedCsv(line, nameOf));
  file.end();
  await once(file, 'finish');
  return count;
}
