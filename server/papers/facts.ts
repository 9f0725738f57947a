/** What papers are made from, of the lists of one commune and a record file; as a device has it of the commune's rooms. */
import type { PaperFacts, PaperVillage } from '../../src/lib/papers/paper.ts';
import type { Act } from '../../src/lib/process/acts.ts';
import { courseOf } from '../../src/lib/process/course.ts';
import { standingOf } from '../../src/lib/process/standing.ts';
import type { Classified } from '../../src/lib/review/classify.ts';
import { onlyVillage, villageNames } from '../../src/lib/review/only-village.ts';
import { isSameCommune } from '../../src/lib/review/place-name.ts';
import { RULES } from '../../src/lib/review/rules-in-force.ts';
import { villageSpelling } from '../../src/lib/review/village.ts';
import { WorkingDays } from '../../src/lib/review/working-days.ts';
import { Refusal } from '../report/settings.ts';
import { recordedActs } from './record-acts.ts';
import type { PapersRecord, VillageRecord } from './record-file.ts';

export interface CommuneFacts {
  facts: PaperFacts;
  /** What does not fit together in the record, in words. */
  problems: string[];
}

/** @param today yyyy-mm-dd. @throws Refusal for a village or a household that the lists do not have. */
export function communeFacts(unit: string, classified: Classified, record: PapersRecord, today: string): CommuneFacts {
  const { round, data } = classified;
  const [course, days] = [courseOf(round), new WorkingDays()];
  const problems: string[] = [];
  const acts: Act[] = [];
  const names = villageNames(data, round);
  refuseUnknown(record, names);
  let certificate: number | null = null;
  const villages = names.map((name): PaperVillage => {
    const own = ofRecord(record, name);
    const id = data.villages.find(({ cells }) => same(String(cells.name ?? ''), name))?.id ?? name;
    const village = { id, name, classified: villageOf(classified, name) };
    // What is said of all villages is numbered on from one to the next.
    if (own?.acts?.issued) certificate = null;
    const recorded = recordedActs(own || !record.villages ? { ...record.acts, ...own?.acts } : {}, own?.requests, {
      ...{ village, course, days, today },
      firstCertificate: certificate,
      before: acts.length,
    });
    problems.push(...recorded.problems.map((text) => `${name}: ${text}`));
    acts.push(...recorded.acts);
    for (const act of recorded.acts) if (act.kind === 'issued') certificate = act.data.first + act.data.households.split('\n').length;
    return { ...village, acts: recorded.acts, standing: standingOf(recorded.acts, { today, days }, course) };
  });
  return { facts: { unit, round, course, rules: RULES, days, villages, village: null, about: '', acts, team: [], today }, problems };
}

/**
 * What a record says of one of several communes.
 * @param communes names of all of them. @throws Refusal for a village of none of them.
 */
export function ofOneCommune(record: PapersRecord, name: string, communes: readonly string[]): PapersRecord {
  const { villages = [] } = record;
  const nowhere = villages.find(({ commune }) => !communes.some((each) => isSameCommune(each, commune ?? '')));
  if (nowhere) throw new Refusal(`Hãy ghi mục commune của thôn “${nowhere.name}”: một trong ${communes.join(', ')}`);
  return { ...record, villages: villages.filter(({ commune = '' }) => isSameCommune(name, commune)) };
}

const same = (a: string, b: string): boolean => villageSpelling(a) === villageSpelling(b);

export const ofRecord = ({ villages = [] }: PapersRecord, name: string): VillageRecord | undefined =>
  villages.find((village) => same(village.name, name));

function refuseUnknown({ villages = [] }: PapersRecord, names: readonly string[]): void {
  const unknown = villages.filter(({ name }) => !names.some((known) => same(known, name)));
  if (unknown.length > 0)
    throw new Refusal(`Danh sách không có thôn ${unknown.map(({ name }) => `“${name}”`).join(', ')}. Có: ${names.join(', ')}`);
  const twice = villages.find(({ name }, index) => villages.findIndex((other) => same(other.name, name)) < index);
  if (twice) throw new Refusal(`Tệp ghi nhận có thôn “${twice.name}” hai lần`);
}

/** One village's own lists with their results. */
function villageOf(classified: Classified, name: string): Classified {
  const data = onlyVillage(classified.data, name);
  const of = ({ results, round, withoutPersonal, beside }: Classified): Classified => ({
    data,
    round,
    results: new Map(data.households.flatMap(({ id }) => [[id, results.get(id)] as const]).filter(hasResult)),
    ...(withoutPersonal && { withoutPersonal }),
    ...(beside && { beside: beside.map(of) }),
  });
  return of(classified);
}

type Result = NonNullable<ReturnType<Classified['results']['get']>>;
const hasResult = (entry: readonly [string, Result | undefined]): entry is readonly [string, Result] => entry[1] !== undefined;
