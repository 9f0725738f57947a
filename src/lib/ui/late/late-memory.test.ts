import { beforeEach, expect, it, vi } from 'vitest';
import type { MyDecided } from './ask-late.ts';
import { forgetPerson } from '../device/person-memory.ts';
import { keepDecided, markSeen, recallDecided } from './late-memory.ts';

const stored = new Map<string, string>();
beforeEach(() => {
  stored.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  });
});

const decided = (id: string, change: Partial<MyDecided> = {}): MyDecided => ({
  id,
  room: 'a.b',
  row: 'h:1',
  field: 'b1',
  value: 150,
  verdict: 'declined',
  reason: 'đã họp',
  by: 'Việt',
  at: 1,
  ...change,
});

it('stores each decision with the name of its household, as unseen until the person has seen it', () => {
  keepDecided('lan', [decided('1:1')], () => 'Bàn Văn A');
  expect(markSeen('lan')).toMatchObject([{ id: '1:1', name: 'Bàn Văn A', seen: true, reason: 'đã họp' }]);
  // Another decision arrives. The first keeps its name, although its row is in no list any more.
  keepDecided(
    'lan',
    [decided('1:1'), decided('1:2', { row: 'h:9' }), decided('1:3', { row: 'h:9', field: 'head', value: 'Hộ Mới' })],
    () => '',
  );
  expect(recallDecided('lan').map(({ id, name, seen }) => [id, name, seen])).toEqual([
    ['1:1', 'Bàn Văn A', true],
    ['1:2', 'Hộ Mới', false],
    ['1:3', 'Hộ Mới', false],
  ]);
  expect(recallDecided('thanh')).toEqual([]);
  forgetPerson('lan');
  expect(recallDecided('lan')).toEqual([]);
});

it('ignores stored data that is not its own', () => {
  stored.set('ra-soat.late-decided.lan', '{');
  expect(recallDecided('lan')).toEqual([]);
});
