import { expect, it } from 'vitest';
import { chooseRound } from '../review/plans.ts';
import { WorkingDays } from '../review/working-days.ts';
import type { Act } from './acts.ts';
import { workOf } from './commune-work.ts';
import { courseOf } from './course.ts';

const round = chooseRound({ plan: 'hai-duong-2024' });
let made = 0;
const act = (village: string, wanted: Pick<Act, 'kind' | 'data'>): Act =>
  ({ ...wanted, id: `act:${String(++made).padStart(6, '0')}`, village, by: 'Việt', at: made, hash: '' }) as Act;

it('counts the villages by what they wait for, and what was said about each sending by whether it is answered', () => {
  const posted = (village: string): Act[] => [
    act(village, { kind: 'reviewed', data: {} }),
    act(village, { kind: 'posted', data: { from: '2024-11-04', places: 'Nhà văn hóa' } }),
  ];
  const sent = (village: string): Act => act(village, { kind: 'sent', data: { day: '2024-11-11', to: 'Sở', number: '' } });
  const remark = (village: string, of: Act): Act =>
    act(village, { kind: 'remark', data: { of: of.id, household: 'h:1', text: 'Xem lại' } });
  const [first, second] = [sent('ba'), sent('ba')];
  const [asked, again] = [remark('ba', first), remark('ba', second)];
  const acts = new Map([
    ['hai', posted('hai')],
    [
      'ba',
      [
        ...posted('ba'),
        first,
        asked,
        act('ba', { kind: 'replied', data: { of: asked.id, text: 'Đã xem' } }),
        act('ba', { kind: 'opinion', data: { of: first.id, day: '2024-11-12', outcome: 'again', number: '', text: '' } }),
        ...posted('ba'),
        second,
        again,
      ],
    ],
  ]);
  const villages = ['mot', 'hai', 'ba'].map((id) => ({ id, name: `Thôn ${id}` }));
  const calendar = { today: '2024-11-16', days: new WorkingDays() };
  const work = workOf({ plan: round.plan, course: courseOf(round), sent: new Set(), acts, villages, calendar });
  expect(work.waits).toEqual([
    { waits: 'review', villages: 1 },
    { waits: 'opinion', villages: 1 },
    { waits: 'sent', villages: 1 },
  ]);
  expect(work.remarks).toEqual([
    { village: 'ba', name: 'Thôn ba', sent: first.id, open: 0, answered: 1 },
    { village: 'ba', name: 'Thôn ba', sent: second.id, open: 1, answered: 0 },
  ]);
  expect(work.dues[0]).toMatchObject({ id: 'step.review', late: true, villages: ['mot'] });
});
