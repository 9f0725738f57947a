import { expect, it } from 'vitest';
import { INDICATORS } from './columns.ts';
import { reopensMeeting } from './reopens.ts';

it('sends a household before the meeting again where its scores change, and only there', () => {
  for (const field of ['b1', 'change', ...INDICATORS.map(([key]) => key)]) expect([field, reopensMeeting('list01', field)]).toEqual([field, true]);
  for (const field of ['note', 'head', 'cccd', 'reviewer']) expect([field, reopensMeeting('list01', field)]).toEqual([field, false]);
  expect([reopensMeeting('list02', 'income'), reopensMeeting('list02', 'note')]).toEqual([true, false]);
});
