/** Notes of visitors of a posting: taken within limits, stored, and read by those who record complaints. */
import type { PROCESS } from '../../src/lib/api/process.ts';
import type { BodyOf } from '../../src/lib/api/route.ts';
import { addNote, NOTE_LIMITS, notesName, readNotes, type VisitorNote } from '../../src/lib/process/visitor-notes.ts';
import { parseRoom } from '../../src/lib/review/people.ts';
import { vietnamDay } from '../../src/lib/review/vietnam-day.ts';
import { HttpError } from '../http/error.ts';
import type { UpdateLog } from '../log/log.ts';
import type { Hub } from '../rooms/hub.ts';
import { readRoom } from '../rooms/reader.ts';
import { writerThrough } from '../rooms/writer.ts';
import type { PostedRows } from './posted-now.ts';

const VISITOR = { id: 'nguoi-xem-niem-yet', name: 'Người xem niêm yết' };

type Written = BodyOf<typeof PROCESS.writeNote>;

export class VisitorNotes {
  readonly #log: UpdateLog;
  readonly #hub: Hub;
  readonly #clock: () => number;
  /** Of today alone, and in memory alone: addresses are not kept. */
  #today = '';
  readonly #byAddress = new Map<string, number>();

  constructor(log: UpdateLog, hub: Hub, clock: () => number = Date.now) {
    this.#log = log;
    this.#hub = hub;
    this.#clock = clock;
  }

  read(room: string): Promise<VisitorNote[]> {
    return readRoom(this.#log, notesName(room), readNotes);
  }

  /** @param rooms villages' rooms. @returns ids of notes, for the villages that have any. */
  async of(rooms: readonly string[]): Promise<{ village: string; notes: string[] }[]> {
    const found = [];
    for (const room of rooms) {
      const notes = (await this.read(room)).map(({ id }) => id);
      if (notes.length > 0) found.push({ village: parseRoom(room)?.village ?? '', notes });
    }
    return found;
  }

  /**
   * One after the other for a village.
   * @returns its number.
   * @throws HttpError when a limit is reached, or the list is another one now.
   */
  async take(room: string, address: string, { group, line, head, ...said }: Written, posted: PostedRows): Promise<number> {
    if (!posted.takesNotes) throw new HttpError(403, 'no-notes', `Trang này không nhận ý kiến. ${instead(posted)}`);
    const found = group === '' ? null : posted.groups.find(({ name }) => name === group)?.households[line - 1];
    if (found === undefined || (found && found.head !== head))
      throw new HttpError(409, 'changed', 'Danh sách niêm yết vừa thay đổi. Hãy tải lại trang rồi chọn lại hộ.');
    const now = this.#clock();
    const notes = await this.read(room);
    const today = vietnamDay(now);
    if (notes.filter(({ at }) => vietnamDay(at) === today).length >= NOTE_LIMITS.posting)
      throw new HttpError(429, 'too-many', `Hôm nay trang này đã nhận đủ ý kiến. ${instead(posted)}`);
    this.#count(`${room} ${address}`, today, posted);
    const note = { ...said, head, household: found?.row ?? '', at: now };
    await writerThrough(this.#hub, 'trang niêm yết')(VISITOR)(notesName(room), (list) => void addNote(list, note));
    return notes.length + 1;
  }

  #count(key: string, today: string, posted: PostedRows): void {
    if (this.#today !== today) this.#byAddress.clear();
    this.#today = today;
    const before = this.#byAddress.get(key) ?? 0;
    if (before >= NOTE_LIMITS.address)
      throw new HttpError(429, 'too-many', `Từ địa chỉ mạng này hôm nay đã gửi ${before} ý kiến. ${instead(posted)}`);
    this.#byAddress.set(key, before + 1);
  }
}

const instead = ({ unit }: PostedRows): string => `Xin phản ánh trực tiếp với trưởng thôn hoặc UBND ${unit}.`;
