/** Whether the server can store edits, as far as it knows: reported in /api/health, in its log, and to the clients. */
import { faultOf, LOG_GONE, type LogFault } from '../faults/log-fault.ts';
import type { UpdateLog } from '../log/log.ts';

/** Where failures are reported. */
export type Report = (text: string, error: unknown) => void;

export interface Health {
  ok: boolean;
  /** 'ok', or what is wrong. */
  code: LogFault['code'] | 'clock' | 'ok';
  text: string;
}

/** A clock that is behind the latest row by more than this was set back. */
const CLOCK_MS = 120_000;

export class HubHealth {
  readonly #log: UpdateLog;
  readonly #report: Report;
  /** The fault of the last write, if it failed. */
  #fault: LogFault | null = null;
  /** Rooms that could not be read. A successful write in another room says nothing about them. */
  readonly #unread = new Map<string, LogFault>();
  #clockTold = false;

  constructor(log: UpdateLog, report: Report) {
    this.#log = log;
    this.#report = report;
  }

  get state(): Health {
    const fault = (this.#log.missing ? faultOf({ code: LOG_GONE }) : null) ?? this.#fault ?? [...this.#unread.values()][0];
    if (fault) return { ok: false, code: fault.code, text: fault.text };
    if (this.#isBehind(Date.now()))
      return {
        ok: true,
        code: 'clock',
        text: 'Đồng hồ của máy đang chậm hơn lần nhận gần nhất. Sửa đổi vẫn được nhận; hãy chỉnh lại giờ để nhật ký ghi đúng lúc nhận.',
      };
    return { ok: true, code: 'ok', text: 'Đang nhận và lưu sửa đổi.' };
  }

  failed(error: unknown): void {
    this.#fault = faultOf(error);
  }

  /** A successful write shows that the store works again, except for damaged rooms. */
  stored(): void {
    if (this.#fault) this.#report('Đã lưu được trở lại', this.#fault.code);
    this.#fault = null;
    for (const [room, { code }] of this.#unread) if (code !== 'damaged') this.#unread.delete(room);
  }

  notRead(room: string, error: unknown): void {
    this.#unread.set(room, faultOf(error));
  }

  read(room: string): void {
    this.#unread.delete(room);
  }

  /** The time for a new row. The log itself ensures that times do not go back. */
  now(): number {
    const now = Date.now();
    const behind = this.#isBehind(now);
    if (behind && !this.#clockTold) this.#report('Đồng hồ của máy bị chỉnh lùi', new Date(now).toISOString());
    this.#clockTold = behind;
    return now;
  }

  #isBehind(now: number): boolean {
    return now < this.#log.latest - CLOCK_MS;
  }
}
