/** Late edits over HTTP. The commune reads what waits and decides; the authors read what was decided. */
import { LATE } from '../../../src/lib/api/late.ts';
import { may, maySee, parseRoom, type Person } from '../../../src/lib/review/people.ts';
import { isPersonalCell } from '../../../src/lib/review/personal.ts';
import { answered, type Answered } from '../../http/answering.ts';
import { HttpError } from '../../http/error.ts';
import type { NamesOf } from '../../http/names.ts';
import type { UpdateLog } from '../../log/log.ts';
import type { Hub } from '../hub.ts';
import { waitingLate } from './late-waiting.ts';

export interface LateOptions {
  log: UpdateLog;
  hub: Hub;
  namesOf: NamesOf;
  /** Whether a meeting has agreed on the list: it takes no more edits then. */
  isAgreed: (room: string) => Promise<boolean>;
  /** Called once edits were accepted into a list. */
  accepted: (by: Pick<Person, 'id' | 'name'>, room: string) => Promise<void>;
}

/** What came too late for the meeting. */
const AFTER_MEETING =
  'Thôn đã họp dân xong nên sửa đổi này không vào danh sách được nữa. Nếu đúng, hãy ghi ở trang Các bước, mục “Sửa một ô của danh sách đã chốt”: hộ ấy được họp lại. Rồi chọn Không nhận ở đây.';

export const lateAnswers = ({ log, hub, namesOf, isAgreed, accepted }: LateOptions): Answered[] => [
  answered(LATE.waiting, async ({ person }) => {
    const rooms = (await log.lateRooms()).filter((name) => {
      const room = parseRoom(name);
      return room !== null && may(person, 'late', room);
    });
    const waiting = [];
    for (const room of rooms) {
      const edits = await waitingLate(log, room);
      if (edits.length > 0) waiting.push({ room, edits });
    }
    const nameOf = await namesOf(waiting.flatMap(({ edits }) => edits.map(({ person }) => person)));
    return { waiting: waiting.map(({ room, edits }) => ({ room, edits: edits.map((edit) => ({ ...edit, name: nameOf(edit.person) })) })) };
  }),
  answered(LATE.decided, async ({ room }) => {
    const decisions = await log.decisions({ room });
    const nameOf = await namesOf(decisions.flatMap(({ person, by }) => [person, by]));
    return {
      decided: decisions
        .map(({ room: _, client, clock, person, by, ...rest }) => ({
          id: `${client}:${clock}`,
          ...rest,
          name: nameOf(person),
          by: nameOf(by),
        }))
        .reverse(),
    };
  }),
  answered(LATE.decide, async ({ person, room, body: wish }) => {
    // No meeting is recorded while an edit waits, so none can be between this question and the decision.
    if (wish.verdict === 'accepted' && (await isAgreed(room))) throw new HttpError(409, 'after-meeting', AFTER_MEETING);
    try {
      const outcome = await hub.decide(room, {
        entries: new Set(wish.entries),
        verdict: wish.verdict,
        reason: wish.verdict === 'declined' ? wish.reason : '',
        by: { id: person.id, device: 'máy của xã' },
      });
      if (wish.verdict === 'accepted') await accepted(person, room);
      return outcome;
    } catch (error) {
      if (error instanceof HttpError) throw error;
      throw new HttpError(503, 'not-stored', 'Máy của xã chưa lưu được quyết định. Hãy thử lại.');
    }
  }),
  // Personal data only if the author may still see it.
  answered(LATE.mine, async ({ person }) => {
    const mine = (await log.decisions({ person: person.id })).filter(({ room: name, field, value }) => {
      const room = parseRoom(name);
      return room !== null && maySee(person, room) && (!isPersonalCell(field, value) || may(person, 'readPersonal', room));
    });
    const nameOf = await namesOf(mine.map(({ by }) => by));
    return { decided: mine.map(({ client, clock, person: _, by, ...rest }) => ({ id: `${client}:${clock}`, ...rest, by: nameOf(by) })) };
  }),
];
