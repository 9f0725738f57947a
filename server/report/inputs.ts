/** The list files of a run: found, read one by one, and kept until their commune is processed. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { yearsOfLists, type Years } from '../../src/lib/review/review-year.ts';
import { villageKey } from '../../src/lib/review/village.ts';
import { resultYear } from '../../src/lib/workbook/place-results.ts';
import type { Answers } from '../../src/lib/workbook/questions.ts';
import { WorkbookError } from '../../src/lib/workbook/read-error.ts';
import type { WorkbookReading } from '../../src/lib/workbook/read.ts';
import { reasonOf } from '../faults/command-faults.ts';
import { answersFor, nameQuestions } from './questions.ts';
import { endReading, readFileInThread } from './read.ts';
import { isFolder, Refusal, type Settings } from './settings.ts';
import { inOrder, THREADS } from './threads.ts';

/** What is needed to decide which commune a file belongs to. */
export interface ListFile {
  /** The file's name without its folder. */
  name: string;
  district?: string;
  /** The commune's name: from the person, or from the lists; '' if neither gives one. */
  unit: string;
  /** From the sheet Thôn: name -> residents, to distinguish the Thôn 1 of two communes. */
  villages: ReadonlyMap<string, string>;
  /** Number of households by year of review. */
  years: Years;
  /** The year of its lists of results (Mẫu 6.1, 6.2), if it has any and says so. */
  resultsOf: number | null;
  rows: number;
  /** Ids of the questions it raised. */
  asked: readonly string[];
  /** Where what was read from it is kept; see `keptReading`. */
  kept: string;
}

export const keptReading = async (kept: string): Promise<WorkbookReading> => deserialize(await readFile(kept)) as WorkbookReading;

export interface Source {
  path: string;
  given?: string;
  district?: string;
}

const LISTS = /^[^.~].*\.(xlsx|xlsm|xlsb|xls|ods|fods|csv)$/i;
/** A commune's name before its file: 'Xã Nông Thượng=nong-thuong.xlsx'. */
const NAMED = /^((?:xã|phường|thị trấn|đặc khu)\s[^=/\\]*)=(.+)$/isu;

/** Several folders are the districts of a province; a single folder is only the place of the files. */
export async function sourcesOf({
  lists,
  out,
  json,
  intoFolder,
}: Pick<Settings, 'lists' | 'out' | 'json' | 'intoFolder'>): Promise<Source[]> {
  const folders = lists.filter(isFolder);
  const isProvince = folders.length > 1;
  if (isProvince && folders.length < lists.length)
    throw new Refusal('Đã cho nhiều thư mục (mỗi thư mục là một huyện) thì tệp nào cũng phải nằm trong thư mục của huyện mình');
  const sources: Source[] = [];
  for (const path of lists) {
    if (!folders.includes(path)) {
      const [, given, file] = NAMED.exec(path.normalize('NFC')) ?? [];
      sources.push(given && file ? { path: path.slice(path.indexOf('=') + 1), given: given.trim() } : { path });
      continue;
    }
    if (intoFolder && resolve(path) === resolve(out)) throw new Refusal(`--out không thể là thư mục có danh sách: ${path}`);
    const names = (await readdir(path)).filter((name) => LISTS.test(name)).sort((a, b) => a.localeCompare(b, 'vi', { numeric: true }));
    if (names.length === 0) throw new Refusal(`Thư mục ${path} không có danh sách nào`);
    sources.push(
      ...names.map((name) => ({ path: join(path, name), ...(isProvince && { district: basename(resolve(path)).normalize('NFC') }) })),
    );
  }
  const taken = new Set(sources.map(({ path }) => resolve(path)));
  for (const path of [intoFolder ? undefined : out, json])
    if (path && taken.has(resolve(path))) throw new Refusal(`Không ghi kết quả đè lên danh sách: ${path}`);
  return sources;
}

/** The lists of a province do not fit in memory: between reading and processing they are stored on disk. */
export async function inScratchFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'rasoat-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Threads that have read fewer hold little memory, and the next run of this process need not load the reader again. */
const MANY_ROWS = 10_000;

export async function readFiles(sources: readonly Source[], scratch: string, answers: Answers): Promise<ListFile[]> {
  const readOne = async (source: Source, index: number): Promise<ListFile> => {
    const file = sources.length > 1 ? basename(source.path).normalize('NFC') : null;
    const reading = nameQuestions(await read(source.path, answersFor(file, answers)), file);
    const kept = join(scratch, String(index));
    await writeFile(kept, serialize(reading));
    return { ...headOf(source, reading), kept };
  };
  const files: ListFile[] = [];
  try {
    for await (const file of inOrder(sources, THREADS, readOne)) files.push(file);
  } finally {
    if (files.reduce((sum, { rows }) => sum + rows, 0) > MANY_ROWS || files.length < sources.length) endReading();
  }
  return files;
}

function headOf({ path, given, district }: Source, { data, results, of, questions }: WorkbookReading): Omit<ListFile, 'kept'> {
  const residents = (cells: (typeof data.villages)[number]['cells']): string =>
    [cells.households, cells.persons].map((value) => value ?? '').join(' ');
  return {
    name: basename(path),
    ...(district !== undefined && { district }),
    unit: given ?? data.unit,
    villages: new Map(data.villages.map(({ cells }) => [villageKey(String(cells.name ?? '')), residents(cells)])),
    years: yearsOfLists({ of, households: data.households }),
    resultsOf: resultYear(results),
    asked: questions.map(({ id }) => id),
    rows:
      data.households.length +
      data.members.length +
      results.reduce((sum, { households }) => sum + households.reduce((all, { members }) => all + 1 + members.length, 0), 0),
  };
}

async function read(path: string, answers: Answers): Promise<WorkbookReading> {
  const name = basename(path);
  try {
    const reading = await readFileInThread(path, { answers });
    const nothing = reading.problems.find(({ code }) => code === 'nothing-recognised');
    if (nothing) throw new Refusal(`Không đọc được ${name}: ${nothing.text}`);
    return reading;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (error instanceof WorkbookError) throw new Refusal(`Không đọc được ${name}: ${error.text}`);
    throw new Refusal(`Không mở được ${name}: ${reasonOf(error)}`);
  }
}
