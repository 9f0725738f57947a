/** What the communes have sent up and waits for the level above, read from the log. */
import type { PROCESS } from '../../src/lib/api/process.ts';
import type { GivenAnswer } from '../../src/lib/api/route.ts';
import { readVillages } from '../../src/lib/cells/review-rooms.ts';
import { readRound } from '../../src/lib/cells/round-record.ts';
import type { InUse } from '../../src/lib/forms/own.ts';
import { readActs } from '../../src/lib/process/act-rows.ts';
import { courseOf } from '../../src/lib/process/course.ts';
import { standingOf } from '../../src/lib/process/standing.ts';
import { groupBy } from '../../src/lib/review/group-by.ts';
import { may, roomName, type Person } from '../../src/lib/review/people.ts';
import type { UpdateLog } from '../log/log.ts';
import { readRoom } from '../rooms/reader.ts';

type Sent = GivenAnswer<typeof PROCESS.sent>['sent'];

export async function sentNow(log: UpdateLog, person: Person, inUse: InUse, today: string): Promise<Sent> {
  const reviews = (person.reviews ?? []).filter((review) => may(person, 'readSent', { review, village: null }));
  const all: Sent[number][] = [];
  // One after the other: a province has many communes, and people are editing.
  for (const review of reviews) all.push(...(await sentOf(log, review, inUse, today)));
  return all;
}

const sentOf = (log: UpdateLog, review: string, { standards, rules, workingDays: days }: InUse, today: string): Promise<Sent> =>
  readRoom(log, roomName(review, null), (records): Sent => {
    const { round, unit, year } = readRound(records, standards, rules);
    if (!round || year === null) return [];
    const course = courseOf(round, rules);
    const acts = groupBy(readActs(records), ({ village }) => village);
    return readVillages(records).flatMap(({ id, name }) => {
      const { sent, remarks } = standingOf(acts.get(id) ?? [], { today, days }, course);
      if (!sent) return [];
      const term = course.opinion?.term;
      return {
        ...{ review, unit, year, village: id, name, act: sent.id, day: sent.data.day },
        due: term ? days.lastDay(sent.data.day, term) : null,
        remarks: remarks.filter(({ act }) => act.data.of === sent.id).length,
      };
    });
  });
