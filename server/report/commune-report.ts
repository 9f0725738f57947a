/** What one of several communes gets in a run: its workbook, its part of the JSON and of the summary. Runs in this thread or in another. */
import { communeFigures, type CommuneFigures } from '../../src/lib/forms/communes.ts';
import type { Filled } from '../../src/lib/forms/identities.ts';
import { fillEach } from '../../src/lib/forms/report.ts';
import type { Classified } from '../../src/lib/review/classify.ts';
import { writeReport } from '../../src/lib/workbook/write.ts';
import { reportsObject } from './json.ts';
import { packedFast } from './pack.ts';
import { judge, roundOf, stops, type FilesOf, type Lists, type ReviewNotes, type ReviewOf } from './lists.ts';
import type { Settings } from './settings.ts';

export interface CommuneTask extends FilesOf {
  unit: string;
  district?: string;
}

export interface CommuneReport {
  workbook: Uint8Array;
  /** If it is wanted. */
  json: string | null;
  /** By each standard of the round. */
  figures: CommuneFigures[];
  /** What a person should read, each once. */
  problems: string[];
  clean: boolean;
  notes: ReviewNotes;
}

export type ReportOf = ReviewOf & { settings: Settings };

/** What a thread is given when it starts. */
export type ThreadRun = Pick<ReportOf, 'settings' | 'year' | 'several'>;

export const reportOf = async (run: ThreadRun): Promise<ReportOf> => ({ ...run, ...(await roundOf(run.settings, run.year)) });

export async function communeReport({ files, name, unit, district }: CommuneTask, run: ReportOf): Promise<CommuneReport> {
  const { settings, from } = run;
  const { classified, filled, problems, notes } = await judge({ files, name }, unit, run);
  return {
    workbook: await writeReport(classified, { uncached: settings.uncached, filled: chosen(classified, filled, run), pack: packedFast }),
    json: settings.json === undefined ? null : JSON.stringify(reportsObject(classified, filled, name)),
    figures: filled.map((set, index) => communeFigures(name, district, set, from[index])),
    problems: [...new Set(problems.map(({ text }) => text))],
    clean: !problems.some(stops(classified.round)),
    notes,
  };
}

/** What the workbook contains; JSON and checks get every form. */
export const chosen = (
  classified: Classified,
  filled: readonly Filled[],
  { settings: { forms }, from }: Pick<Lists, 'from'> & { settings: Settings },
): readonly Filled[] =>
  forms
    ? fillEach(
        classified,
        filled.map(() => forms),
        from,
      )
    : filled;
