/** The calendar file as another library reads it. */
import { convertIcsCalendar } from 'ts-ics';
import { expect, it } from 'vitest';
import type { Due } from '$lib/process/deadlines.ts';
import { calendarFile } from './calendar-file.ts';

const report: Due = {
  id: 'report.tien-do.2023-10-05',
  kind: 'report',
  what: 'Báo cáo tiến độ rà soát hộ nghèo, hộ cận nghèo; hộ có mức sống trung bình, của Ủy ban nhân dân xã Kim Sơn',
  day: '2023-10-05',
  time: '15:00',
  by: ['commune'],
  villages: [],
  late: false,
  note: '',
};
const step: Due = {
  ...report,
  id: 'step.review',
  kind: 'step',
  what: 'Tổ chức rà soát',
  day: '2023-12-31',
  villages: ['thon-1', 'thon-2'],
  note: 'Có thể thay đổi.',
};
delete step.time;
const WORDS = { review: 'kim-son-2023', name: 'Rà soát năm 2023, Xã Kim Sơn', nameOf: (id: string) => id.replace('thon-', 'Thôn ') };
const fileAt = (now: string, ...dues: Due[]): string => calendarFile(dues, WORDS, new Date(now));
const read = (file: string) => convertIcsCalendar(undefined, file);

it('another library reads what was written, in the time of Vietnam', () => {
  const { events = [], version, prodId, timezones } = read(fileAt('2023-10-01T01:00:00Z', report, step));
  expect([version, prodId, timezones?.map(({ id }) => id)]).toEqual(['2.0', expect.stringContaining('So Ra Soat'), ['Asia/Ho_Chi_Minh']]);
  const [timed, whole] = events;
  expect(timed).toMatchObject({ summary: `Hạn: ${report.what}`, uid: 'report.tien-do.2023-10-05.kim-son-2023@so-ra-soat' });
  // 15:00 in Vietnam.
  expect(timed?.end?.date.toISOString()).toBe('2023-10-05T08:00:00.000Z');
  expect(timed?.start.local?.timezone).toBe('Asia/Ho_Chi_Minh');
  expect(whole?.start).toMatchObject({ type: 'DATE', date: new Date('2023-12-31T00:00:00Z') });
  expect(whole?.end).toMatchObject({ type: 'DATE', date: new Date('2024-01-01T00:00:00Z') });
  expect(whole?.description).toBe('Rà soát năm 2023, Xã Kim Sơn\nCác thôn: Thôn 1, Thôn 2\nChậm nhất: ngày 31/12/2023\nCó thể thay đổi.');
});

it('no line is longer than 75 octets, and none is cut within a letter', () => {
  const file = fileAt('2023-10-01T01:00:00Z', report, step);
  expect(Math.max(...file.split('\r\n').map((line) => new TextEncoder().encode(line).length))).toBeLessThanOrEqual(75);
  expect(file.replaceAll('\r\n ', '')).toContain(report.what.replaceAll(',', '\\,').replaceAll(';', '\\;'));
  expect(
    file
      .split('\n')
      .slice(0, -1)
      .every((line) => line.endsWith('\r')),
  ).toBe(true);
});

it('has what RFC 5545 asks for', () => {
  const file = fileAt('2023-10-01T01:00:00Z', report, step).replaceAll('\r\n ', '');
  expect(file.startsWith('BEGIN:VCALENDAR\r\n') && file.endsWith('\r\nEND:VCALENDAR\r\n')).toBe(true);
  const [before = '', ...events] = file.split('BEGIN:VEVENT');
  // Once each, before any event.
  for (const line of ['VERSION:2.0', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH']) expect(before.split(`\r\n${line}`)).toHaveLength(2);
  expect(before).toMatch(/\r\nPRODID:.+\r\n/);
  const zones = [...before.matchAll(/\r\nTZID:(.+)\r\n/g)].map(([, zone]) => zone);
  expect(events).toHaveLength(2);
  for (const event of events) {
    for (const name of ['UID', 'DTSTAMP', 'DTSTART', 'DTEND', 'SUMMARY', 'SEQUENCE'])
      expect([name, event.match(new RegExp(`\\r\\n${name}[:;]`, 'g'))?.length]).toEqual([name, 1]);
    // In UTC; and a number that 32 bits hold.
    expect(event).toMatch(/\r\nDTSTAMP:\d{8}T\d{6}Z\r\n/);
    expect(Number(/\r\nSEQUENCE:(\d+)\r\n/.exec(event)?.[1])).toBeLessThan(2 ** 31);
    // A zone that is named is defined; a whole day has no time and no zone, and ends before the next day.
    for (const [, zone] of event.matchAll(/TZID=([^:;]+)/g)) expect(zones).toContain(zone);
    for (const part of event.matchAll(/BEGIN:VALARM([^]*?)END:VALARM/g))
      for (const name of ['ACTION:DISPLAY', 'TRIGGER', 'DESCRIPTION']) expect(part[1]).toContain(`\r\n${name}`);
  }
  expect(events[1]).toMatch(/\r\nDTSTART;VALUE=DATE:20231231\r\nDTEND;VALUE=DATE:20240101\r\n/);
});

it('a file of another day names the same event again, with a later number', () => {
  const [first, second] = ['2023-10-01T01:00:00Z', '2023-10-02T01:00:00Z'].map(
    (now, index) => read(fileAt(now, { ...step, day: index === 0 ? '2023-12-31' : '2023-11-30' })).events?.[0],
  );
  expect(second?.uid).toBe(first?.uid);
  expect(second?.sequence).toBeGreaterThan(first?.sequence ?? Infinity);
});
