/** One commune's round in memory: what its records say, and the sums of each of its villages. No household of it, and no document. */
import { createHash } from 'node:crypto';
import { sentReports } from '../../src/lib/cells/plan-record.ts';
import { readVillages, type Village } from '../../src/lib/cells/review-rooms.ts';
import { readRound } from '../../src/lib/cells/round-record.ts';
import type { SharedList } from '../../src/lib/cells/shared-list.ts';
import type { InUse } from '../../src/lib/forms/own.ts';
import { readActs } from '../../src/lib/process/act-rows.ts';
import type { Act } from '../../src/lib/process/acts.ts';
import { workOf, type CommuneRound, type CommuneWork } from '../../src/lib/process/commune-work.ts';
import { courseOf } from '../../src/lib/process/course.ts';
import { liveActs, standingOf } from '../../src/lib/process/standing.ts';
import { areaOfVillage } from '../../src/lib/review/areas.ts';
import { Classifier, completeVillages } from '../../src/lib/review/classify.ts';
import { excelKey } from '../../src/lib/review/excel-key.ts';
import { groupBy } from '../../src/lib/review/group-by.ts';
import type { Round } from '../../src/lib/review/plans.ts';
import type { Row } from '../../src/lib/review/types.ts';
import type { Counting, Sums } from '../../src/lib/summary/counting.ts';
import { overviewOf, type Overview } from '../../src/lib/summary/overview.ts';
import { communeSums, sumOfFigures, villageFigures, type CommuneSums, type VillageFigures } from '../../src/lib/summary/unit-figures.ts';
import type { VillageCounting, VillageSums } from '../../src/lib/summary/village-counting.ts';
import type { StoredSummary } from '../log/summary-store.ts';

/** What stands in the commune's own room, as far as sums depend on it. */
export interface Records {
  unit: string;
  year: number | null;
  round: Round | null;
  villages: readonly Village[];
  /** Whether the level above sees the lists' sums as they are, and not only as they were sent to it. */
  isLive: boolean;
  /** By village: the acts whose lists are summed up as they were. */
  acts: ReadonlyMap<string, Frozen>;
  /** What its steps and days are read from; null without a round. */
  process: Omit<CommuneRound, 'villages' | 'calendar'> | null;
}

/** What was sent up last, and what is recognised. */
export interface Frozen {
  sent: Act | null;
  official: Act | null;
}

/** The list as it is, as it was sent to the level above, or as it was recognised. */
export const VERSIONS = ['live', 'sent', 'official'] as const;
export type Version = (typeof VERSIONS)[number];

/** A village's summary: it is right as long as its basis is and its list has no later row. */
export interface Summary extends VillageSums {
  basis: string;
  upTo: number;
}

/** @param today yyyy-mm-dd */
export function readRecords(list: SharedList, { standards, rules, workingDays: days }: InUse, today: string): Records {
  const { unit, year, round } = readRound(list, standards, rules);
  const villages = readVillages(list);
  // A round has thousands of papers, with their texts, and no step depends on one.
  const byVillage = groupBy(
    readActs(list).filter(({ kind }) => kind !== 'paper'),
    ({ village }) => village,
  );
  const course = round && courseOf(round, rules);
  const acts = new Map<string, Frozen>();
  for (const { id } of villages) {
    const own = byVillage.get(id);
    if (!own || !course) continue;
    const { step, closed } = standingOf(own, { today, days }, course);
    acts.set(id, {
      sent: liveActs(own).findLast(({ kind }) => kind === 'sent') ?? null,
      official: (step === null ? closed.get('recognition') : null) ?? null,
    });
  }
  return {
    ...{ unit, year, round, villages, isLive: round?.plan.live === true, acts },
    process: round && course && { plan: round.plan, course, sent: sentReports(list), acts: byVillage },
  };
}

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url');
const HASHES = new WeakMap<Counting, string>();
const hashOf = (counting: Counting): string => {
  let known = HASHES.get(counting);
  if (known === undefined) HASHES.set(counting, (known = hash(counting.text)));
  return known;
};

/** How a commune's lists are counted now. */
export interface Rules {
  counting: Counting;
  classifier: Classifier;
  /** Equal texts give each village the same area. */
  areas: string;
  /** What a village's sums rest on beside its list. */
  basis(village: Row): string;
}

export function rulesFor(counting: Counting, villages: readonly Row[]): Rules {
  const rows = completeVillages({ unit: '', villages: [...villages], households: [], members: [] }, counting.round);
  // Of two villages with one name, the later decides.
  const areas = new Map(rows.map(({ cells }) => [excelKey(cells.name), areaOfVillage(cells, counting.round)]));
  return {
    counting,
    classifier: new Classifier(counting.round, rows),
    areas: JSON.stringify([...areas]),
    basis: ({ cells }) => hash(JSON.stringify([hashOf(counting), areas.get(excelKey(cells.name)) ?? ''])),
  };
}

/** Of a list whose room is open: its sums go with its counting. */
export class OpenSummary implements Summary {
  readonly counting: VillageCounting;
  readonly basis: string;
  upTo: number;

  constructor(counting: VillageCounting, basis: string, upTo: number) {
    this.counting = counting;
    this.basis = basis;
    this.upTo = upTo;
  }

  get sums(): Sums {
    return this.counting.sums;
  }

  get conflicts(): number {
    return this.counting.conflicts;
  }

  get tasks(): number {
    return this.counting.tasks;
  }
}

export class CommuneSummaries {
  readonly review: string;
  #records: Records;
  #rules: Rules | null;
  #villages: ReadonlyMap<string, { village: Village; basis: string | null }>;
  readonly #of: Record<Version, Map<string, Summary & { act?: string }>> = { live: new Map(), sent: new Map(), official: new Map() };
  /** Acts whose lists the log no longer gives. */
  readonly #lost = new Set<string>();
  readonly #figures = new Map<Version, VillageFigures[]>();
  readonly #parts = new Map<Version, CommuneSums['parts']>();
  readonly #overviews = new Map<Version, Overview>();
  #work: { records: Records; on: string; found: CommuneWork } | null = null;

  constructor(review: string, records: Records, counting: Counting | null) {
    this.review = review;
    this.#records = records;
    this.#rules = counting && rulesFor(counting, rowsOf(records));
    this.#villages = this.#indexed();
  }

  get records(): Records {
    return this.#records;
  }

  /** null while the round has no plan that can be used. */
  get rules(): Rules | null {
    return this.#rules;
  }

  follow(records: Records, counting: Counting | null): void {
    this.#records = records;
    const rules = counting && rulesFor(counting, rowsOf(records));
    // The lists are counted anew only where something else counts.
    if (rules?.counting !== this.#rules?.counting || rules?.areas !== this.#rules?.areas) this.#rules = rules;
    this.#villages = this.#indexed();
    for (const version of VERSIONS) this.changed(version);
  }

  village(id: string): Village | undefined {
    return this.#villages.get(id)?.village;
  }

  /** What a summary of this village must rest on now; null while nothing can be counted. */
  basis(village: string): string | null {
    return this.#villages.get(village)?.basis ?? null;
  }

  /** null also where it rests on something else than today's rules, or is of another act. */
  get(village: string, version: Version): Summary | null {
    const found = this.#of[version].get(village);
    return found && found.basis === this.basis(village) && found.act === this.actOf(village, version)?.id ? found : null;
  }

  actOf(village: string, version: Version): Act | null {
    return version === 'live' ? null : (this.#records.acts.get(village)?.[version] ?? null);
  }

  set(village: string, version: Version, summary: Summary, act?: string): void {
    this.#of[version].set(village, act === undefined ? summary : { ...summary, act });
    this.changed(version);
  }

  lost({ id }: Act): void {
    this.#lost.add(id);
  }

  /** The room of a list was closed: what was held to count it is not needed. */
  close(village: string): void {
    const open = this.#of.live.get(village);
    if (!(open instanceof OpenSummary)) return;
    const { basis, upTo, sums, conflicts, tasks } = open;
    this.#of.live.set(village, { basis, upTo, sums, conflicts, tasks });
  }

  /** Sums of this version have changed where they stand. */
  changed(version: Version): void {
    this.#figures.delete(version);
    this.#parts.delete(version);
    this.#overviews.delete(version);
  }

  /** Whether every version of every village is counted. */
  get isCounted(): boolean {
    return VERSIONS.every((version) => this.lacking(version).length === 0);
  }

  /** Villages without a summary of this version that they should have. */
  lacking(version: Version): string[] {
    if (!this.#rules) return [];
    return this.#records.villages.flatMap(({ id }) => {
      const act = this.actOf(id, version);
      return (version === 'live' || (act && !this.#lost.has(act.id))) && !this.get(id, version) ? [id] : [];
    });
  }

  /** The villages that have this version, as the forms list them. */
  figures(version: Version): readonly VillageFigures[] {
    const rules = this.#rules;
    if (!rules) return [];
    let known = this.#figures.get(version);
    if (!known) {
      known = villageFigures(
        rules.counting,
        this.#records.villages.flatMap(({ id, row }) => {
          const summary = this.get(id, version);
          return summary ? [{ id, row, sums: summary.sums, conflicts: summary.conflicts, tasks: summary.tasks }] : [];
        }),
        this.#records.round?.plan.targets,
      );
      this.#figures.set(version, known);
    }
    return known;
  }

  /**
   * Found anew only on another day, or after the records have changed.
   * @param days equal texts for equal working days.
   * @returns null without a round.
   */
  work(calendar: CommuneRound['calendar'], days: string): CommuneWork | null {
    const records = this.#records;
    const { process, villages } = records;
    if (!process) return null;
    const on = `${calendar.today} ${days}`;
    if (this.#work?.records !== records || this.#work.on !== on)
      this.#work = { records, on, found: workOf({ ...process, villages, calendar }) };
    return this.#work.found;
  }

  /** The latest day of the acts whose lists this version sums up. */
  day(version: Version): string | null {
    const days = this.#records.villages.flatMap(({ id }) => {
      const act = this.get(id, version) && this.actOf(id, version);
      return act && 'day' in act.data ? [String(act.data.day)] : [];
    });
    return days.sort().at(-1) ?? null;
  }

  /** For the units above. @param name of the commune there. */
  sums(version: Version, name: string, district?: string): CommuneSums | null {
    const rules = this.#rules;
    if (!rules) return null;
    const { parts, ...sums } = communeSums(name, district, rules.counting, this.#parts.has(version) ? [] : this.figures(version));
    const known = this.#parts.get(version) ?? parts;
    this.#parts.set(version, known);
    return { ...sums, parts: known };
  }

  /** Of the whole commune; null while nothing can be counted. */
  overview(version: Version): Overview | null {
    const rules = this.#rules;
    if (!rules) return null;
    let known = this.#overviews.get(version);
    if (!known) this.#overviews.set(version, (known = overviewOf(sumOfFigures(rules.counting, this.figures(version)))));
    return known;
  }

  #indexed(): Map<string, { village: Village; basis: string | null }> {
    return new Map(this.#records.villages.map((village) => [village.id, { village, basis: this.#rules?.basis(village.row) ?? null }]));
  }
}

const rowsOf = ({ villages }: Records): Row[] => villages.map(({ row }) => row);

interface Body {
  columns: number[];
  groups: [string, number, number][];
  conflicts: number;
  tasks: number;
}

export function stored(
  review: string,
  village: string,
  act: string,
  { basis, upTo, sums: { columns, groups }, conflicts, tasks }: Summary,
): StoredSummary {
  const body: Body = {
    columns: [...columns],
    groups: [...groups].map(([name, [households, persons]]) => [name, households, persons]),
    conflicts,
    tasks,
  };
  return { review, village, act, basis, upTo, body: JSON.stringify(body) };
}

/** @returns null for one that is not of these columns, or of an earlier release that did not count everything. */
export function restored({ basis, upTo, body }: StoredSummary, counting: Counting): Summary | null {
  const { columns, groups, conflicts, tasks } = JSON.parse(body) as Omit<Body, 'tasks'> & Partial<Body>;
  if (tasks === undefined) return null;
  const sums: Sums = {
    columns: Float64Array.from(columns),
    groups: new Map(groups.map(([name, households, persons]) => [name, [households, persons]])),
  };
  return counting.fits(sums) ? { basis, upTo, sums, conflicts, tasks } : null;
}
