import { expect, it } from 'vitest';
import type { ReviewData, Row } from '../review/types.ts';
import { Collector } from './preview-changes.ts';
import { nameVillages, placeHouseholds, previewVillages, sayUnknown } from './preview-villages.ts';
import { VillageNames } from './read-villages.ts';

const village = (name: string, more: Row['cells'] = {}): Row => ({ id: `v:${name}`, sheet: 'villages', cells: { name, ...more } });
const household = (id: string, name: string | null): Row => ({
  id,
  sheet: 'list01',
  cells: { code: id, head: `Chủ ${id}`, village: name },
});
const namesOf = (rows: readonly Row[]): unknown[] => rows.map(({ cells }) => cells.name);
const ours = [village('Thôn Nà Pài'), village('Thôn 2')];

it('a village of the file that only looks like one of the list waits for a person, who may name it or make it new', () => {
  const file = [village('Thôn 2'), village('Thôn Na Pai'), village('Thôn 9')];
  expect(nameVillages(ours, file, {})).toMatchObject({ known: [file[0], file[2]], unsaid: [file[1]] });
  const said = nameVillages(ours, file, { villages: { 'Thôn Na Pai': 'Thôn Nà Pài', 'Thôn 9': 'Thôn 2' } });
  expect([namesOf(said.known), said.unsaid]).toEqual([['Thôn 2', 'Thôn Nà Pài', 'Thôn 2'], []]);
  expect(namesOf(nameVillages(ours, file, { villages: { 'Thôn Na Pai': 'Thôn Na Pai' } }).known)).toContain('Thôn Na Pai');
});

it('a household goes where its village says, its own choice first, and is set aside where none does', () => {
  const rows = [household('1', 'Thôn 2'), household('2', 'Thôn 9'), household('3', null), household('4', null)];
  const names = new VillageNames(['Thôn 2']);
  const open = placeHouseholds(rows, names, {});
  expect(open.placed.map(({ id }) => id)).toEqual(['1']);
  expect(open.unknown.map(({ village: name, households }) => [name, households.map(({ row }) => row)])).toEqual([
    ['Thôn 9', ['2']],
    ['', ['3', '4']],
  ]);
  expect(sayUnknown(open.unknown).map(({ code, severity }) => [code, severity])).toEqual([
    ['village-to-choose', 'error'],
    ['village-to-choose', 'error'],
  ]);
  const said = placeHouseholds(rows, names, { villages: { 'Thôn 9': 'Thôn 10', '': 'Thôn 2' }, rows: { '4': 'Thôn 10' } });
  expect(said.placed.map(({ id, cells }) => [id, cells.village])).toEqual([
    ['1', 'Thôn 2'],
    ['2', 'Thôn 10'],
    ['3', 'Thôn 2'],
    ['4', 'Thôn 10'],
  ]);
  expect([said.created, said.unknown]).toEqual([['Thôn 10'], []]);
});

it('a village that the list has keeps its row, a new one gets an unused id', () => {
  const current: ReviewData = { unit: '', villages: ours, households: [], members: [] };
  const collector = new Collector();
  const taken = new Set(['v:Thôn 9']);
  expect(previewVillages(current, [village('Thôn 2', { households: 40 }), village('Thôn 9')], collector, taken)).toEqual({
    new: 1,
    changed: 1,
    unchanged: 0,
  });
  expect(collector.writes.map(({ id, cells }) => [id, cells])).toEqual([
    ['v:Thôn 2', { households: 40 }],
    ['v:Thôn 9~2', { name: 'Thôn 9' }],
  ]);
});
