import { expect, it } from 'vitest';
import { secondsOf } from '$lib/cells/entry.ts';
import type { Act, WantedAct } from '$lib/process/acts.ts';
import { courseOf } from '$lib/process/course.ts';
import { standingOf } from '$lib/process/standing.ts';
import { classifyAll } from '$lib/review/classify.ts';
import { POOR } from '$lib/review/columns.ts';
import { confirmedStandard } from '$lib/review/drafts.ts';
import { chooseRound } from '$lib/review/plans.ts';
import type { CellValue, Row } from '$lib/review/types.ts';
import { WorkingDays } from '$lib/review/working-days.ts';
import { calendarPicture, type StepDays } from '../pictures/calendar.ts';
import { layoutCalendar } from '../pictures/calendar-layout.ts';
import { isEmpty } from '../pictures/picture.ts';
import { doneDay, reviewDaysOf, stepDaysOf, sumOfDays } from './calendar-facts.ts';

const ROUND = chooseRound({ year: 2026 });
const SPAN = { from: '2026-09-01', to: '2026-12-14' };
const TODAY = '2026-11-20';
const ABOUT = { whole: 'Toàn xã', today: TODAY, span: SPAN, until: '2026-11-15' };
const village: Row = { id: 'v:1', sheet: 'villages', cells: { name: 'Thôn 1', area: 'Nông thôn' } };
const household = (id: string, reviewedOn: CellValue, more: Record<string, CellValue> = {}): Row => ({
  id,
  sheet: 'list01',
  cells: { code: id, village: 'Thôn 1', head: id, size: 3, lastYear: POOR, b1: 100, i1: 'x', i2: 'x', i3: 'x', reviewedOn, ...more },
});
const daysOf = (...households: Row[]) => reviewDaysOf(classifyAll({ unit: 'Xã A', villages: [village], households, members: [] }, ROUND));

it('counts the reviewed households by their day, and those without a whole date apart', () => {
  const days = daysOf(
    household('1', '05/11/2026'),
    household('2', '05/11/2026'),
    household('3', '06/11/2026'),
    household('4', null),
    household('5', '11/2026'),
    household('visited, without a score', '07/11/2026', { b1: null }),
    household('gone', '07/11/2026', { change: 'Chuyển đi' }),
  );
  expect(days).toEqual({
    toReview: 6,
    unseen: 0,
    reviewed: new Map([
      ['2026-11-05', 2],
      ['2026-11-06', 1],
      ['', 2],
    ]),
  });
  expect(sumOfDays([days, days]).reviewed.get('2026-11-05')).toBe(4);
});

const BY_INCOME = confirmedStandard({
  ...{ standard: 'tp-hcm-2026', basis: 'Nghị quyết của thử nghiệm', from: '2026-01-01', to: '2030-12-31' },
  ...{ poorLimit: 46_000_000, nearLimit: 54_000_000, averageLimit: 80_000_000, formALimit: 4 },
})!;

it('in a round of several standards a household is reviewed once it is by all of them', () => {
  const of = (beside: string[], more: Record<string, CellValue> = {}) => {
    const data = { unit: 'Xã A', villages: [village], households: [household('1', '05/11/2026', more)], members: [] };
    const { toReview, reviewed } = reviewDaysOf(classifyAll(data, chooseRound({ year: 2026, area: 'rural', beside }, [BY_INCOME])));
    return [toReview, reviewed.size];
  };
  expect([of([]), of([BY_INCOME.id]), of([BY_INCOME.id], { incomeYear: 30_000_000 })]).toEqual([
    [1, 1],
    [1, 0],
    [1, 1],
  ]);
});

it('draws up to today only, and says in words what has no place on the line', () => {
  const { reviewed, sentence, table } = calendarPicture(
    daysOf(
      household('1', '05/11/2026'),
      household('2', '17/11/2026'),
      household('3', '25/11/2026'),
      household('4', '12/12/2025'),
      household('5', null),
      household('6', null, { b1: null }),
    ),
    [],
    ABOUT,
  );
  expect(reviewed).toEqual([
    { day: '2026-09-01', households: 1 },
    { day: '2026-11-05', households: 2 },
    { day: '2026-11-17', households: 3 },
  ]);
  expect(sentence).toBe(
    'Toàn xã, đến hết ngày 20/11/2026: đã rà soát 5/6 hộ. Hạn rà soát 15/11/2026, đã quá hạn, còn 1 hộ. 1 hộ chưa ghi ngày rà soát. ' +
      '1 hộ ghi ngày trước đợt, 01/09/2026. 1 hộ ghi ngày sau hôm nay, không vẽ. Chưa thôn nào xong bước nào.',
  );
  expect(table.rows.map((row) => row.slice(0, 3))).toEqual([
    ['Trước 01/09/2026', '1', '1'],
    ['05/11/2026', '1', '2'],
    ['17/11/2026', '1', '3'],
    ['Ngày sau hôm nay', '1', ''],
    ['Chưa ghi ngày rà soát', '1', ''],
    ['Chưa rà soát xong', '1', ''],
  ]);
});

it('has nothing to draw while nothing has a day', () => {
  const steps: StepDays[] = [{ name: 'Họp dân', until: null, villages: 1, done: new Map() }];
  const picture = calendarPicture(daysOf(household('1', null)), steps, { ...ABOUT, until: null });
  expect([isEmpty(picture), picture.sentence]).toEqual([
    true,
    'Toàn xã, đến hết ngày 20/11/2026: đã rà soát 1/1 hộ. Theo ngày: chưa có số liệu. 1 hộ chưa ghi ngày rà soát. Chưa thôn nào xong bước nào.',
  ]);
});

const STEPS: StepDays[] = [
  {
    name: 'Họp dân',
    until: '2026-11-18',
    villages: 4,
    done: new Map([
      ['2026-11-19', 1],
      ['2026-11-18', 2],
    ]),
  },
  { name: 'Xin ý kiến', until: '2026-11-20', villages: 4, done: new Map() },
];

it('a step done after its last day is late, and a village that has not done it is overdue from the day after', () => {
  const picture = calendarPicture(daysOf(household('1', '05/11/2026')), STEPS, ABOUT);
  const [meeting, opinion] = picture.steps;
  expect(meeting).toMatchObject({
    done: [
      { day: '2026-11-18', villages: 2, late: false },
      { day: '2026-11-19', villages: 1, late: true },
    ],
    overdue: 1,
  });
  expect(opinion?.overdue).toBe(0);
  expect(picture.sentence).toContain('Số thôn đã xong: Họp dân 3/4, hạn 18/11/2026, muộn 1, quá hạn còn 1.');
  expect(picture.table.rows).toEqual([
    ['05/11/2026', '1', '1', '', ''],
    ['18/11/2026', '', '', 'Họp dân', 'Họp dân: 2'],
    ['19/11/2026', '', '', '', 'Họp dân: 1, muộn'],
    ['20/11/2026', '', '', 'Xin ý kiến', ''],
    ['Đã quá hạn', '', '', 'Họp dân', 'còn 1 thôn'],
  ]);
});

it.each([320, 760, 1200])('everything stands on the sheet, %i wide, in the order of the days', (width) => {
  const picture = calendarPicture(daysOf(household('1', '05/11/2026'), household('2', '17/11/2026')), STEPS, ABOUT);
  const { x0, x1, strips, until, today, end, days, level, top, bottom, height } = layoutCalendar(picture, width);
  expect(x0).toBeLessThan(until!.x);
  expect(until!.x).toBeLessThan(today!.x);
  expect(end!.x).toBe(today!.x);
  expect(x1).toBeLessThanOrEqual(width);
  expect([level, end!.y]).toEqual([top, top]);
  for (const { x } of days) expect(x).toBeLessThanOrEqual(x1);
  const [meeting] = strips;
  const [onTime, late] = meeting!.done;
  expect(onTime!.height).toBeGreaterThan(late!.height);
  expect(meeting!.overdue).toEqual({ x: meeting!.until, width: today!.x - meeting!.until! });
  const ys = strips.flatMap(({ lines, y }) => [...lines.map((line) => line.y), y]);
  expect([bottom, ...ys]).toEqual([bottom, ...ys].sort((a, b) => a - b));
  expect(height).toBeGreaterThanOrEqual(ys.at(-1)!);
});

it('a date far from the round moves no axis', () => {
  const picture = calendarPicture(daysOf(household('1', '05/11/2016'), household('2', '05/11/2096')), STEPS, ABOUT);
  expect([picture.from, picture.to]).toEqual([SPAN.from, SPAN.to]);
});

const days = new WorkingDays();
const COURSE = courseOf({ ...ROUND, plan: { ...ROUND.plan, days: { meeting: '2026-10-09' } } });
const act = (number: number, wanted: WantedAct): Act =>
  ({
    ...wanted,
    id: `act:${number}`,
    village: 'thon-1',
    by: 'Việt',
    role: 'commune',
    hash: '',
    at: secondsOf(Date.parse('2026-10-05T18:30:00Z')),
  }) as Act;
const ACTS: Act[] = [
  act(1, { kind: 'reviewed', data: {} }),
  act(2, {
    kind: 'met',
    data: {
      ...{
        day: '2026-10-12',
        place: 'a',
        chair: 'b',
        secretary: 'c',
        committee: 0,
        bodies: 0,
        front: 0,
        reviewers: 0,
        listed: 9,
        others: 0,
      },
      ...{ agreeing: 9, text: '' },
    },
  } as WantedAct),
  act(3, { kind: 'posted', data: { from: '2026-10-13', places: 'Nhà văn hóa' } }),
];

it('the day of a step is that of its act: of a closed list in Vietnam, of a posting its last', () => {
  const standing = standingOf(ACTS, { today: TODAY, days }, COURSE);
  expect((['review', 'meeting', 'posting', 'opinion'] as const).map((step) => doneDay(standing, step, TODAY))).toEqual([
    '2026-10-06',
    '2026-10-12',
    '2026-10-16',
    null,
  ]);
  const untouched = standingOf([], { today: TODAY, days }, COURSE);
  const [review, meeting] = stepDaysOf(COURSE, [standing, untouched], { today: TODAY, days });
  expect(review).toEqual({ name: 'Rà soát, phân loại', until: null, villages: 2, done: new Map([['2026-10-06', 1]]) });
  expect(meeting).toMatchObject({ until: '2026-10-09', done: new Map([['2026-10-12', 1]]) });
  expect(stepDaysOf(COURSE, [standing], { today: TODAY, days }).at(-1)?.until).toBe(ROUND.lastDay);
});

it('a step that is done again has no day until then', () => {
  const again = act(4, { kind: 'opinion', data: { of: '', day: '2026-11-02', outcome: 'again', number: '', text: '' } });
  const standing = standingOf(
    [...ACTS, act(5, { kind: 'sent', data: { day: '2026-11-01', to: 'UBND tỉnh', number: '' } }), again],
    { today: TODAY, days },
    COURSE,
  );
  expect(doneDay(standing, 'meeting', TODAY)).toBeNull();
});
