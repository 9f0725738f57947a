/** What making a paper needs: the place it is about, a number nobody else has, and who signs it. */
import { addDays, dayText } from '../review/iso-day.ts';
import type { Act, ActData } from './acts.ts';
import type { Need } from './need.ts';
import { numberNeeds, type NumberBook } from './number-book.ts';
import { mayBeOf, paperKind } from './paper-kinds.ts';
import { liveActs, type Calendar } from './standing.ts';

export interface PaperFacts {
  review: string;
  /** '' for the whole commune. */
  village: string;
  /** About that place; for the commune, all of the round. */
  acts: readonly Act[];
  households: ReadonlySet<string>;
  numbers: NumberBook;
  calendar: Pick<Calendar, 'today'>;
}

/** A paper may be dated for the day it will be signed; a month ahead is a slip in the year. */
const AHEAD = 31;

export function paperNeeds(data: ActData<'paper'>, { review, village, acts, households, numbers, calendar }: PaperFacts): Need[] {
  const { name, of, symbol } = paperKind(data.paper);
  if (village === '' ? !mayBeOf(data.paper, 'commune') : of === 'commune')
    return [{ code: 'other-place', text: `${name} là văn bản của ${of === 'commune' ? 'cả xã' : 'từng thôn'}.` }];
  const needs: Need[] = [];
  if (data.day > addDays(calendar.today, AHEAD))
    needs.push({ code: 'too-far', text: `Ngày văn bản ${dayText(data.day)} còn hơn một tháng nữa: hãy xem lại ngày, tháng, năm.` });
  if (symbol === null && data.number !== undefined)
    needs.push({ code: 'takes-no-number', text: `${name} không vào sổ văn bản nên không có số.` });
  if (symbol !== null && data.number === undefined) needs.push({ code: 'no-number', text: `${name}: chưa ghi số văn bản.` });
  if (symbol !== null && data.signer === '') needs.push({ code: 'no-signer', text: `${name}: chưa ghi người ký.` });
  const live = liveActs(acts);
  const isKnown =
    of === 'household'
      ? households.has(data.about)
      : of === 'request'
        ? live.some(({ id, kind }) => id === data.about && kind === 'requested') &&
          !live.some((act) => act.kind === 'retracted' && act.data.of === data.about)
        : data.about === '' || live.some(({ id }) => id === data.about) || (mayBeOf(data.paper, 'household') && households.has(data.about));
  if (!isKnown)
    needs.push(
      of === 'household'
        ? { code: 'no-household', text: 'Không có hộ này trong danh sách của thôn.' }
        : of === 'request'
          ? { code: 'no-request', text: 'Không có giấy đề nghị này ở thôn, hoặc hộ đã rút.' }
          : { code: 'no-act', text: 'Việc mà văn bản này nói đến không còn.' },
    );
  return [...needs, ...numberNeeds({ kind: 'paper', data }, review, numbers)];
}

/** A paper of the commune is taken back as long as it stands: nothing rests on it. */
export const undonePaperNeeds = (of: string, acts: readonly Act[]): Need[] =>
  liveActs(acts).some(({ id, kind }) => id === of && kind === 'paper')
    ? []
    : [{ code: 'no-act', text: 'Không có văn bản này, hoặc đã hủy rồi.' }];
