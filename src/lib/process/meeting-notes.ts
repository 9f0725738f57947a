/**
 * What is noted during a village's meeting, in the document REVIEW.VILLAGE.hop: several devices write it, also without a network, and they
 * merge. It is no act: the act "met" records the outcome, from these notes.
 */
import type { SharedList } from '../cells/shared-list.ts';
import { ATTENDING } from './acts.ts';

const MEETING = 'hop';
const TALK_PREFIX = 'ho:';

/** Fields of the meeting itself. `lead`: whose device leads; `household`: which one everybody sees now. */
export const MEETING_FIELDS = [
  'lead',
  'household',
  'day',
  'place',
  'chair',
  'secretary',
  'agreeing',
  'text',
  ...ATTENDING.map(({ key }) => key),
] as const;
export type MeetingField = (typeof MEETING_FIELDS)[number];
/** Fields about one household: votes for and against its result, what was said, and what was decided where it differs. */
export const TALK_FIELDS = ['agree', 'against', 'text', 'result'] as const;
export type TalkField = (typeof TALK_FIELDS)[number];

export class MeetingNotes {
  readonly #list: SharedList;

  constructor(list: SharedList) {
    this.#list = list;
  }

  get(field: MeetingField): string {
    return String(this.#list.get(MEETING, field) ?? '');
  }

  set(field: MeetingField, value: string): void {
    this.#list.set(MEETING, field, value === '' ? null : value);
  }

  talk(household: string, field: TalkField): string {
    return String(this.#list.get(TALK_PREFIX + household, field) ?? '');
  }

  setTalk(household: string, field: TalkField, value: string): void {
    this.#list.set(TALK_PREFIX + household, field, value === '' ? null : value);
  }

  /** Values that several people noted differently at the same time: all of them, the one that stands last. */
  others(household: string, field: TalkField): string[] {
    return this.#list
      .values(TALK_PREFIX + household, field)
      .slice(0, -1)
      .map(({ value, author }) => `${String(value ?? 'để trống')} (${author})`);
  }

  /** Households about which something was noted, and still is. */
  get noted(): string[] {
    return this.#list
      .rows(TALK_PREFIX)
      .map((row) => row.slice(TALK_PREFIX.length))
      .filter((household) => TALK_FIELDS.some((field) => this.talk(household, field) !== ''));
  }

  /**
   * What was said about one household, in a line for the minutes; '' for nothing. The reason for another result stands with that result.
   *
   * @param name of its head.
   */
  line(household: string, name: string): string {
    const [agree, against, text, result] = TALK_FIELDS.map((field) => this.talk(household, field));
    const votes = [agree && `${agree} người đồng ý`, against && `${against} người không đồng ý`].filter(Boolean).join(', ');
    const said = result ? '' : text;
    return votes || said ? `Hộ ${name}: ${[votes, said].filter(Boolean).join('. ')}` : '';
  }
}
