/** Where a person is in a village, without a page: what each way of going somewhere changes, and what it leaves alone. */
import { expect, it } from 'vitest';
import { LiveBook } from './live-book.svelte.ts';
import { Navigation } from './navigation.svelte.ts';
import { villageScene } from './testing.ts';

interface Scene {
  at: Navigation;
  /** The cells that colleagues were told of. */
  told: (readonly [string | null, string | null])[];
  /** The rows that an empty row was asked to go for. */
  left: (string | null)[];
}

function scene(disputed = false): Scene {
  const { book } = villageScene({ disputed });
  const told: Scene['told'] = [];
  const left: Scene['left'] = [];
  const at = new Navigation({
    book,
    live: new LiveBook(book),
    presence: { stand: (row, field) => void told.push([row, field]) },
    writing: { dropBare: (row) => void left.push(row) },
  });
  return { at, told, left };
}

it('a focused cell is told to colleagues, and an empty row is asked to go', () => {
  const { at, told, left } = scene();
  at.focus({ row: 'h:1', field: 'b1' });
  expect([at.focusedRow?.id, at.household?.id]).toEqual(['h:1', 'h:1']);
  expect(at.focusedColumn).toMatchObject({ kind: 'input', column: { key: 'b1' } });
  at.focus(null);
  expect([at.focusedRow, at.focusedColumn, at.household]).toEqual([undefined, undefined, undefined]);
  expect(told).toEqual([
    ['h:1', 'b1'],
    [null, null],
  ]);
  expect(left).toEqual(['h:1', null]);
});

it('the household of a member is the one that has their code; it stays the last one when the focus leaves', () => {
  const { at } = scene();
  expect(at.householdCode).toBeNull();
  at.goTo({ row: 'm:1', field: 'name' });
  expect([at.sheet, at.household?.id, at.householdCode]).toEqual(['members', 'h:1', 'A-1']);
  at.openSheet('list02');
  expect([at.place, at.household, at.householdCode]).toEqual([null, undefined, 'A-1']);
  at.focus({ row: 'h:2', field: 'head' });
  expect(at.householdCode).toBe('A-2');
});

it('another sheet closes the form and the menu and takes the focus away; the same sheet only closes the form', () => {
  const { at } = scene();
  const menu = { field: 'b1', anchor: {} as Element };
  at.focus({ row: 'h:1', field: 'b1' });
  at.form = 'mau-7-1';
  at.menu = menu;
  at.openSheet('list01');
  expect(at).toMatchObject({ form: null, menu, place: { row: 'h:1', field: 'b1' } });
  at.openSheet('members');
  expect(at).toMatchObject({ form: null, menu: null, place: null, sheet: 'members' });
});

it('shows a cell of another list without moving the focus', () => {
  const { at } = scene();
  at.form = 'mau-7-1';
  at.focus({ row: 'h:1', field: 'b1' });
  at.show({ row: 'h:2', field: 'size' });
  expect(at).toMatchObject({ sheet: 'list02', form: null, place: { row: 'h:1' }, wanted: { row: 'h:2', field: 'size', edit: false } });
});

it('a link leads to the name of a household or a member, and nowhere if there is none', () => {
  const { at } = scene();
  at.form = 'mau-7-1';
  at.openRow('h:gone');
  at.goTo({ row: 'h:gone', field: 'head' });
  at.goToTalk({ row: 'h:gone', field: null });
  expect(at).toMatchObject({ sheet: 'list01', form: 'mau-7-1', place: null, wanted: null, panel: null });
  at.openRow('h:2');
  expect(at).toMatchObject({ sheet: 'list02', form: null, wanted: { row: 'h:2', field: 'head', edit: false } });
  at.openRow('m:1');
  expect(at).toMatchObject({ sheet: 'members', wanted: { row: 'm:1', field: 'name', edit: false } });
});

it('asks the grid to go to a cell, and to open its editor if told so', () => {
  const { at } = scene();
  at.want({ row: 'h:1', field: 'b1' });
  expect(at.wanted).toEqual({ row: 'h:1', field: 'b1', edit: false });
  at.want({ row: 'h:1', field: 'b1' }, true);
  expect(at.wanted?.edit).toBe(true);
});

it('opens the reasons of a cell with the focus in it', () => {
  const { at } = scene();
  at.openWhy({ row: 'h:1', field: '=class' });
  expect(at).toMatchObject({ panel: 'why', place: { row: 'h:1', field: '=class' } });
});

it.each([
  [true, 'conflict'],
  [false, null],
] as const)('a cell that is disputed (%s) opens the panel: %s', (disputed, panel) => {
  const { at } = scene(disputed);
  at.openConflict({ row: 'h:1', field: 'b1' });
  expect(at).toMatchObject({ panel, place: { row: 'h:1', field: 'b1' } });
});

it('opens comments on a row or a cell, and moves the focus only if it is in another row', () => {
  const { at } = scene();
  at.focus({ row: 'h:1', field: 'b1' });
  at.openTalk({ row: 'h:1', field: null });
  expect(at).toMatchObject({ panel: 'comments', talkAt: { row: 'h:1', field: null }, place: { field: 'b1' } });
  at.goToTalk({ row: 'm:1', field: null });
  expect(at).toMatchObject({
    sheet: 'members',
    talkAt: { row: 'm:1' },
    place: { row: 'm:1', field: 'name' },
    wanted: { row: 'm:1', field: 'name' },
  });
});
