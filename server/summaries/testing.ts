/** For tests: what summaries must say, filled from the whole lists as the log has them. */
import { expect } from 'vitest';
import { readReview, readVillages } from '../../src/lib/cells/review-rooms.ts';
import { readRound } from '../../src/lib/cells/round-record.ts';
import { openTasks } from '../../src/lib/cells/tasks.ts';
import type { SharedList } from '../../src/lib/cells/shared-list.ts';
import type { FilledForm } from '../../src/lib/forms/fill.ts';
import { fillEach, fillPassages } from '../../src/lib/forms/report.ts';
import { Classifier, classifyAll } from '../../src/lib/review/classify.ts';
import { roomName } from '../../src/lib/review/people.ts';
import type { Standard } from '../../src/lib/review/standards.ts';
import { PASSAGES } from '../../src/lib/summary/names.ts';
import { overviewOf } from '../../src/lib/summary/overview.ts';
import { progressOf } from '../../src/lib/summary/progress.ts';
import { fillOfVillages } from '../../src/lib/summary/unit-figures.ts';
import type { UpdateLog } from '../log/log.ts';
import { listBefore } from '../rooms/earlier.ts';
import type { CommuneSummaries } from './commune-summaries.ts';

export const lines = (forms: readonly FilledForm[]) =>
  forms.map(({ form, rows, blocks, total, numbers }) => ({
    id: form.id,
    numbers,
    rows: rows.map((row) => [row.name, row.lines]),
    blocks: blocks.map(({ from, to, sum }) => [from, to, sum.name, sum.lines]),
    total: total.lines,
  }));

/** Fails where any figure of any form, or of the overview, differs from the lists'. */
export async function mustEqualLists(commune: CommuneSummaries | null, log: UpdateLog, standards: readonly Standard[] = []): Promise<void> {
  if (!commune?.rules) throw new Error('nothing is summed up');
  const { review, rules } = commune;
  const whole = (room: string): Promise<SharedList> => listBefore(log, room, Infinity);
  const records = await whole(roomName(review, null));
  const { round } = readRound(records, standards);
  if (!round) throw new Error('no round');
  const lists = new Map<string, SharedList>();
  for (const { id } of readVillages(records)) lists.set(id, await whole(roomName(review, id)));
  const classified = classifyAll(readReview(records, lists), round);
  const figures = commune.figures('live');
  fillEach(classified).forEach((filled, index) => {
    const set = rules.counting.sets[index];
    expect(lines(set ? fillOfVillages(figures, set) : [])).toEqual(lines(filled.forms));
  });
  const passages = rules.counting.setOf(PASSAGES);
  expect(lines(passages ? fillOfVillages(figures, passages) : [])).toEqual(lines(fillPassages(classified).forms));
  const classifier = new Classifier(round, classified.data.villages);
  for (const { id, name } of readVillages(records)) {
    const summary = commune.get(id, 'live');
    const list = lists.get(id);
    if (!summary || !list) throw new Error(`${id} is not summed up`);
    const {
      by,
      passages: _,
      ...stages
    } = overviewOf({
      counting: rules.counting,
      ...{ sums: summary.sums, conflicts: summary.conflicts, tasks: summary.tasks },
    });
    const { poor, near, unseen, open, beside, ...progress } = progressOf(list, name, classifier);
    expect([unseen, open]).toEqual([0, 0]);
    expect({ ...stages, by: by.map((one) => [one.poor.households, one.near.households]) }).toEqual({
      ...progress,
      tasks: openTasks(list).length,
      by: [[poor, near], ...beside.map((one) => [one.poor, one.near])],
    });
  }
}
