import { expect, it } from 'vitest';
import { nextWork, type Standing, type VillageStand } from './next-work.ts';
import { NOTHING, type Progress } from '$lib/summary/progress.ts';

const village = (id: string, progress: Partial<Progress>, locked = false): VillageStand => ({
  id,
  name: `Thôn ${id}`,
  locked,
  progress: { ...NOTHING, households: 9, toReview: 9, classified: 9, ...progress },
});
const OFFICER = { write: true, import: true, late: true, export: true };
const next = (villages: VillageStand[], more: Partial<Standing> = {}) =>
  nextWork({ villages, allKnown: true, late: 0, may: OFFICER, ...more });
const unscored = village('2', { classified: 3, withoutB1: 6 });
const begun = village('3', { classified: 8, withoutB1: 1 });

it('imports the lists if there are none', () => {
  expect(next([village('1', { households: 0 })])).toEqual({ kind: 'import' });
  expect(next([village('1', { households: 0 })], { may: { ...OFFICER, import: false } })).toBeNull();
});

it('settles conflicts first, also while other villages are still opening', () => {
  const disputed = village('1', { conflicts: 2, unsettled: 1, classified: 8 });
  expect(next([unscored, disputed], { allKnown: false, late: null })).toEqual({ kind: 'settle', cells: 2, households: 1 });
});

it('says nothing until the state is known', () => {
  expect(next([village('1', {})], { allKnown: false })).toBeNull();
  expect(next([village('1', {})], { late: null })).toBeNull();
});

it('decides late edits before it continues', () => expect(next([unscored], { late: 3 })).toEqual({ kind: 'late', edits: 3 }));

it('continues with the village nearest to its end, never with a locked one', () => {
  expect(next([village('1', {}), unscored, begun])).toEqual({ kind: 'village', id: '3', name: 'Thôn 3', step: '1 hộ chưa có Điểm B1' });
  expect(next([unscored, village('3', { classified: 8, withoutB1: 1 }, true)])).toMatchObject({ kind: 'village', id: '2' });
});

it('exports when everything is complete; other roles are done, or read', () => {
  expect(next([village('1', {})])).toEqual({ kind: 'export' });
  const reviewer = { write: true, import: false, late: false, export: false };
  expect(next([village('1', {})], { may: reviewer })).toEqual({ kind: 'done' });
  expect(next([unscored], { may: { ...reviewer, write: false } })).toEqual({ kind: 'read', id: '2', name: 'Thôn 2' });
});

it('names what waits for who chairs the meeting, and for the level above', () => {
  const head = { write: false, import: false, late: false, export: false, meeting: true };
  const meets = { ...village('2', {}, true), meets: true };
  expect(next([village('1', {}), meets], { may: head })).toEqual({ kind: 'meeting', villages: [{ id: '2', name: 'Thôn 2' }] });
  const upper = { ...head, meeting: false, opinion: true };
  const asked = { ...village('3', {}, true), asked: true };
  expect(next([meets, asked], { may: upper })).toEqual({ kind: 'opinion', villages: [{ id: '3', name: 'Thôn 3' }] });
  expect(next([meets], { may: upper })).toEqual({ kind: 'read', id: '2', name: 'Thôn 2' });
  // A reviewer finishes the list first, and then helps at the meeting.
  const reviewer = { ...head, write: true };
  expect(next([unscored, meets], { may: reviewer })).toMatchObject({ kind: 'village', id: '2' });
  expect(next([meets], { may: reviewer })).toMatchObject({ kind: 'meeting' });
});

it('closes a village without households as one step of many', () => {
  const empty = { ...village('4', { households: 0, toReview: 0, classified: 0 }), due: 'review' as const };
  expect(next([village('1', {}), empty], { may: { ...OFFICER, steps: true } })).toEqual({
    kind: 'step',
    step: 'review',
    villages: [{ id: '4', name: 'Thôn 4' }],
  });
});

it('names all villages that wait for the furthest step, and none of the others', () => {
  const due = (id: string, step: VillageStand['due']): VillageStand => ({ ...village(id, {}, true), due: step });
  const villages = [due('1', 'review'), due('2', 'meeting'), due('3', null), due('4', 'meeting')];
  expect(next(villages, { may: { ...OFFICER, steps: true } })).toEqual({
    kind: 'step',
    step: 'meeting',
    villages: [
      { id: '2', name: 'Thôn 2' },
      { id: '4', name: 'Thôn 4' },
    ],
  });
});
