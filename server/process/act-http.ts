/** Records acts: weighs their conditions against the commune's own and the village's list as they are at that moment. */
import { PROCESS } from '../../src/lib/api/process.ts';
import { LOCKED_FIELD, readOneVillage, readVillages, ROUND_ROW, VILLAGE_PREFIX } from '../../src/lib/cells/review-rooms.ts';
import { readRound } from '../../src/lib/cells/round-record.ts';
import { DECIDES_FIELD } from '../../src/lib/cells/server-fields.ts';
import type { InUse } from '../../src/lib/forms/own.ts';
import { actsOf, actWrites, readActs } from '../../src/lib/process/act-rows.ts';
import { mayRecord } from '../../src/lib/process/act-right.ts';
import { ACTS, type WantedAct } from '../../src/lib/process/acts.ts';
import { certificatesOf, type RoundActs } from '../../src/lib/process/certificates.ts';
import { decidedWrites } from '../../src/lib/process/decided-cells.ts';
import { needsOf, type Need } from '../../src/lib/process/needs.ts';
import { bookOf } from '../../src/lib/process/number-book.ts';
import { withQuorum } from '../../src/lib/process/quorum-cells.ts';
import { requestWrites, type RequestBase } from '../../src/lib/process/request-writes.ts';
import { courseOf, type Course } from '../../src/lib/process/course.ts';
import { standingOf } from '../../src/lib/process/standing.ts';
import { classifyAll } from '../../src/lib/review/classify.ts';
import { parseRoom, roomName, type Person } from '../../src/lib/review/people.ts';
import { vietnamDay } from '../../src/lib/review/vietnam-day.ts';
import { answered, noRight, type Answered } from '../http/answering.ts';
import { HttpError } from '../http/error.ts';
import { addressOf } from '../http/visitor-address.ts';
import type { UpdateLog } from '../log/log.ts';
import type { Hub } from '../rooms/hub.ts';
import { readRoom } from '../rooms/reader.ts';
import type { ActScene, ActWish } from '../rooms/room.ts';
import type { CommuneRounds } from './commune-rounds.ts';
import { FrozenLists } from './frozen-http.ts';
import { weighForCommune } from './commune-act.ts';
import { hashOf } from './list-hash.ts';
import { edited, reading, withLists } from './live-lists.ts';
import type { TemplateStore } from '../log/template-store.ts';
import { sentNow } from './sent-now.ts';
import { PostedLists, postedNow, withoutRows } from './posted-now.ts';
import { VisitorNotes } from './visitor-notes.ts';
import { monthResultsNow } from './month-results-now.ts';
import { knownIn, requestBase } from './request-base.ts';

export interface ProcessOptions {
  hub: Hub;
  log: UpdateLog;
  inUse: () => Promise<InUse>;
  rounds: CommuneRounds;
  templates: TemplateStore;
}

const DEVICE = 'máy của xã';

const today = (): string => vietnamDay(Date.now());

export function processAnswers({ hub, log, inUse, rounds, templates }: ProcessOptions): Answered[] {
  const frozen = new FrozenLists(log);
  const sisters = async (review: string): Promise<string[]> =>
    (await rounds.of(review)).flatMap((round) => (round.aside || round.review === review ? [] : [round.review])).reverse();
  const posted = new PostedLists(async (room) => postedNow(log, room, await inUse(), today()));
  const notes = new VisitorNotes(log, hub);
  return [
    answered(PROCESS.posted, async ({ room }) => withoutRows(await posted.look(room))),
    answered(PROCESS.notes, async ({ room }) => ({ notes: await notes.read(room) })),
    answered(PROCESS.noted, async ({ room }) => ({
      villages: await notes.of(await villageRooms(log, roomName(placeOf(room).review, null))),
    })),
    // In turn with the acts: none is recorded between the look at the notes and a new one.
    answered(PROCESS.writeNote, async ({ room, body, request }) => {
      const shown = await posted.look(room);
      return stored(() =>
        rounds.inTurn(placeOf(room).review, async () => ({ number: await notes.take(room, addressOf(request), body, shown) })),
      );
    }),
    answered(PROCESS.sent, async ({ person }) => ({ sent: await sentNow(log, person, await inUse(), today()) })),
    answered(PROCESS.frozen, ({ person, room, query }) => frozen.open(person, room, query.get('act') ?? '')),
    answered(PROCESS.known, async ({ room }) => ({ households: await knownIn(log, sisters, room, await inUse(), today()) })),
    answered(PROCESS.monthResults, async ({ room }) => ({ results: await monthResultsNow(log, sisters, room, await inUse(), today()) })),
    answered(PROCESS.act, async ({ person, room, body: wanted }) => {
      const { review, village } = placeOf(room);
      if (village === '' && !OF_COMMUNE.has(wanted.kind)) throw noRight(`${ACTS[wanted.kind].name} là việc của từng thôn.`);
      let needs: Need[] = await templateNeeds(wanted, templates, rounds, review);
      let isAllowed = true;
      if (needs.length > 0) return { kind: 'missing', needs } as const;
      await stored(() =>
        rounds.inTurn(review, async () => {
          const written = village === '' ? [] : (await notes.read(room)).map(({ id }) => id);
          const used = await inUse();
          const base = wanted.kind === 'requested' ? await requestBase(log, sisters, room, wanted.data.household, used, today()) : null;
          const elsewhere = BY_ALL_ROUNDS.has(wanted.kind) ? await rounds.elsewhere(review) : [];
          const about = village === '' ? await villageRooms(log, room) : [];
          const wish: Omit<ActWish, 'done' | 'fail'> = {
            by: { id: person.id, device: DEVICE },
            weigh: (scene) => {
              const acts = scene.commune((doc) => reading(doc, (records) => actsOf(records, village)));
              isAllowed = mayRecord(person, wanted, { review, village: village === '' ? null : village }, acts);
              if (!isAllowed) return null;
              const weighed =
                village === ''
                  ? weighForCommune(scene, review, wanted, person, { today: today(), elsewhere })
                  : weigh(scene, { review, village, base, notes: written }, wanted, person, used, elsewhere);
              needs = weighed.needs;
              return weighed.writes;
            },
          };
          await hub.act(room, wish, about);
        }),
      );
      if (!isAllowed) throw noRight(`Bạn không có quyền ghi: ${ACTS[wanted.kind].name}.`);
      posted.forget(room);
      return needs.length > 0 ? ({ kind: 'missing', needs } as const) : ({ kind: 'done' } as const);
    }),
  ];
}

/** @throws HttpError; one that says so when the log did not store it. */
async function stored<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HttpError) throw error;
    throw new HttpError(503, 'not-stored', 'Máy của xã chưa lưu được. Chưa có gì được ghi, hãy thử lại.');
  }
}

/** Acts that are weighed by the certificates or the book of numbers of all rounds. */
const BY_ALL_ROUNDS: ReadonlySet<WantedAct['kind']> = new Set(['issued', 'withdrawn', 'undone', 'paper', 'recognised', 'sent', 'refused']);

/** What is recorded about the whole commune; everything else is about a village. */
const OF_COMMUNE: ReadonlySet<WantedAct['kind']> = new Set(['paper', 'undone']);

const villageRooms = (log: UpdateLog, commune: string): Promise<string[]> =>
  readRoom(log, commune, (records) => readVillages(records).map(({ id }) => roomName(placeOf(commune).review, id)));

/** A paper is made with a template that the commune has, or has had. */
async function templateNeeds(wanted: WantedAct, templates: TemplateStore, rounds: CommuneRounds, review: string): Promise<Need[]> {
  if (wanted.kind !== 'paper' || wanted.data.template === '') return [];
  const { paper, template } = wanted.data;
  return (await templates.versions(await rounds.names(review))).some((each) => each.paper === paper && each.sha === template)
    ? []
    : [{ code: 'no-template', text: 'Xã không có mẫu này cho văn bản này.' }];
}

/** `village` is '' for the commune's own room. */
const placeOf = (room: string): { review: string; village: string } => {
  const place = parseRoom(room);
  return { review: place?.review ?? '', village: place?.village ?? '' };
};

function weigh(
  scene: ActScene,
  { review, village, base, notes }: { review: string; village: string; base: RequestBase | null; notes: readonly string[] },
  asked: WantedAct,
  person: Pick<Person, 'name' | 'role'>,
  { standards, rules, workingDays: days }: InUse,
  elsewhere: readonly RoundActs[],
): { needs: Need[]; writes: ReturnType<ActWish['weigh']> } {
  return withLists(scene, (commune, list) => {
    const here = readVillages(commune).find(({ id }) => id === village);
    const { round, problem } = readRound(commune, standards, rules);
    if (!here && !base?.village) return refused('no-village', 'Không còn thôn này trong đợt.');
    if (!round) return refused('no-round', problem ?? 'Đợt chưa có kế hoạch, năm rà soát.');
    const all = readActs(commune);
    const acts = all.filter((act) => act.village === village);
    const allRounds = [...elsewhere, { review, acts: all }];
    const course = courseOf(round, rules);
    const calendar = { today: today(), days };
    const classified = classifyAll(readOneVillage(commune, list, village), round);
    const needs = needsOf(asked, {
      review,
      village,
      acts,
      certificates: certificatesOf(allRounds),
      numbers: bookOf(allRounds),
      calendar,
      course,
      classified,
      late: scene.late,
      notes,
      known: base?.known ?? null,
    });
    if (needs.length > 0) return { needs, writes: null };
    const wanted = asked.kind === 'paper' ? { ...asked, data: { ...asked.data, lists: '' } } : underPlan(asked, course);
    const proof = { hash: hashOf(list), role: person.role };
    const after = standingOf([...acts, { ...wanted, ...proof, id: '\uffff', village, by: person.name, at: 0 }], calendar, course);
    const more = requestWrites(wanted, { village, round, acts: all, list, base: here ? base && { ...base, village: null } : base });
    const locks = after.closed.has('review');
    const decisions = decidedWrites(list, after);
    const cells = [
      ...more.village,
      ...decisions,
      ...(wanted.kind === 'corrected'
        ? [{ row: wanted.data.member || wanted.data.household, field: wanted.data.field, value: wanted.data.value }]
        : []),
    ];
    return {
      needs,
      writes: {
        commune: edited(person.name, (records) =>
          records.write([
            ...actWrites(records, village, more.wanted, proof),
            ...more.commune,
            ...(((here?.lock ?? null) !== null) === locks
              ? []
              : [{ row: VILLAGE_PREFIX + village, field: LOCKED_FIELD, value: locks ? 'x' : null }]),
            ...(decisions.length > 0 ? [{ row: ROUND_ROW, field: DECIDES_FIELD, value: 'x' }] : []),
          ]),
        ),
        ...(cells.length > 0 && { village: edited(person.name, (rows) => rows.write(cells)) }),
      },
    };
  });
}

/** A meeting is judged by what the plan asks for now; a later change of the plan does not change what it decided. */
const underPlan = (wanted: WantedAct, { conditions: { agreeing: share, below, quorum } }: Course): WantedAct =>
  wanted.kind === 'met' ? { ...wanted, data: { ...withQuorum(wanted.data, quorum), share, below } } : wanted;

const refused = (code: string, text: string): { needs: Need[]; writes: null } => ({ needs: [{ code, text }], writes: null });
