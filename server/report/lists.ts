/** The lists of a run, for every command that reads list files: whose they are, by which round, each commune classified and checked. */
import { reviewsOutside } from '../../src/lib/forms/check-acts.ts';
import { checkRound } from '../../src/lib/forms/check-round.ts';
import type { Filled } from '../../src/lib/forms/identities.ts';
import type { Forms } from '../../src/lib/forms/registry.ts';
import { fillEach } from '../../src/lib/forms/report.ts';
import { classifyAll, type Classified } from '../../src/lib/review/classify.ts';
import { byEachStandard, chooseRound, type Round } from '../../src/lib/review/plans.ts';
import { reviewYear } from '../../src/lib/review/review-year.ts';
import { surveyOf } from '../../src/lib/review/round-columns.ts';
import { RULES } from '../../src/lib/review/rules-in-force.ts';
import type { Standard } from '../../src/lib/review/standards.ts';
import type { Problem } from '../../src/lib/review/types.ts';
import { countWords, leftOutWords, unreadColumns } from '../../src/lib/workbook/left-out.ts';
import { listsAsResults } from '../../src/lib/workbook/lists-as-results.ts';
import { placeResults } from '../../src/lib/workbook/place-results.ts';
import { placeScores } from '../../src/lib/workbook/place-scores.ts';
import type { WorkbookReading } from '../../src/lib/workbook/read.ts';
import { notUsed, saidOf, unknownAreas, withAreaOption, withoutArea, withoutReplaced, type SaidArea } from './area.ts';
import { communesOf, type CommuneFiles } from './communes.ts';
import { formsWith } from './forms.ts';
import { keptReading, readFiles, type ListFile, type Source } from './inputs.ts';
import { mergeReadings } from './merge.ts';
import { stopping, withoutRepeats } from './problems.ts';
import { questionProblems, unusedAnswers } from './questions.ts';
import type { ListSettings } from './settings.ts';
import { confirmedIn } from './standard.ts';

/** What a person should read, one line each. */
export const say = (text: string): void => void process.stderr.write(`${text.replaceAll(/\s*\n\s*/g, ' ')}\n`);

export interface Lists {
  settings: ListSettings;
  communes: readonly CommuneFiles[];
  several: boolean;
  round: Round;
  /** Ours with the province's own, by each standard of the round. */
  from: readonly Forms[];
  confirmed: readonly Standard[];
  year?: number;
  /** Ids of the questions that the lists raised. */
  asked: string[];
  /** Of the areas that the person gave: those of a commune that there is. */
  said: Set<SaidArea>;
  /** Communes whose area nobody has said. */
  unknownAreas: { name: string; households: number }[];
}

/** What the arguments say of the round; the same in each thread. */
export async function roundOf(settings: ListSettings, year: number | undefined): Promise<Pick<Lists, 'round' | 'from' | 'confirmed'>> {
  const confirmed = await confirmedIn(settings.standardFiles);
  const round = chooseRound({ ...settings, year }, confirmed);
  return { confirmed, round, from: await formsWith(settings.formFiles, byEachStandard(round)) };
}

export async function openLists(settings: ListSettings, sources: readonly Source[], scratch: string): Promise<Lists> {
  const files = await readFiles(sources, scratch, settings.answers);
  const communes = communesOf(files);
  const several = communes.length > 1;
  const unnamed = communes.filter(({ unit }) => unit === '').map(({ name }) => name);
  if (several && unnamed.length > 0)
    say(`Danh sách không ghi tên xã, tạm gọi theo tên tệp: ${unnamed.join(', ')}. Muốn ghi tên xã, viết trước tên tệp: "Xã …=TỆP".`);
  const year = settings.plan === undefined ? yearOf(files) : undefined;
  const asked = files.flatMap(({ asked: own }) => own);
  return { settings, communes, several, ...(await roundOf(settings, year)), year, asked, said: new Set(), unknownAreas: [] };
}

/** Says what was given and belongs to nothing, and whose area is unknown. @returns true if there is nothing of it. */
export function sayRest({ settings, asked, said, round, unknownAreas: unknown }: Lists): boolean {
  const unused = unusedAnswers(settings.answers, asked);
  if (unused.length > 0) say(`Không có câu hỏi nào tên ${unused.map((id) => `'${id}'`).join(', ')}: hãy xem lại --answer.`);
  const nowhere = settings.areas.filter((area) => area.unit !== null && !said.has(area));
  if (nowhere.length > 0) say(`Không có danh sách của nơi nào tên như vậy: ${nowhere.map(({ text }) => `--area "${text}"`).join(', ')}.`);
  if (unknown.length > 0) say(unknownAreas(unknown, round));
  return unused.length + nowhere.length === 0 && !unknown.some(({ households }) => households > 0);
}

/** What is needed of a run to review one of its communes. */
export type ReviewOf = Pick<Lists, 'settings' | 'from' | 'confirmed' | 'year' | 'several'>;
export type FilesOf = Pick<CommuneFiles, 'name'> & { files: readonly Pick<ListFile, 'name' | 'kept'>[] };

/** What the review of a commune says besides its problems. */
export interface ReviewNotes {
  /** For the standard output: information. */
  counts: string[];
  words: string[];
  /** Ids of questions. */
  asked: string[];
  /** Which of the areas that the person gave is the commune's. */
  area: number;
  unknownArea: Lists['unknownAreas'][number] | null;
}

interface Reviewed {
  classified: Classified;
  filled: Filled[];
  problems: Problem[];
}

export async function review(files: CommuneFiles, unit: string, lists: Lists): Promise<Reviewed> {
  const { notes, ...reviewed } = await judge(files, unit, lists);
  note(notes, lists);
  return reviewed;
}

export function note({ counts, words, asked, area, unknownArea }: ReviewNotes, lists: Lists): void {
  words.forEach(say);
  for (const line of counts) process.stdout.write(`${line}\n`);
  lists.asked.push(...asked);
  const said = lists.settings.areas[area];
  if (said) lists.said.add(said);
  if (unknownArea) lists.unknownAreas.push(unknownArea);
}

/** The review of one commune; whatever it says is returned. */
export async function judge(
  { files, name: known }: FilesOf,
  unit: string,
  { settings, from, confirmed, year, several }: ReviewOf,
): Promise<Reviewed & { notes: ReviewNotes }> {
  const without = chooseRound({ ...settings, year }, confirmed);
  const round = without.plan.year;
  const readings = [];
  for (const { name, kept } of files) readings.push({ name, reading: listsAsResults(await keptReading(kept), round) });
  const merged = mergeReadings(readings, settings.answers);
  const { reading, words } = placeResults(merged, { round, answers: settings.answers });
  const { data, problems, formulaValues, questions } = placeScores(reading, surveyOf(without));
  const area = saidOf(settings.areas, [unit, known]);
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
  return {
    classified,
    filled,
    problems: withoutRepeats(households === null ? all : withoutReplaced(all), problems),
    notes: {
      counts: readings.flatMap(({ name, reading }) => countLines(several || readings.length > 1 ? `${name}, ` : '', reading)),
      words,
      asked: questions.map(({ id }) => id),
      area: area ? settings.areas.indexOf(area) : -1,
      unknownArea: households === null ? null : { name: known || unit, households },
    },
  };
}

/** Whether a run ends with a problem, by whichever standard of the round. */
export function stops(round: Round): (problem: Problem) => boolean {
  const each = byEachStandard(round).map(({ standard }) => stopping(standard));
  return (problem) => each.some((by) => by(problem));
}

/** How many households and numbered rows were read, and unread columns. This is information, not a problem. */
const countLines = (file: string, { sheets }: WorkbookReading): string[] =>
  sheets.flatMap((sheet) => {
    const words = countWords(sheet);
    const unread = unreadColumns(sheet);
    return [
      ...(words === null ? [] : [`${file}trang ${sheet.name}: ${words}.`]),
      ...(unread === null ? [] : [`${file}trang ${sheet.name}: không đọc cột ${unread}, vì không nhận ra tiêu đề.`]),
    ];
  });

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
