/** `rasoat report`: lists in, the workbook to hand in out. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkIdentities } from '../src/lib/forms/identities.ts';
import { fillReport } from '../src/lib/forms/report.ts';
import { checkReview } from '../src/lib/review/checks.ts';
import { areaName, classifyAll, type Classified } from '../src/lib/review/classify.ts';
import { columnsOf } from '../src/lib/review/columns.ts';
import { decidingInputs } from '../src/lib/review/deciding.ts';
import { chooseRound, RoundError, type Area } from '../src/lib/review/plans.ts';
import type { Problem, ReviewData } from '../src/lib/review/types.ts';
import { WorkbookError } from '../src/lib/workbook/read-error.ts';
import { writeReport } from '../src/lib/workbook/write.ts';
import { FormFileError, formsWith } from './report-forms.ts';
import { reportJson } from './report-json.ts';
import { mergeReadings, type Merged } from './report-merge.ts';
import { readFileInThread } from './report-read.ts';

const USAGE =
  'Cách dùng: rasoat report DANH_SÁCH... [--plan MÃ] [--standard MÃ] [--area rural|urban] [--date YYYY-MM-DD] [--unit TÊN_XÃ] --out KẾT_QUẢ.xlsx [--json KẾT_QUẢ.json] [--form-file BIỂU.json]... [--uncached]';

/** Done for: said to the person, nothing written. */
class Refusal extends Error {}

/** @returns 0 clean, 1 a household could not be classified or a figure disagrees, 2 nothing could be done. */
export async function report(args: string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  try {
    const settings = settingsOf(args);
    const { data, problems, formulaValues } = await readAll(settings.lists);
    const classified = classify(data, settings);
    const filled = fillReport(classified, undefined, await formsWith(settings.formFiles, classified.round));
    const checks = checkReview(classified, formulaValues);
    const all = [...problems, ...ignoredArea(settings, data), ...checks, ...checkIdentities(filled)];
    const { out, json, uncached } = settings;
    await writeAll([
      { path: out, content: await writeReport(classified, { uncached, filled }) },
      ...(json ? [{ path: json, content: reportJson(classified, filled, nameOf(settings)) }] : []),
    ]);
    for (const text of new Set(withoutRepeats(all, problems).map((problem) => problem.text))) say(text);
    return all.some(stops) ? 1 : 0;
  } catch (error) {
    if (!(error instanceof Refusal) && !(error instanceof RoundError) && !(error instanceof FormFileError)) throw error;
    say(error.message);
    return 2;
  }
}

/** The lists do not always say whose they are; the file's name mostly does. Forms then leave the name open. */
const nameOf = ({ lists }: Settings): string => basename(lists[0] ?? '', extname(lists[0] ?? ''));

const say = (text: string): void => void process.stderr.write(`${text.replaceAll(/\s*\n\s*/g, ' ')}\n`);

interface Settings {
  lists: string[];
  out: string;
  json?: string;
  plan?: string;
  standard?: string;
  area?: Area;
  date?: string;
  unit?: string;
  formFiles: string[];
  uncached: boolean;
}

const text = { type: 'string' } as const;

function settingsOf(args: string[]): Settings {
  const parsed = parse(args);
  const { values, positionals } = parsed;
  const { area, date, out } = values;
  if (positionals.length === 0 || !out) throw new Refusal(`Thiếu danh sách hoặc --out. ${USAGE}`);
  if (area !== undefined && area !== 'rural' && area !== 'urban') throw new Refusal(`--area phải là rural hoặc urban, không phải '${area}'`);
  if (date !== undefined && !isDay(date)) throw new Refusal(`--date phải là một ngày viết YYYY-MM-DD, không phải '${date}'`);
  const sources = new Set(positionals.map((path) => resolve(path)));
  for (const path of [out, values.json]) if (path && sources.has(resolve(path))) throw new Refusal(`Không ghi kết quả đè lên danh sách: ${path}`);
  if (values.json && resolve(values.json) === resolve(out)) throw new Refusal('--out và --json không thể là một tệp');
  return { ...values, area, out, lists: positionals, formFiles: values['form-file'] ?? [], uncached: values.uncached ?? false };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { plan: text, standard: text, area: text, date: text, unit: text, out: text, json: text, 'form-file': { type: 'string', multiple: true }, uncached: { type: 'boolean' } },
    });
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : String(error)}. ${USAGE}`);
  }
}

const isDay = (date: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(date) && new Date(`${date}T00:00:00Z`).toJSON()?.slice(0, 10) === date;

async function readAll(paths: readonly string[]): Promise<Merged> {
  const files = [];
  for (const path of paths) {
    const name = basename(path);
    try {
      const reading = await readFileInThread(path);
      const nothing = reading.problems.find(({ code }) => code === 'nothing-recognised');
      if (nothing) throw new Refusal(`Không đọc được ${name}: ${nothing.text}`);
      files.push({ name, reading });
    } catch (error) {
      if (error instanceof Refusal) throw error;
      if (error instanceof WorkbookError) throw new Refusal(`Không đọc được ${name}: ${error.text}`);
      throw new Refusal(`Không mở được ${name}: ${reasonOf(error)}`);
    }
  }
  return mergeReadings(files);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'không có tệp hoặc thư mục này',
  EACCES: 'không có quyền',
  EISDIR: 'đây là một thư mục',
  ENOSPC: 'ổ đĩa đã đầy',
  ENOTDIR: 'đường dẫn không phải thư mục',
};

const reasonOf = (error: unknown): string => REASONS[(error as NodeJS.ErrnoException).code ?? ''] ?? (error instanceof Error ? error.message : String(error));

function classify(data: ReviewData, { plan, standard, date, area, unit }: Settings): Classified {
  const year = plan === undefined ? yearOf(data) : undefined;
  const name = unit ?? data.unit;
  return classifyAll({ ...data, unit: name }, chooseRound({ plan, standard, date, year, area: area ?? areaOfUnit(name) }));
}

/** A xã is rural, a phường or thị trấn urban (Nghị định 07/2021/NĐ-CP), where no sheet Thôn says otherwise. */
function areaOfUnit(unit: string): Area | undefined {
  if (/^(phường|thị trấn)\s/iu.test(unit)) return 'urban';
  return /^xã\s/iu.test(unit) ? 'rural' : undefined;
}

/** --area speaks only where the sheet Thôn does not. */
function ignoredArea({ area }: Settings, { villages }: ReviewData): Problem[] {
  const others = area === undefined ? [] : villages.filter(({ cells }) => cells.area && cells.area !== areaName(area));
  const names = others.map(({ cells }) => String(cells.name)).join(', ');
  return others.length === 0 ? [] : [{ code: 'area-given', severity: 'warning', text: `--area ${area} không dùng cho ${names}: trang Thôn ghi khu vực khác.` }];
}

/** The year that most households were reviewed in. */
function yearOf({ households }: ReviewData): number | undefined {
  const counts = new Map<number, number>();
  for (const { cells } of households) {
    const year = Number(/(\d{4})$/.exec(String(cells.reviewedOn ?? ''))?.[1]);
    if (year) counts.set(year, (counts.get(year) ?? 0) + 1);
  }
  return [...counts].sort(([a, times], [b, others]) => others - times || b - a)[0]?.[0];
}

/** All or nothing: a run that fails half-way leaves what was there before. */
async function writeAll(files: readonly { path: string; content: string | Uint8Array }[]): Promise<void> {
  const parts = files.map(({ path, content }) => ({ path, content, part: `${path}.${process.pid}.part` }));
  try {
    for (const { part, content } of parts) await writeFile(part, content);
    for (const { part, path } of parts) await rename(part, path);
  } catch (error) {
    for (const { part } of parts) await rm(part, { force: true });
    throw new Refusal(`Không ghi được kết quả: ${reasonOf(error)}`);
  }
}

/** The reading has said some of it already, with the column's letter. */
function withoutRepeats(all: readonly Problem[], said: readonly Problem[]): Problem[] {
  const place = ({ code, sheet, row }: Problem): string => `${code}\n${sheet}\n${row}`;
  const known = new Set(said.map(place));
  return all.filter((problem, index) => index < said.length || problem.row === undefined || !known.has(place(problem)));
}

const STOPS = new Set(['size-missing', 'form-a-missing', 'size-differs', 'village-too-small', 'unclassified', 'no-village', 'to-list-01', 'need-b1', 'code-twice', 'village-twice', 'figure-disagrees', 'formula-differs']);
const DECIDING = new Set(
  (['list01', 'list02'] as const).flatMap((sheet) => {
    const keys = new Set(['size', 'farming', ...(['class', 'move', 'living'] as const).flatMap((key) => [...decidingInputs(sheet, key)])]);
    return columnsOf(sheet).flatMap(({ key, label }) => (keys.has(key) ? [label] : []));
  }),
);

/** A value that cannot be read where a figure rests on it makes that figure wrong; elsewhere it is only to be corrected. */
const stops = ({ code, severity, column }: Problem): boolean => severity === 'error' && (STOPS.has(code) || DECIDING.has(column ?? ''));
