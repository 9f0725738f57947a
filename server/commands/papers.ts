/** `rasoat papers`: makes the papers of a review from list files and a record file, into a folder or one zip. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { communeFigures, fillFromFigures, type CommuneFigures } from '../../src/lib/forms/communes.ts';
import { fillTemplate, TemplateError } from '../../src/lib/papers/fill.ts';
import type { PaperFacts } from '../../src/lib/papers/paper.ts';
import { bookNumber } from '../../src/lib/papers/paper-words.ts';
import { progressOf, SUMMARY_FORMS, type VillageProgress } from '../../src/lib/papers/summary.ts';
import { shippedTemplate } from '../../src/lib/papers/templates/templates.ts';
import { paperOf } from '../../src/lib/papers/values/papers.ts';
import { warningsOf } from '../../src/lib/papers/warnings.ts';
import { courseOf } from '../../src/lib/process/course.ts';
import { paperKind, type PaperId } from '../../src/lib/process/paper-kinds.ts';
import { byEachStandard } from '../../src/lib/review/plans.ts';
import { RULES } from '../../src/lib/review/rules-in-force.ts';
import { vietnamDay } from '../../src/lib/review/vietnam-day.ts';
import { WorkingDays } from '../../src/lib/review/working-days.ts';
import { FileNames, paperFileName } from '../../src/lib/workbook/file-name.ts';
import { argumentFault, reasonOf } from '../faults/command-faults.ts';
import { communeFacts, ofOneCommune } from '../papers/facts.ts';
import { jobName, jobsOf, wantedPapers, type Job } from '../papers/jobs.ts';
import { ownTemplates, type OwnTemplate } from '../papers/own-templates.ts';
import { readRecord, type PapersRecord } from '../papers/record-file.ts';
import { sourcesOf } from '../report/inputs.ts';
import { openLists, review, say, sayRest, stops, type Lists } from '../report/lists.ts';
import { folderShelf, Output, zipShelf, type Shelf } from '../report/output.ts';
import { runCommand, writing } from '../report/run.ts';
import { LIST_OPTIONS, listSettings, Refusal, type ListSettings } from '../report/settings.ts';

const USAGE =
  'Cách dùng: rasoat papers DANH_SÁCH|"TÊN_XÃ=DANH_SÁCH"... --record GHI_NHẬN.json --out THƯ_MỤC/|TỆP.zip [--template VĂN_BẢN=MẪU.docx]... [--plan MÃ] [--standard MÃ]... [--area KHU_VỰC]... [--area-day YYYY-MM-DD] [--date YYYY-MM-DD] [--unit TÊN] [--standard-file BỘ_CHUẨN.json]... [--answer CÂU_HỎI=TRẢ_LỜI]...';

interface Settings extends ListSettings {
  record: string;
  out: string;
  templates: readonly string[];
}

/** @returns 0 clean; 1 something to check, in the lists or in a paper; 2 nothing could be done. */
export const papers = (args: string[]): Promise<number> =>
  runCommand(args, USAGE, async () => {
    const settings = settingsOf(args);
    const isZip = /\.zip$/i.test(settings.out);
    const record = await recordIn(settings.record);
    const templates = await ownTemplates(settings.templates);
    const sources = await sourcesOf({ lists: settings.lists, out: settings.out, intoFolder: !isZip });
    const output = new Output([...sources.map(({ path }) => path), settings.record, ...[...templates.values()].map(({ path }) => path)]);
    return writing(output, async (scratch) => {
      const lists = await openLists(settings, sources, scratch);
      wantedPapers(record, lists.several);
      const { facts, clean } = lists.several ? await ofCommunes(lists, record) : await ofCommune(lists, record);
      const { jobs, named } = jobsOf(facts, record, lists.several);
      if (!isZip) await output.folder(settings.out);
      const shelf = isZip ? zipShelf(output, settings.out) : folderShelf(output, settings.out);
      const { made, isWhole } = await make(jobs, { templates, named, shelf });
      shelf.close();
      if (made === 0) throw new Refusal('Không làm được văn bản nào');
      await output.finish();
      process.stdout.write(`Đã làm ${made} văn bản, ghi vào ${settings.out}.\n`);
      return sayRest(lists) && clean && isWhole ? 0 : 1;
    });
  });

const text = { type: 'string' } as const;

function settingsOf(args: string[]): Settings {
  const { values, positionals } = parse(args);
  const { record, out, template = [] } = values;
  if (positionals.length === 0 || !record || !out) throw new Refusal(`Thiếu danh sách, --record hoặc --out. ${USAGE}`);
  return { ...listSettings(values, positionals), record, out, templates: template };
}

function parse(args: string[]) {
  try {
    const options = { ...LIST_OPTIONS, record: text, out: text, template: { type: 'string', multiple: true } } as const;
    return parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    throw new Refusal(`${argumentFault(error) ?? reasonOf(error)}. ${USAGE}`);
  }
}

async function recordIn(path: string): Promise<PapersRecord> {
  const name = basename(path);
  const given = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Refusal(`Không mở được ${name}: ${reasonOf(error)}`);
  });
  const { record, problems } = readRecord(given);
  if (!record) throw new Refusal(`${name}: ${problems.join('; ')}`);
  return record;
}

interface Read {
  facts: PaperFacts;
  /** Nothing has to be checked. */
  clean: boolean;
}

async function ofCommune(lists: Lists, record: PapersRecord): Promise<Read> {
  const [files] = lists.communes;
  if (!files) throw new Refusal('Không có danh sách nào');
  const { classified, problems } = await review(files, lists.settings.unit ?? files.name, lists);
  const { unit } = classified.data;
  if (unit === '') throw new Refusal('Danh sách không ghi tên xã: hãy thêm --unit "Xã …"');
  const { facts, problems: ofRecord } = communeFacts(unit, classified, record, vietnamDay(Date.now()));
  new Set([...problems.map(({ text: words }) => words), ...ofRecord]).forEach(say);
  return { facts, clean: ofRecord.length === 0 && !problems.some(stops(classified.round)) };
}

/** Each commune is read and released before the next: what a report needs of it are the sums of its forms. */
async function ofCommunes(lists: Lists, record: PapersRecord): Promise<Read> {
  const { settings, communes, round, from } = lists;
  const { unit } = settings;
  if (unit === undefined) throw new Refusal('Danh sách của nhiều xã: hãy ghi tên đơn vị của báo cáo, --unit "Huyện …"');
  const rounds = byEachStandard(round);
  const figures: CommuneFigures[][] = rounds.map(() => []);
  const villages: VillageProgress[] = [];
  const today = vietnamDay(Date.now());
  let clean = true;
  for (const files of communes) {
    const { classified, filled, problems } = await review(files, files.unit, lists);
    filled.forEach((set, index) => figures[index]?.push(communeFigures(files.name, files.district, set, from[index])));
    const own = ofOneCommune(
      record,
      files.name,
      communes.map(({ name }) => name),
    );
    const { facts, problems: ofRecord } = communeFacts(files.name, classified, own, today);
    villages.push(...facts.villages.map((village) => progressOf(village, files.name)));
    new Set([...problems.map(({ text: words }) => words), ...ofRecord].map((words) => `${files.name}: ${words}`)).forEach(say);
    clean &&= ofRecord.length === 0 && !problems.some(stops(classified.round));
  }
  const sets = rounds.map((alone, index) => ({
    standard: alone.standard,
    forms: fillFromFigures(unit, alone, figures[index] ?? [], SUMMARY_FORMS, from[index]).forms,
  }));
  const facts: PaperFacts = {
    ...{ unit, round, course: courseOf(round), rules: RULES, days: new WorkingDays(), today },
    ...{ villages: [], village: null, about: '', acts: [], team: [], summary: { sets, villages } },
  };
  return { facts, clean };
}

interface Making {
  templates: ReadonlyMap<PaperId, OwnTemplate>;
  /** The record names the papers: one that cannot be made is a fault. */
  named: boolean;
  shelf: Shelf;
}

async function make(jobs: readonly Job[], { templates, named, shelf }: Making): Promise<{ made: number; isWhole: boolean }> {
  const names = new FileNames();
  const shipped = new Map<PaperId, Uint8Array>();
  const warned = new Set<string>();
  let [made, isWhole] = [0, true];
  for (const job of jobs) {
    const paper = paperOf(job.paper);
    const own = templates.get(job.paper);
    const missing = paper.missing(job.facts);
    if (missing.length > 0) {
      say(`Chưa làm ${jobName(job)}: ${missing.join(' ')}`);
      isWhole &&= !named;
      continue;
    }
    const template = own?.bytes ?? shipped.get(job.paper) ?? (await shippedTemplate(job.paper));
    if (!own) shipped.set(job.paper, template);
    const { bytes, unknown } = filled(job, template, own, paper.values(job.facts, job.record));
    if (unknown.length > 0) {
      say(`${own?.file ?? jobName(job)}: không có trường ${unknown.map((field) => `{${field}}`).join(', ')}, chỗ đó để trống.`);
      isWhole = false;
    }
    for (const warning of warningsOf(paper, job.facts, job.record)) warned.add(`${paperKind(job.paper).name}: ${warning}`);
    await shelf.add(names.once(`${fileName(job)}.docx`), bytes);
    made++;
  }
  warned.forEach(say);
  return { made, isWhole: isWhole && warned.size === 0 };
}

function filled(job: Job, template: Uint8Array, own: OwnTemplate | undefined, values: Parameters<typeof fillTemplate>[1]) {
  try {
    return fillTemplate(template, values);
  } catch (error) {
    if (error instanceof TemplateError) throw new Refusal(`${own?.file ?? jobName(job)}: ${error.message}`);
    throw error;
  }
}

function fileName({ paper, facts, record, village, about }: Job): string {
  const { name, symbol } = paperKind(paper);
  return paperFileName({
    ...{ unit: facts.unit, year: facts.round.plan.year, paper: name, village, about },
    ...(record.number !== null && symbol !== null && { number: `${bookNumber(record.number)}/${symbol}` }),
  });
}
