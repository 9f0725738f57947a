/** `rasoat report`: reads lists, writes the workbook to hand in; for several communes also their summary. */
import { basename, extname, join } from 'node:path';
import { formsOutside, reviewsOutside } from '../../src/lib/forms/check-acts.ts';
import { checkRound } from '../../src/lib/forms/check-round.ts';
import { communeFigures, fillFromFigures, joinCommunes, type Commune, type CommuneFigures } from '../../src/lib/forms/communes.ts';
import { fileNameOf, FileNames, folderName } from '../../src/lib/workbook/file-name.ts';
import type { Filled } from '../../src/lib/forms/identities.ts';
import { fillEach } from '../../src/lib/forms/report.ts';
import { formsFor, type Forms } from '../../src/lib/forms/registry.ts';
import { classifyAll, type Classified } from '../../src/lib/review/classify.ts';
import { dayOf } from '../../src/lib/review/iso-day.ts';
import { byEachStandard, chooseRound, RoundError, type Round } from '../../src/lib/review/plans.ts';
import { surveyOf } from '../../src/lib/review/round-columns.ts';
import { reviewYear } from '../../src/lib/review/review-year.ts';
import { RULES } from '../../src/lib/review/rules-in-force.ts';
import type { Standard } from '../../src/lib/review/standards.ts';
import type { Problem } from '../../src/lib/review/types.ts';
import { listsAsResults } from '../../src/lib/workbook/lists-as-results.ts';
import { placeResults } from '../../src/lib/workbook/place-results.ts';
import { placeScores } from '../../src/lib/workbook/place-scores.ts';
import { countWords, leftOutWords, unreadColumns } from '../../src/lib/workbook/left-out.ts';
import type { WorkbookReading } from '../../src/lib/workbook/read.ts';
import { writeReport, writeSummaries } from '../../src/lib/workbook/write.ts';
import { reasonOf } from '../faults/command-faults.ts';
import { notUsed, saidOf, unknownAreas, withAreaOption, withoutArea, withoutReplaced, type SaidArea } from './area.ts';
import { communesOf, type CommuneFiles } from './communes.ts';
import { FormFileError, formsWith } from './forms.ts';
import { inScratchFolder, readFiles, sourcesOf, type ListFile } from './inputs.ts';
import { formsObjects, reportsObject } from './json.ts';
import { mergeReadings } from './merge.ts';
import { CommunesJson, fileShelf, folderShelf, Output, zipShelf, type Shelf } from './output.ts';
import { confirmedIn } from './standard.ts';
import { questionProblems, unusedAnswers } from './questions.ts';
import { stopping, withoutRepeats } from './problems.ts';
import { checkForms, Refusal, settingsOf, USAGE, type Settings } from './settings.ts';

/** The number of households and members of several communes that fit in one workbook: writing takes some 35 KB for each. */
const ONE_WORKBOOK = 100_000;

/** @returns 0 clean; 1 a household could not be classified, or a figure disagrees; 2 nothing could be done. */
export async function report(args: string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  try {
    const settings = settingsOf(args);
    const sources = await sourcesOf(settings);
    const output = new Output(sources.map(({ path }) => path));
    return await inScratchFolder(async (scratch) => {
      const files = await readFiles(sources, scratch, settings.answers);
      const communes = communesOf(files);
      const unnamed = communes.filter(({ unit }) => unit === '').map(({ name }) => name);
      if (communes.length > 1 && unnamed.length > 0)
        say(`Danh sách không ghi tên xã, tạm gọi theo tên tệp: ${unnamed.join(', ')}. Muốn ghi tên xã, viết trước tên tệp: "Xã …=TỆP".`);
      const [only] = communes;
      const year = settings.plan === undefined ? yearOf(files) : undefined;
      const confirmed = await confirmedIn(settings.standardFiles);
      const round = chooseRound({ ...settings, year }, confirmed);
      const rounds = byEachStandard(round);
      const from = await formsWith(settings.formFiles, rounds);
      checkForms(
        settings.forms,
        rounds.map((alone, index) => ({ round: alone, from: from[index] })),
      );
      const forms = rounds.flatMap((alone, index) => Object.values(formsFor(alone, settings.forms, from[index])).flat());
      formsOutside({ forms, round, today: dayOf(new Date()) }, RULES).forEach(say);
      const asked = files.flatMap(({ asked: own }) => own);
      const run: Run = { settings, output, from, confirmed, year, several: communes.length > 1, asked, said: new Set(), unknownAreas: [] };
      const clean = only && !run.several ? await reportCommune(only, run) : await reportCommunes(communes, run);
      const unused = unusedAnswers(settings.answers, run.asked);
      if (unused.length > 0) say(`Không có câu hỏi nào tên ${unused.map((id) => `'${id}'`).join(', ')}: hãy xem lại --answer.`);
      const nowhere = settings.areas.filter((said) => said.unit !== null && !run.said.has(said));
      if (nowhere.length > 0)
        say(`Không có danh sách của nơi nào tên như vậy: ${nowhere.map(({ text }) => `--area "${text}"`).join(', ')}.`);
      if (run.unknownAreas.length > 0) say(unknownAreas(run.unknownAreas, round));
      const unclassified = run.unknownAreas.some(({ households }) => households > 0);
      return clean && unused.length + nowhere.length === 0 && !unclassified ? 0 : 1;
    }).catch(async (error: unknown) => {
      await output.discard();
      throw (error as NodeJS.ErrnoException).syscall ? new Refusal(`Không ghi được kết quả: ${reasonOf(error)}`) : error;
    });
  } catch (error) {
    if (!(error instanceof Refusal) && !(error instanceof RoundError) && !(error instanceof FormFileError)) throw error;
    say(error.message);
    return 2;
  }
}

const say = (text: string): void => void process.stderr.write(`${text.replaceAll(/\s*\n\s*/g, ' ')}\n`);

interface Run {
  settings: Settings;
  output: Output;
  /** Ours with the province's own, by each standard of the round. */
  from: readonly Forms[];
  confirmed: readonly Standard[];
  year?: number;
  several: boolean;
  /** Ids of the questions that the lists raised. */
  asked: string[];
  /** Of the areas that the person gave: those of a commune that there is. */
  said: Set<SaidArea>;
  /** Communes whose area nobody has said. */
  unknownAreas: { name: string; households: number }[];
}

/** @returns true if there are no problems. */
async function reportCommune(files: CommuneFiles, run: Run): Promise<boolean> {
  const { settings, output } = run;
  const { classified, filled, problems } = await review(files, settings.unit ?? files.name, run);
  const { data, round } = classified;
  // Lists do not always name their commune, but the file's name usually does. The forms then leave the name blank.
  const name = data.unit || nameOfFile(files);
  const shelf = await shelfFor(run, name, round.plan.year);
  await shelf.add(
    fileNameOf({ unit: name, year: round.plan.year }),
    await writeReport(classified, { uncached: settings.uncached, filled: chosen(classified, filled, run) }),
  );
  shelf.close();
  if (settings.json) await output.add(settings.json, JSON.stringify(reportsObject(classified, filled, name), null, 1));
  await output.finish();
  new Set(problems.map(({ text }) => text)).forEach(say);
  return !problems.some(stops(round));
}

/** For a folder, each commune is read, written and released before the next; for one workbook, all are kept. */
async function reportCommunes(communes: readonly CommuneFiles[], run: Run): Promise<boolean> {
  const { settings, output, from } = run;
  const { unit = '', intoFolder, forms, uncached, json } = settings;
  const rows = communes.flatMap(({ files }) => files).reduce((sum, file) => sum + file.rows, 0);
  if (!intoFolder && rows > ONE_WORKBOOK)
    throw new Refusal(
      `${rows.toLocaleString('vi-VN')} hộ và thành viên là quá nhiều cho một tệp Excel. Hãy ghi vào một thư mục, mỗi xã một tệp: --out THƯ_MỤC/`,
    );
  const round = chooseRound({ ...settings, year: run.year }, run.confirmed);
  const { year } = round.plan;
  const shelf = await shelfFor(run, unit, year);
  const report = json === undefined ? null : new CommunesJson(output, json, unit);
  const names = new FileNames();
  const summary = names.once(fileNameOf({ unit: unit || 'Các xã', year }));
  const rounds = byEachStandard(round);
  const figures: CommuneFigures[][] = rounds.map(() => []);
  const whole: Commune[] = [];
  let clean = true;
  for (const files of communes) {
    const { name, district } = files;
    const { classified, filled, problems } = await review(files, files.unit, run);
    if (intoFolder) {
      const path = names.once(join(district === undefined ? '' : folderName(district), fileNameOf({ unit: files.unit || name, year })));
      await shelf.add(path, await writeReport(classified, { uncached, filled: chosen(classified, filled, run) }));
      filled.forEach((set, index) => figures[index]?.push(communeFigures(name, district, set, from[index])));
    } else whole.push({ name, classified, ...(district !== undefined && { district }) });
    report?.add(name, reportsObject(classified, filled, name));
    new Set(problems.map(({ text }) => `${name}: ${text}`)).forEach(say);
    clean &&= !problems.some(stops(round));
  }
  if (intoFolder) {
    const fill = (wanted?: readonly string[]): Filled[] =>
      rounds.map((alone, index) => fillFromFigures(unit, alone, figures[index] ?? [], wanted, from[index]));
    const all = fill();
    await shelf.add(summary, await writeSummaries(forms ? fill(forms) : all, { uncached }));
    report?.close(formsObjects(all));
  } else {
    const classified = joinCommunes(unit, round, whole);
    const filled = fillEach(classified, undefined, from);
    await shelf.add(summary, await writeReport(classified, { uncached, filled: chosen(classified, filled, run) }));
    report?.close(formsObjects(filled));
  }
  shelf.close();
  await output.finish();
  return clean;
}

/** What the workbook contains; JSON and checks get every form. */
const chosen = (classified: Classified, filled: readonly Filled[], { settings: { forms }, from }: Run): readonly Filled[] =>
  forms
    ? fillEach(
        classified,
        filled.map(() => forms),
        from,
      )
    : filled;

const nameOfFile = ({ files }: CommuneFiles): string => basename(files[0]?.name ?? '', extname(files[0]?.name ?? ''));

async function shelfFor({ settings: { out, intoFolder, zip }, output }: Run, unit: string, year: number): Promise<Shelf> {
  if (!intoFolder) return fileShelf(output, out);
  await output.folder(out);
  return zip ? zipShelf(output, join(out, fileNameOf({ unit: unit || 'Các xã', year, each: 'commune' }))) : folderShelf(output, out);
}

async function review(
  { files, name: known }: CommuneFiles,
  unit: string,
  { settings, from, confirmed, year, several, asked, said, unknownAreas: unknown }: Run,
): Promise<{ classified: Classified; filled: Filled[]; problems: Problem[] }> {
  const without = chooseRound({ ...settings, year }, confirmed);
  const round = without.plan.year;
  const readings = [];
  for (const { name, load } of files) readings.push({ name, reading: listsAsResults(await load(), round) });
  const merged = mergeReadings(readings, settings.answers);
  const { reading, words } = placeResults(merged, { round, answers: settings.answers });
  const { data, problems, formulaValues, questions } = placeScores(reading, surveyOf(without));
  words.forEach(say);
  for (const { name, reading } of readings) sayCounts(several || readings.length > 1 ? `${name}, ` : '', reading);
  asked.push(...questions.map(({ id }) => id));
  const area = saidOf(settings.areas, [unit, known]);
  if (area) said.add(area);
  const { area: now, areaFrom, areaBefore } = area ?? {};
  const classified = classifyAll({ ...data, unit }, chooseRound({ ...settings, year, area: now, areaFrom, areaBefore }, confirmed));
  const filled = fillEach(classified, undefined, from);
  const all = [
    ...problems,
    ...readings.flatMap(({ reading }) => leftOutOf(reading)),
    ...questionProblems(questions),
    ...notUsed(area, data),
    ...checkRound(filled, formulaValues).map(withAreaOption),
    ...reviewsOutside(classified.data.households, classified.round.lastDay, RULES),
  ];
  const households = withoutArea(classified, all);
  if (households !== null) unknown.push({ name: known || unit, households });
  return { classified, filled, problems: withoutRepeats(households === null ? all : withoutReplaced(all), problems) };
}

/** Whether a run ends with a problem, by whichever standard of the round. */
function stops(round: Round): (problem: Problem) => boolean {
  const each = byEachStandard(round).map(({ standard }) => stopping(standard));
  return (problem) => each.some((by) => by(problem));
}

/** Prints how many households and numbered rows were read, and unread columns. This is information, not a problem. */
function sayCounts(file: string, { sheets }: WorkbookReading): void {
  for (const sheet of sheets) {
    const words = countWords(sheet);
    if (words !== null) process.stdout.write(`${file}trang ${sheet.name}: ${words}.\n`);
    const unread = unreadColumns(sheet);
    if (unread !== null) process.stdout.write(`${file}trang ${sheet.name}: không đọc cột ${unread}, vì không nhận ra tiêu đề.\n`);
  }
}

/** Sums and sections that no figure counts: named, so that nobody wonders where they are. */
const leftOutOf = ({ sheets }: WorkbookReading): Problem[] =>
  sheets
    .filter((sheet) => countWords(sheet) !== null)
    .flatMap((sheet) =>
      leftOutWords(sheet, ['village', 'title', 'signature', 'note']).map((words): Problem => ({
        code: 'rows-left-out',
        severity: 'warning',
        text: `Trang ${sheet.name}: không tính là hộ ${words}.`,
        sheet: sheet.name,
      })),
    );

function yearOf(files: readonly ListFile[]): number | undefined {
  const counts = new Map<number, number>();
  for (const { years } of files) for (const [year, times] of years) counts.set(year, (counts.get(year) ?? 0) + times);
  const results = files.flatMap(({ resultsOf }) => resultsOf ?? []);
  return reviewYear(counts, results.length > 0 ? Math.max(...results) : null);
}
