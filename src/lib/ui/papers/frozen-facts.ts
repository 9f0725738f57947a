/** What was known when a paper was made: the lists as they were, built again by the commune's machine, and the acts until then. */
import { PROCESS } from '$lib/api/process.ts';
import { dateOf } from '$lib/cells/entry.ts';
import { roundOfCells } from '$lib/cells/round-record.ts';
import type { InUse } from '$lib/forms/own.ts';
import type { PaperFacts, PaperVillage } from '$lib/papers/paper.ts';
import type { Act, ActOf } from '$lib/process/acts.ts';
import { courseOf } from '$lib/process/course.ts';
import { standingOf } from '$lib/process/standing.ts';
import { classifyAll } from '$lib/review/classify.ts';
import { onlyVillage } from '$lib/review/only-village.ts';
import { roomName } from '$lib/review/people.ts';
import { vietnamDay } from '$lib/review/vietnam-day.ts';
import type { Rooms } from '../commune/rooms.svelte.ts';
import { ask, AskError } from '../parts/ask.ts';

const LOST =
  'Không dựng lại được đúng danh sách lúc lập văn bản: nhật ký đã mất một phần, có thể vì khôi phục từ bản sao lưu. Số và ngày của văn bản vẫn còn trong sổ.';

/** @throws AskError when the lists of that moment cannot be had, in words. */
export async function frozenFacts(
  rooms: Rooms,
  { standards, rules, workingDays: days }: Pick<InUse, 'standards' | 'rules' | 'workingDays'>,
  paper: ActOf<'paper'>,
  now: Pick<PaperFacts, 'acts' | 'team'>,
): Promise<PaperFacts> {
  const village = paper.village || null;
  const answer = await ask(PROCESS.frozen, { room: roomName(rooms.review, village), query: [['act', paper.id]] });
  if (answer.kind === 'lost') throw new AskError('lost', LOST);
  const { round, problem } = roundOfCells(answer.round, standards);
  if (!round) throw new AskError('no-round', problem ?? 'Lúc đó đợt chưa có kế hoạch, năm rà soát.');
  const acts: Act[] = now.acts.filter(({ id }) => id < paper.id);
  const course = courseOf(round, rules);
  const today = vietnamDay(dateOf(paper.at).getTime());
  const villages = rooms.villages
    .filter(({ id, name }) => (village === null ? answer.data.villages.some(({ cells }) => cells.name === name) : id === village))
    .map(({ id, name }): PaperVillage => {
      const own = acts.filter((act) => act.village === id);
      const data = village === null ? onlyVillage(answer.data, name) : answer.data;
      return {
        ...{ id, name, acts: own },
        classified: classifyAll(data, round, rooms.withoutPersonal(id)),
        standing: standingOf(own, { today, days }, course),
      };
    });
  return {
    ...{ unit: rooms.unit, round, course, rules, days, villages, acts, today, about: paper.data.about, team: now.team, draws: true },
    village: village === null ? null : (villages[0] ?? null),
  };
}
