import { expect, it } from 'vitest';
import { dateOf } from '$lib/cells/entry.ts';
import { gridAnswers, type GridSources } from './grid-answers.ts';
import { VillageHistory } from '../../history/village-history.svelte.ts';
import { FindState } from './find-state.svelte.ts';
import { VillageTalk } from './talk.svelte.ts';
import { villageScene } from './testing.ts';

function scene(): {
  village: GridSources & { mayWrite: boolean; talk: VillageTalk; history: VillageHistory };
  write: (field: string | null) => void;
} {
  const { list, book } = villageScene();
  const talk = new VillageTalk(list, 'lan', () => []);
  const village = {
    mayWrite: true,
    book,
    writers: { words: (row: string, { author }: { author: string }) => `${author} ${row}` },
    presence: { colleagues: [{ id: 'viet', name: 'Việt', row: 'h:1', field: 'b1' }] },
    views: { mark: (sheet: string, field: string) => ({ filtered: `${sheet} ${field}` === 'list02 size', sort: null }) },
    navigation: { sheet: 'list02' as const },
    find: new FindState(),
    talk,
    history: new VillageHistory(),
  };
  return { village, write: (field) => list.write(talk.writes({ row: 'h:1', field }, 'Xem lại')) };
}

it('says whether one may write as it is now: the list may be locked after the grid was made', () => {
  const { village } = scene();
  const answers = gridAnswers(village);
  village.mayWrite = false;
  expect(answers.mayWrite).toBe(false);
});

it('the comments on a whole row are counted in the cell of its name', () => {
  const { village, write } = scene();
  const answers = gridAnswers(village);
  write(null);
  write('b1');
  write('head');
  expect(['head', 'b1', 'size'].map((field) => answers.commentsIn('h:1', field))).toEqual([2, 1, 0]);
  expect(answers.commentsIn('m:1', 'name')).toBe(0);
});

it('says who is in a cell, how a heading is marked, who wrote, and which households there are', () => {
  const answers = gridAnswers(scene().village);
  expect([answers.colleagueIn('h:1', 'b1')?.id, answers.colleagueIn('h:1', 'size')]).toEqual(['viet', undefined]);
  expect([answers.heading('size').filtered, answers.heading('head').filtered]).toEqual([true, false]);
  expect(answers.writer('h:1', { value: 1, author: 'Lan', at: 0 })).toBe('Lan h:1');
  expect(answers.households()).toEqual([
    { value: 'A-1', note: 'Nông Đình Bằng' },
    { value: 'A-2', note: 'Hà Văn Dũng' },
  ]);
});

it('tells what a changed cell was, and who changed it; of a device alone only who', () => {
  const { village } = scene();
  const answers = gridAnswers(village);
  const change = { row: 'h:1', field: 'b1', to: [140], at: dateOf(1).getTime(), name: 'Việt', claimed: [], isNew: false };
  village.history.mark('họp dân', [{ ...change, from: [120] }]);
  expect(answers.changeIn('h:1', 'b1')).toBe('Đã đổi từ họp dân, trước là 120, Việt ghi');
  expect(answers.changeIn('h:1', 'size')).toBeUndefined();
  village.history.mark('lần mở trước', [{ ...change, from: null }]);
  expect(answers.changeIn('h:1', 'b1')).toBe('Đã đổi từ lần mở trước, Việt ghi');
});
