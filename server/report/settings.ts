/** The arguments of `rasoat report`, checked before anything is read; the forms' names are checked once the round is known. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BUILT_IN, formsFor, type Forms } from '../../src/lib/forms/registry.ts';
import type { Round } from '../../src/lib/review/plans.ts';
import type { Answers } from '../../src/lib/workbook/questions.ts';
import { readArea, type SaidArea } from './area.ts';
import { argumentFault, reasonOf } from '../faults/command-faults.ts';

export const USAGE = `Cách dùng: rasoat report DANH_SÁCH|THƯ_MỤC|"TÊN_XÃ=DANH_SÁCH"... [--plan MÃ] [--standard MÃ]... [--area rural|urban|'TÊN_XÃ=rural|urban']... [--area-day YYYY-MM-DD] [--date YYYY-MM-DD] [--unit TÊN] [--forms MẪU,MẪU] --out KẾT_QUẢ.xlsx|THƯ_MỤC/ [--zip] [--json KẾT_QUẢ.json] [--form-file BIỂU.json]... [--standard-file BỘ_CHUẨN.json]... [--answer CÂU_HỎI=TRẢ_LỜI]... [--uncached]`;

/** The run ends: the reason is printed, nothing is written. */
export class Refusal extends Error {}

/** How list files are read, by every command that reads some. */
export interface ListSettings {
  lists: string[];
  plan?: string;
  /** The main one; `beside` the others by which the same survey is classified. */
  standard?: string;
  beside: readonly string[];
  /** Of the communes whose lists give no area. */
  areas: readonly SaidArea[];
  /** The day whose area counts. */
  areaDay?: string;
  date?: string;
  unit?: string;
  /** A province's own forms. */
  formFiles: readonly string[];
  /** The confirmed numbers of draft standards, or provinces' own standards, a file each. */
  standardFiles: readonly string[];
  /** Answers to open questions: question -> choice. */
  answers: Answers;
}

export interface Settings extends ListSettings {
  out: string;
  /** A folder gets one workbook for each commune and one for all. */
  intoFolder: boolean;
  zip: boolean;
  json?: string;
  forms?: readonly string[];
  uncached: boolean;
}

const text = { type: 'string' } as const;
const several = { type: 'string', multiple: true } as const;
const yes = { type: 'boolean' } as const;

/** The options of `ListSettings`. */
export const LIST_OPTIONS = {
  plan: text,
  standard: several,
  area: several,
  'area-day': text,
  date: text,
  unit: text,
  'form-file': several,
  'standard-file': several,
  answer: several,
} as const;

type ListValues = { [K in keyof typeof LIST_OPTIONS]?: (typeof LIST_OPTIONS)[K] extends typeof several ? string[] : string };

/** @throws Refusal for what is no day, area or answer. */
export function listSettings(values: ListValues, lists: string[]): ListSettings {
  const { plan, date, unit, 'area-day': areaDay } = values;
  const [standard, ...beside] = values.standard ?? [];
  if (date !== undefined && !isDay(date)) throw new Refusal(`--date phải là một ngày viết YYYY-MM-DD, không phải '${date}'`);
  if (areaDay !== undefined && !isDay(areaDay)) throw new Refusal(`--area-day phải là một ngày viết YYYY-MM-DD, không phải '${areaDay}'`);
  return {
    lists,
    ...(plan !== undefined && { plan }),
    ...(date !== undefined && { date }),
    ...(unit !== undefined && { unit }),
    ...(areaDay !== undefined && { areaDay }),
    ...(standard !== undefined && { standard }),
    beside,
    areas: (values.area ?? []).map(areaOf),
    formFiles: values['form-file'] ?? [],
    standardFiles: values['standard-file'] ?? [],
    answers: answersOf(values.answer ?? []),
  };
}

export function settingsOf(args: string[]): Settings {
  const { values, positionals } = parse(args);
  const { out, forms, json, zip = false, uncached = false } = values;
  if (positionals.length === 0 || !out) throw new Refusal(`Thiếu danh sách hoặc --out. ${USAGE}`);
  const settings = listSettings(values, positionals);
  const intoFolder = /[/\\]$/.test(out) || isFolder(out);
  if (zip && !intoFolder) throw new Refusal(`--zip cần --out là một thư mục (có dấu / ở cuối), không phải '${out}'`);
  if (!intoFolder && json && resolve(json) === resolve(out)) throw new Refusal('--out và --json không thể là một tệp');
  return {
    ...settings,
    out,
    intoFolder,
    zip,
    uncached,
    ...(json !== undefined && { json }),
    ...(forms !== undefined && { forms: formsOf(forms) }),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { ...LIST_OPTIONS, forms: text, out: text, json: text, zip: yes, uncached: yes },
    });
  } catch (error) {
    throw new Refusal(`${argumentFault(error) ?? reasonOf(error)}. ${USAGE}`);
  }
}

export const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

const isDay = (date: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(date) && new Date(`${date}T00:00:00Z`).toJSON()?.slice(0, 10) === date;

function areaOf(given: string): SaidArea {
  const said = readArea(given);
  if (said && (said.areaFrom === undefined || isDay(said.areaFrom))) return said;
  throw new Refusal(
    `--area phải viết rural, urban, "TÊN XÃ=urban", hoặc khi khu vực đã đổi "TÊN XÃ=rural,urban@YYYY-MM-DD" (nông thôn, từ ngày ấy là thành thị), không phải '${given}'`,
  );
}

function answersOf(given: readonly string[]): Answers {
  const pairs = given.map((each) => {
    const at = each.lastIndexOf('=');
    if (at < 1 || at === each.length - 1) throw new Refusal(`--answer phải viết CÂU_HỎI=TRẢ_LỜI, không phải '${each}'`);
    return [each.slice(0, at).normalize('NFC'), each.slice(at + 1)] as const;
  });
  return Object.fromEntries(pairs);
}

function formsOf(list: string): string[] {
  const wanted = list
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean);
  if (wanted.length === 0) throw new Refusal(`--forms chưa ghi mẫu nào. ${thereAre(BUILT_IN)}`);
  return wanted;
}

const thereAre = ({ lists, summaries }: Forms): string =>
  `Có: ${[...lists, ...summaries].map(({ id }) => id).join(', ')} (xem: rasoat forms)`;

/** '7.1, 7.4': unknown ids are reported with the known ones; the registry decides which are known. */
export function checkForms(wanted: readonly string[] | undefined, sets: readonly { round: Round; from?: Forms }[]): void {
  const has = (id: string): boolean => sets.some(({ round, from }) => Object.values(formsFor(round, [id], from)).flat().length > 0);
  const unknown = (wanted ?? []).filter((id) => !has(id));
  const [main] = sets;
  if (unknown.length > 0)
    throw new Refusal(`Không có mẫu ${unknown.map((id) => `'${id}'`).join(', ')}. ${thereAre(main?.from ?? BUILT_IN)}`);
}
