/** Answers the sums of units to those who may read them: from summaries, without opening a list. */
import { SUMMARIES, type SummaryVersion } from '../../src/lib/api/summaries.ts';
import type { GivenAnswer } from '../../src/lib/api/route.ts';
import type { FilledForm } from '../../src/lib/forms/fill.ts';
import type { InUse } from '../../src/lib/forms/own.ts';
import type { CommuneRound, CommuneWork } from '../../src/lib/process/commune-work.ts';
import { WAITS_FOR } from '../../src/lib/process/waits.ts';
import type { Review, Unit } from '../../src/lib/review/account.ts';
import { may, roomName, type Person } from '../../src/lib/review/people.ts';
import { standardsOf } from '../../src/lib/review/plans.ts';
import { isMonthly } from '../../src/lib/review/review-title.ts';
import { vietnamDay } from '../../src/lib/review/vietnam-day.ts';
import { type FormSet } from '../../src/lib/summary/counting.ts';
import { PASSAGES } from '../../src/lib/summary/names.ts';
import { addOverviews, overviewOf, type Overview } from '../../src/lib/summary/overview.ts';
import { fillOfCommunes, fillOfVillages } from '../../src/lib/summary/unit-figures.ts';
import type { VillageSums } from '../../src/lib/summary/village-counting.ts';
import { answered, noRight, type Answered } from '../http/answering.ts';
import { HttpError } from '../http/error.ts';
import type { UpdateLog } from '../log/log.ts';
import { VERSIONS, type CommuneSummaries } from './commune-summaries.ts';
import type { SummaryKeeper } from './keeper.ts';

export interface Tree {
  units: readonly Unit[];
  reviews: readonly Review[];
}

export interface SummaryDesk {
  summaries: Pick<SummaryKeeper, 'read' | 'readMany'>;
  log: Pick<UpdateLog, 'lastReceived'>;
  /** For the days on which something is due. */
  inUse: () => Promise<InUse>;
  /** null where there are no accounts. */
  tree: () => Promise<Tree | null>;
  today?: () => string;
}

type OverviewAnswer = GivenAnswer<typeof SUMMARIES.overview>;
type SumsAnswer = GivenAnswer<typeof SUMMARIES.sums>;
type Row = OverviewAnswer['rows'][number];
type Work = NonNullable<Row['work']>;
type Versions = Pick<Row, SummaryVersion>;

export const summaryAnswers = ({ summaries, log, inUse, tree, today = () => vietnamDay(Date.now()) }: SummaryDesk): Answered[] => [
  answered(SUMMARIES.overview, async ({ person, query }) => {
    const review = reviewAsked(person, query);
    if (review !== null) return villagesOverview(person, await communeAt(summaries, person, review));
    const place = beneath(person, await tree(), query);
    const ready = await summaries.readMany(place.reviews.map(({ id }) => id));
    const { workingDays } = await inUse();
    const calendar = { today: today(), days: workingDays };
    return unitOverview(person, place, ready, {
      received: await receivedFrom(log, [...ready.values()]),
      calendar,
      days: JSON.stringify(workingDays.years),
    });
  }),
  answered(SUMMARIES.sums, async ({ person, query }) => {
    const wanted: Wanted = {
      version: VERSIONS.find((version) => version === query.get('version')) ?? 'live',
      standard: query.get('standard'),
      forms: query.has('form') ? query.getAll('form') : undefined,
    };
    const review = reviewAsked(person, query);
    if (review !== null) return villagesSums(person, await communeAt(summaries, person, review), wanted);
    const place = beneath(person, await tree(), query);
    return unitSums(person, place, await summaries.readMany(place.reviews.map(({ id }) => id)), wanted);
  }),
];

/** The round whose villages are asked for; null when it is a unit's communes. */
const reviewAsked = (person: Person, query: URLSearchParams): string | null =>
  query.get('review') ?? (query.has('unit') || person.review === '' ? null : person.review);

const noSuchPlace = (): HttpError => new HttpError(404, 'no-place', 'Chưa có số liệu của nơi này.');

/** Whether this person sees a village's figures in this version. Those who may not see its households' incomes see what was decided on. */
function sees(person: Person, { review, records }: CommuneSummaries, village: string, version: SummaryVersion): boolean {
  const at = { review, village };
  if (may(person, 'readPersonal', at)) return true;
  return may(person, 'readSent', at) && (version !== 'live' || records.isLive);
}

async function communeAt(summaries: SummaryDesk['summaries'], person: Person, review: string): Promise<CommuneSummaries> {
  // Before anything is counted.
  if (!may(person, 'readRecords', { review, village: null })) throw noRight();
  const commune = await summaries.read(review);
  if (!commune) throw noSuchPlace();
  return commune;
}

interface Beneath {
  unit: Unit;
  units: readonly Unit[];
  /** One round of each commune, that of the year. */
  reviews: readonly Review[];
  year: number | null;
  years: number[];
}

/** What this person may see of the communes beneath a unit. */
function beneath(person: Person, tree: Tree | null, query: URLSearchParams): Beneath {
  if (!tree) throw noSuchPlace();
  const { units } = tree;
  const visible = tree.reviews.filter((review) => !isMonthly(review) && may(person, 'readSent', { review: review.id, village: null }));
  const parents = new Map(units.map(({ id, parent }) => [id, parent]));
  const isUnder = (of: number, unit: number): boolean => {
    for (let at: number | undefined = of; at !== undefined && at !== 0; at = parents.get(at)) if (at === unit) return true;
    return false;
  };
  const asked = query.get('unit');
  const unit = units.find(({ id, level, name }) =>
    asked === null
      ? level === person.unit?.level && name === person.unit.name && visible.some((review) => isUnder(review.unit, id))
      : String(id) === asked,
  );
  if (!unit) throw noSuchPlace();
  const here = visible.filter((review) => isUnder(review.unit, unit.id));
  if (here.length === 0 && asked !== null) throw noRight();
  const years = [...new Set(here.map(({ year }) => year))].sort((a, b) => b - a);
  const year = years.find((one) => String(one) === query.get('year')) ?? years[0] ?? null;
  // The latest of a commune comes first.
  const reviews = here
    .filter((review, at) => review.year === year && here.findIndex((other) => other.year === year && other.unit === review.unit) === at)
    .sort((a, b) => a.district.localeCompare(b.district, 'vi') || a.name.localeCompare(b.name, 'vi'));
  return { unit, units, reviews, year, years };
}

const NOTHING: Versions[SummaryVersion] = { villages: 0, day: null, overview: null };

const each = (of: (version: SummaryVersion) => Versions[SummaryVersion]): Versions => ({
  live: of('live'),
  sent: of('sent'),
  official: of('official'),
});

function villagesOverview(person: Person, commune: CommuneSummaries): OverviewAnswer {
  const { review, records } = commune;
  const rows = records.villages.flatMap(({ id, name }): Row[] => {
    if (!VERSIONS.some((version) => sees(person, commune, id, version))) return [];
    const versions = each((version) => {
      const summary = sees(person, commune, id, version) && commune.rules ? commune.get(id, version) : null;
      return summary && commune.rules
        ? { villages: 1, day: null, overview: overviewOf({ counting: commune.rules.counting, ...parts(summary) }) }
        : NOTHING;
    });
    return [{ name, level: 'village', review, unit: null, village: id, villages: 1, waiting: 0, ...versions, work: null, received: null }];
  });
  const place = { name: records.unit, level: 'commune', review, unit: null } as const;
  return {
    ...place,
    year: records.year,
    years: records.year === null ? [] : [records.year],
    rows,
    total: totalOf({ ...place, village: null }, rows),
  };
}

const parts = ({ sums, conflicts, tasks }: VillageSums): VillageSums => ({ sums, conflicts, tasks });

interface Now {
  calendar: CommuneRound['calendar'];
  /** Equal texts for equal working days. */
  days: string;
  /** By review. */
  received: ReadonlyMap<string, number>;
}

/** When something was last received from each commune: into a list of it, or into its records. */
async function receivedFrom(log: SummaryDesk['log'], communes: readonly CommuneSummaries[]): Promise<Map<string, number>> {
  const rooms = new Map(
    communes.flatMap(({ review, records }) =>
      [null, ...records.villages.map(({ id }) => id)].map((village) => [roomName(review, village), review] as const),
    ),
  );
  const latest = new Map<string, number>();
  for (const [room, at] of await log.lastReceived([...rooms.keys()])) {
    const review = rooms.get(room) ?? '';
    latest.set(review, Math.max(at, latest.get(review) ?? 0));
  }
  return latest;
}

const asked = ({ waits, dues, remarks }: CommuneWork): Work => {
  const [due] = dues;
  const sum = (part: 'open' | 'answered'): number => remarks.reduce((all, one) => all + one[part], 0);
  return {
    waits,
    late: dues.filter(({ late }) => late).length,
    due: due ? { id: due.id, kind: due.kind, what: due.what, day: due.day, late: due.late, villages: due.villages.length } : null,
    remarks: { open: sum('open'), answered: sum('answered') },
    about: remarks,
  };
};

function unitOverview(
  person: Person,
  { unit, units, reviews, year, years }: Beneath,
  ready: ReadonlyMap<string, CommuneSummaries>,
  { calendar, days, received }: Now,
): OverviewAnswer {
  const rowOf = ({ id, name, unit: of }: Review): Row => {
    const commune = ready.get(id);
    const work = commune?.work(calendar, days);
    const about = {
      ...({ name, level: 'commune', review: id, unit: of, village: null } as const),
      villages: commune?.records.villages.length ?? 0,
      work: work ? asked(work) : null,
      received: received.get(id) ?? null,
    };
    return commune?.isCounted
      ? { ...about, waiting: 0, ...each((version) => wholeOf(person, commune, version)) }
      : { ...about, waiting: 1, ...each(() => NOTHING) };
  };
  const children = units.filter(({ parent }) => parent === unit.id);
  const own = reviews.filter(
    (review) => review.unit === unit.id || children.some(({ id, level }) => id === review.unit && level === 'commune'),
  );
  const groups = children.flatMap((child): Row[] => {
    if (child.level === 'commune') return [];
    const inside = reviews.filter((review) =>
      units.some(({ id, parent }) => id === review.unit && (parent === child.id || id === child.id)),
    );
    const place = { name: child.name, level: child.level, review: null, unit: child.id, village: null };
    return inside.length > 0 ? [totalOf(place, inside.map(rowOf))] : [];
  });
  const rows = [...groups, ...own.map(rowOf)].sort((a, b) => a.name.localeCompare(b.name, 'vi'));
  const place = { name: unit.name, level: unit.level, review: null, unit: unit.id };
  return { ...place, year, years, rows, total: totalOf({ ...place, village: null }, rows) };
}

const countedIn = (commune: CommuneSummaries, version: SummaryVersion): number =>
  commune.records.villages.filter(({ id }) => commune.get(id, version)).length;

function wholeOf(person: Person, commune: CommuneSummaries, version: SummaryVersion): Versions[SummaryVersion] {
  const villages = countedIn(commune, version);
  return villages > 0 && seesAll(person, commune, version)
    ? { villages, day: commune.day(version), overview: commune.overview(version) }
    : NOTHING;
}

const seesAll = (person: Person, commune: CommuneSummaries, version: SummaryVersion): boolean =>
  commune.records.villages.every(({ id }) => sees(person, commune, id, version));

function totalOf(place: Pick<Row, 'name' | 'level' | 'review' | 'unit' | 'village'>, rows: readonly Row[]): Row {
  const sum = (number: (row: Row) => number): number => rows.reduce((all, row) => all + number(row), 0);
  return {
    ...place,
    villages: sum(({ villages }) => villages),
    waiting: sum(({ waiting }) => waiting),
    ...each((version) => {
      const known = rows.flatMap((row) => row[version].overview ?? []);
      return {
        villages: sum((row) => row[version].villages),
        day: latest(rows.map((row) => row[version].day)),
        overview: known.length > 0 ? addOverviews(known as Overview[]) : null,
      };
    }),
    work: addWorks(rows.flatMap(({ work }) => work ?? [])),
    received: latest(rows.map(({ received }) => received)),
  };
}

const latest = <T extends string | number>(all: readonly (T | null)[]): T | null =>
  all.reduce((last, one) => (last === null || (one !== null && one > last) ? one : last), null);

/** @returns null where there is none. */
function addWorks(works: readonly Work[]): Work | null {
  const sum = (of: (work: Work) => number): number => works.reduce((all, work) => all + of(work), 0);
  const dues = works.flatMap(({ due }) => due ?? []);
  return works.length === 0
    ? null
    : {
        waits: WAITS_FOR.flatMap((waits) => {
          const villages = sum((work) => work.waits.find((one) => one.waits === waits)?.villages ?? 0);
          return villages > 0 ? [{ waits, villages }] : [];
        }),
        late: sum(({ late }) => late),
        due: dues.sort((a, b) => Number(b.late) - Number(a.late) || (a.day < b.day ? -1 : 1))[0] ?? null,
        remarks: { open: sum(({ remarks }) => remarks.open), answered: sum(({ remarks }) => remarks.answered) },
        about: [],
      };
}

interface Wanted {
  version: SummaryVersion;
  standard: string | null;
  forms: string[] | undefined;
}

function villagesSums(person: Person, commune: CommuneSummaries, { version, standard, forms }: Wanted): SumsAnswer {
  const { review, records, rules } = commune;
  const set = rules && (standard === null ? rules.counting.sets[0] : rules.counting.setOf(standard));
  if (!rules || !set) throw noSuchPlace();
  const seen = commune.figures(version).filter(({ id }) => sees(person, commune, id, version));
  return {
    ...{ name: records.unit, level: 'commune', review, unit: null, year: records.year, version, standard: set.id, without: [] },
    of: [{ id: review, name: records.unit, unit: null, villages: seen.length, all: records.villages.length }],
    known: named(set),
    standards: setNames(commune),
    forms: fillOfVillages(seen, set, forms).map((form) => given(form, new Map(seen.map(({ name, id }) => [name, id])))),
  };
}

function unitSums(
  person: Person,
  { unit, units, reviews, year }: Beneath,
  ready: ReadonlyMap<string, CommuneSummaries>,
  { version, standard, forms }: Wanted,
): SumsAnswer {
  const communes: { review: Review; commune: CommuneSummaries; set: FormSet }[] = [];
  const without: string[] = [];
  for (const review of reviews) {
    const commune = ready.get(review.id);
    const set = standard === null ? commune?.rules?.counting.sets[0] : commune?.rules?.counting.setOf(standard);
    const isSeen =
      commune && commune.figures(version).length > 0 && seesAll(person, commune, version) && commune.lacking(version).length === 0;
    const first = communes[0];
    if (commune && set && isSeen && (!first || first.set.id === set.id)) communes.push({ review, commune, set });
    else without.push(review.name);
  }
  const [first] = communes;
  const ids = new Map<string, string>();
  const sums = communes.flatMap(({ review: { id, name, district }, commune }) => {
    const districtOf =
      unit.level === 'province' && units.some(({ level }) => level === 'district') && district !== '' ? district : undefined;
    const one = commune.sums(version, name, districtOf);
    for (const suffix of ['', ' (thành thị)', ' (nông thôn)']) ids.set(name + suffix, id);
    return one ? [one] : [];
  });
  return {
    ...{
      name: unit.name,
      level: unit.level,
      review: null,
      unit: unit.id,
      year,
      version,
      standard: first?.set.id ?? standard ?? '',
      without,
    },
    of: communes.map(({ review, commune }) => ({
      ...{ id: review.id, name: review.name, unit: review.unit },
      villages: countedIn(commune, version),
      all: commune.records.villages.length,
    })),
    known: first ? named(first.set) : [],
    standards: first ? setNames(first.commune) : [],
    forms: first ? fillOfCommunes(sums, first.set, forms).map((form) => given(form, ids)) : [],
  };
}

const named = ({ forms }: FormSet): SumsAnswer['known'] =>
  forms.map(({ id, number, title }) => ({ id, title, ...(number !== undefined && { number }) }));

const setNames = ({ rules }: CommuneSummaries): SumsAnswer['standards'] =>
  rules
    ? rules.counting.sets.map(({ id }) => ({
        id,
        name: id === PASSAGES ? 'Bảng chuyển chuẩn' : (standardsOf(rules.counting.round).find((one) => one.id === id)?.short ?? id),
      }))
    : [];

const given = ({ form, numbers, rows, blocks, total }: FilledForm, ids: ReadonlyMap<string, string>): SumsAnswer['forms'][number] => ({
  form,
  numbers,
  rows: rows.map(({ name, lines }) => ({ id: ids.get(name) ?? '', name, lines })),
  blocks: blocks.map(({ from, to, sum }) => ({ from, to, name: sum.name, lines: sum.lines })),
  total: total.lines,
});
