/** `rasoat report`: reads lists, writes the workbook to hand in; for several communes also their summary. */
import { basename, extname, join } from 'node:path';
import { formsOutside } from '../../src/lib/forms/check-acts.ts';
import { fillFromFigures, joinCommunes, type Commune, type CommuneFigures } from '../../src/lib/forms/communes.ts';
import { fileNameOf, FileNames, folderName } from '../../src/lib/workbook/file-name.ts';
import type { Filled } from '../../src/lib/forms/identities.ts';
import { fillEach } from '../../src/lib/forms/report.ts';
import { formsFor } from '../../src/lib/forms/registry.ts';
import { byEachStandard } from '../../src/lib/review/plans.ts';
import { vietnamDay } from '../../src/lib/review/vietnam-day.ts';
import { RULES } from '../../src/lib/review/rules-in-force.ts';
import { writeReport, writeSummaries } from '../../src/lib/workbook/write.ts';
import { chosen, communeReport, type CommuneReport, type CommuneTask, type ThreadRun } from './commune-report.ts';
import type { CommuneFiles } from './communes.ts';
import { sourcesOf } from './inputs.ts';
import { formsObjects, reportsObject } from './json.ts';
import { note, openLists, review, say, sayRest, stops, type Lists } from './lists.ts';
import { CommunesJson, fileShelf, folderShelf, Output, zipShelf, type Shelf } from './output.ts';
import { packedFast } from './pack.ts';
import { runCommand, writing } from './run.ts';
import { checkForms, Refusal, settingsOf, USAGE, type Settings } from './settings.ts';
import { inOrder, THREADS, Threads } from './threads.ts';

/** The number of households and members of several communes that fit in one workbook: writing takes some 35 KB for each. */
const ONE_WORKBOOK = 100_000;

/** @returns 0 clean; 1 a household could not be classified, or a figure disagrees; 2 nothing could be done. */
export const report = (args: string[]): Promise<number> =>
  runCommand(args, USAGE, async () => {
    const settings = settingsOf(args);
    const sources = await sourcesOf(settings);
    const output = new Output(sources.map(({ path }) => path));
    return writing(output, async (scratch) => {
      const lists = await openLists(settings, sources, scratch);
      const { communes, from, round } = lists;
      const [only] = communes;
      const rounds = byEachStandard(round);
      checkForms(
        settings.forms,
        rounds.map((alone, index) => ({ round: alone, from: from[index] })),
      );
      const forms = rounds.flatMap((alone, index) => Object.values(formsFor(alone, settings.forms, from[index])).flat());
      formsOutside({ forms, round, today: vietnamDay(Date.now()) }, RULES).forEach(say);
      const run: Run = { ...lists, settings, output };
      const clean = only && !run.several ? await reportCommune(only, run) : await reportCommunes(communes, run);
      return sayRest(lists) && clean ? 0 : 1;
    });
  });

interface Run extends Lists {
  settings: Settings;
  output: Output;
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
    await writeReport(classified, { uncached: settings.uncached, filled: chosen(classified, filled, run), pack: packedFast }),
  );
  shelf.close();
  if (settings.json) await output.add(settings.json, JSON.stringify(reportsObject(classified, filled, name), null, 1));
  await output.finish();
  new Set(problems.map(({ text }) => text)).forEach(say);
  return !problems.some(stops(round));
}

/** For a folder, each commune is read, written and released, several at a time; for one workbook, all are kept. */
async function reportCommunes(communes: readonly CommuneFiles[], run: Run): Promise<boolean> {
  const { settings, output, from } = run;
  const { unit = '', intoFolder, forms, uncached, json } = settings;
  const rows = communes.flatMap(({ files }) => files).reduce((sum, file) => sum + file.rows, 0);
  if (!intoFolder && rows > ONE_WORKBOOK)
    throw new Refusal(
      `${rows.toLocaleString('vi-VN')} hộ và thành viên là quá nhiều cho một tệp Excel. Hãy ghi vào một thư mục, mỗi xã một tệp: --out THƯ_MỤC/`,
    );
  const { round } = run;
  const { year } = round.plan;
  const shelf = await shelfFor(run, unit, year);
  const report = json === undefined ? null : new CommunesJson(output, json, unit);
  const names = new FileNames();
  const summary = names.once(fileNameOf({ unit: unit || 'Các xã', year }));
  const rounds = byEachStandard(round);
  const figures: CommuneFigures[][] = rounds.map(() => []);
  const whole: Commune[] = [];
  let clean = true;
  if (intoFolder) {
    for await (const { name, unit: own, district, made } of eachReport(communes, run)) {
      note(made.notes, run);
      const path = names.once(join(district === undefined ? '' : folderName(district), fileNameOf({ unit: own || name, year })));
      await shelf.add(path, made.workbook);
      made.figures.forEach((set, index) => figures[index]?.push(set));
      report?.add(name, made.json ?? '{}');
      for (const text of made.problems) say(`${name}: ${text}`);
      clean &&= made.clean;
    }
    const fill = (wanted?: readonly string[]): Filled[] =>
      rounds.map((alone, index) => fillFromFigures(unit, alone, figures[index] ?? [], wanted, from[index]));
    const all = fill();
    await shelf.add(summary, await writeSummaries(forms ? fill(forms) : all, { uncached, pack: packedFast }));
    report?.close(formsObjects(all));
  } else {
    for (const files of communes) {
      const { name, district } = files;
      const { classified, filled, problems } = await review(files, files.unit, run);
      whole.push({ name, classified, ...(district !== undefined && { district }) });
      report?.add(name, JSON.stringify(reportsObject(classified, filled, name)));
      new Set(problems.map(({ text }) => `${name}: ${text}`)).forEach(say);
      clean &&= !problems.some(stops(round));
    }
    const classified = joinCommunes(unit, round, whole);
    const filled = fillEach(classified, undefined, from);
    await shelf.add(summary, await writeReport(classified, { uncached, filled: chosen(classified, filled, run), pack: packedFast }));
    report?.close(formsObjects(filled));
  }
  shelf.close();
  await output.finish();
  return clean;
}

/** Fewer are reported sooner than threads have loaded. */
const FEW = 4;

/** In the order of the communes, whichever is made first. */
async function* eachReport(communes: readonly CommuneFiles[], run: Run): AsyncGenerator<CommuneFiles & { made: CommuneReport }> {
  const { settings, year, several } = run;
  const threads =
    communes.length < FEW
      ? null
      : new Threads<CommuneTask, CommuneReport>(new URL('./commune-thread.js', import.meta.url), {
          ...{ settings, year, several },
        } satisfies ThreadRun);
  const make = ({ files, name, unit, district }: CommuneFiles): Promise<CommuneReport> => {
    const task: CommuneTask = { files: files.map((file) => ({ name: file.name, kept: file.kept })), name, unit, district };
    return threads ? threads.run(task) : communeReport(task, run);
  };
  let at = 0;
  try {
    for await (const made of inOrder(communes, threads ? THREADS * 2 : 1, make)) yield { ...(communes[at++] as CommuneFiles), made };
  } finally {
    await threads?.close();
  }
}

const nameOfFile = ({ files }: CommuneFiles): string => basename(files[0]?.name ?? '', extname(files[0]?.name ?? ''));

async function shelfFor({ settings: { out, intoFolder, zip }, output }: Run, unit: string, year: number): Promise<Shelf> {
  if (!intoFolder) return fileShelf(output, out);
  await output.folder(out);
  return zip ? zipShelf(output, join(out, fileNameOf({ unit: unit || 'Các xã', year, each: 'commune' }))) : folderShelf(output, out);
}
