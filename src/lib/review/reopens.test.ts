import { expect, it } from 'vitest';
import { reopensMeeting } from './reopens.ts';
import { ND07 } from './standards.ts';

it('sends a household back to the meeting when its scores change, and only then', () => {
  for (const field of ['b1', 'change', ...ND07.indicators]) expect([field, reopensMeeting('list01', field, [ND07])]).toEqual([field, true]);
  for (const field of ['note', 'head', 'cccd', 'reviewer'])
    expect([field, reopensMeeting('list01', field, [ND07])]).toEqual([field, false]);
  expect([reopensMeeting('list02', 'income', [ND07]), reopensMeeting('list02', 'note', [ND07])]).toEqual([true, false]);
});
