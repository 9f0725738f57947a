import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { SharedList } from '$lib/cells/shared-list.ts';
import { readVillages, ROUND_ROW } from '$lib/cells/review-rooms.ts';
import { STANDARD_2027 } from '../../../../tests/fixtures/confirmed-2027.ts';
import { readRound } from '../../cells/round-record.ts';
import { setAreaDay, setBeside, setCommuneArea, setLocked } from './commune-records.ts';

function commune(author: string, from?: SharedList): SharedList {
  const list = new SharedList(new Y.Doc(), author, () => Date.UTC(2026, 0, 1));
  if (from) Y.applyUpdate(list.doc, Y.encodeStateAsUpdate(from.doc));
  return list;
}

function scene(): SharedList {
  const list = commune('Việt');
  list.write(['thon-1', 'thon-2'].map((id, order) => ({ row: `v:${id}`, field: 'order', value: order })));
  return list;
}

const locks = (list: SharedList): (string | null)[] => readVillages(list).map(({ lock }) => lock?.author ?? null);

describe('a lock', () => {
  it('says who set it, and is gone after unlocking', () => {
    const list = scene();
    expect(locks(list)).toEqual([null, null]);
    setLocked(list, [{ id: 'thon-2' }], true);
    expect(locks(list)).toEqual([null, 'Việt']);
    expect(readVillages(list)[1]?.row.cells).toEqual({});
    setLocked(list, readVillages(list), true);
    expect(locks(list)).toEqual(['Việt', 'Việt']);
    setLocked(list, readVillages(list), false);
    expect(locks(list)).toEqual([null, null]);
  });

  it('set differently by two officers offline has the same value as on the server: the later in the row', () => {
    const [first, second] = [scene(), commune('Hoa')];
    Y.applyUpdate(second.doc, Y.encodeStateAsUpdate(first.doc));
    setLocked(first, [{ id: 'thon-1' }], true);
    setLocked(second, [{ id: 'thon-1' }], true);
    setLocked(second, [{ id: 'thon-1' }], false);
    Y.applyUpdate(first.doc, Y.encodeStateAsUpdate(second.doc));
    Y.applyUpdate(second.doc, Y.encodeStateAsUpdate(first.doc));
    expect(first.values('v:thon-1', 'locked')).toHaveLength(2);
    expect(locks(first)).toEqual([first.get('v:thon-1', 'locked') === 'x' ? 'Việt' : null, null]);
    expect(locks(second)).toEqual(locks(first));
  });
});

describe('standards beside the main one', () => {
  const begun = (): SharedList => {
    const list = commune('Việt');
    list.write([{ row: ROUND_ROW, field: 'year', value: 2026 }]);
    return list;
  };

  it('are recorded by an ordinary write, and taken back by another', () => {
    const list = begun();
    setBeside(list, ['nd351-2025']);
    expect(readRound(list, [STANDARD_2027]).round?.beside?.map(({ id }) => id)).toEqual(['nd351-2025']);
    setBeside(list, []);
    expect(readRound(list, [STANDARD_2027]).round).not.toHaveProperty('beside');
  });

  it('that cannot be used leave the round as it is by its main one, and say why', () => {
    const list = begun();
    setBeside(list, ['nd351-2025']);
    const reading = readRound(list, []);
    expect([reading.round?.standard.id, reading.round?.beside, reading.problem]).toEqual(['nd07-2021', undefined, null]);
    expect(reading.besideProblem).toContain('chưa dùng được');
  });
});

describe('the commune’s area', () => {
  it('has its day and the area before; the day whose area counts is one cell', () => {
    const list = commune('Việt');
    list.write([{ row: ROUND_ROW, field: 'year', value: 2026 }]);
    setCommuneArea(list, { area: 'urban', areaFrom: '2026-10-15', areaBefore: 'rural' });
    expect(readRound(list).round).toMatchObject({ area: 'urban', areaFrom: '2026-10-15', areaBefore: 'rural' });
    expect(readRound(list).round).not.toHaveProperty('areaDay');
    setAreaDay(list, '2026-09-01');
    expect([list.get(ROUND_ROW, 'areaDay'), readRound(list).round?.areaDay]).toEqual(['01/09/2026', '2026-09-01']);
    setCommuneArea(list, { area: 'urban', areaFrom: '', areaBefore: 'rural' });
    expect(list.snapshotRow(ROUND_ROW)).toMatchObject({ area: 'urban', areaFrom: null, areaBefore: null });
    list.write([{ row: ROUND_ROW, field: 'areaDay', value: 'sau này' }]);
    expect(readRound(list).round).not.toHaveProperty('areaDay');
  });
});
