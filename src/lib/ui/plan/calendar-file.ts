/** The deadlines of a round as a calendar file (.ics) that Google, Outlook and phones read. Loaded when somebody asks for the file. */
import ICAL from 'ical.js';
import { dayText } from '$lib/review/iso-day.ts';
import type { Due } from '$lib/process/deadlines.ts';

const ZONE = 'Asia/Ho_Chi_Minh';
/** The name by which the calendar knows the event again: never change it. */
const PLACE = 'so-ra-soat';

/** Vietnam has had one time, without a summer time, since 1975. */
const TIME_ZONE = [
  'BEGIN:VTIMEZONE',
  `TZID:${ZONE}`,
  'BEGIN:STANDARD',
  'DTSTART:19750613T000000',
  'TZOFFSETFROM:+0700',
  'TZOFFSETTO:+0700',
  'TZNAME:+07',
  'END:STANDARD',
  'END:VTIMEZONE',
].join('\r\n');

/** A line has at most 75 octets; the space before a continued one is not counted by the library. */
ICAL.foldLength = 74;

export interface CalendarWords {
  /** Of the review: distinguishes two rounds, and two communes, in one calendar. */
  review: string;
  /** 'Rà soát năm 2026, Xã Kim Sơn' */
  name: string;
  nameOf: (village: string) => string;
}

export function calendarFile(dues: readonly Due[], { review, name, nameOf }: CalendarWords, now: Date = new Date()): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('prodid', '-//So Ra Soat//Lich//VI');
  calendar.addPropertyWithValue('calscale', 'GREGORIAN');
  calendar.addPropertyWithValue('method', 'PUBLISH');
  calendar.addPropertyWithValue('x-wr-calname', name);
  calendar.addPropertyWithValue('x-wr-timezone', ZONE);
  calendar.addSubcomponent(new ICAL.Component(ICAL.parse(TIME_ZONE) as never));
  for (const due of dues) calendar.addSubcomponent(eventOf(due, review, name, nameOf, now));
  return `${calendar.toString()}\r\n`;
}

function eventOf(due: Due, review: string, name: string, nameOf: CalendarWords['nameOf'], now: Date): ICAL.Component {
  const event = new ICAL.Component('vevent');
  event.addPropertyWithValue('uid', `${due.id}.${review}@${PLACE}`);
  event.addPropertyWithValue('dtstamp', ICAL.Time.fromJSDate(now, true));
  // A calendar takes a later file for the same event only if this number is not smaller.
  event.addPropertyWithValue('sequence', Math.floor(now.getTime() / 60_000));
  event.addPropertyWithValue('summary', `Hạn: ${due.what}`);
  const villages = due.villages.map(nameOf).join(', ');
  const text = [
    name,
    villages && `Các thôn: ${villages}`,
    `Chậm nhất: ${due.time ? `${due.time}, ` : ''}ngày ${dayText(due.day)}`,
    due.note,
  ];
  event.addPropertyWithValue('description', text.filter(Boolean).join('\n'));
  if (due.time === undefined) {
    const day = ICAL.Time.fromDateString(due.day);
    event.addPropertyWithValue('dtstart', day);
    const next = day.clone();
    next.adjust(1, 0, 0, 0);
    event.addPropertyWithValue('dtend', next);
    event.addPropertyWithValue('transp', 'TRANSPARENT');
    // Eight in the morning of the day before.
    event.addSubcomponent(alarm('-PT16H', due.what));
    return event;
  }
  const end = ICAL.Time.fromDateTimeString(`${due.day}T${due.time}:00`);
  const start = end.clone();
  start.adjust(0, 0, -30, 0);
  for (const [field, time] of [
    ['dtstart', start],
    ['dtend', end],
  ] as const)
    event.addPropertyWithValue(field, time).setParameter('tzid', ZONE);
  event.addSubcomponent(alarm('-PT3H', due.what));
  return event;
}

function alarm(before: string, what: string): ICAL.Component {
  const part = new ICAL.Component('valarm');
  part.addPropertyWithValue('action', 'DISPLAY');
  part.addPropertyWithValue('trigger', ICAL.Duration.fromString(before));
  part.addPropertyWithValue('description', what);
  return part;
}
