import { beforeEach, expect, it, vi } from 'vitest';
import { PLAIN_LAYOUT, PLAIN_ROWS } from '$lib/grid/views.ts';
import { forgetPerson } from '../../device/person-memory.ts';
import { recallViews, rememberViews } from './view-memory.ts';

let kept: Map<string, string>;
beforeEach(() => {
  kept = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  });
});

it('each person has their own, and leaves nothing behind', () => {
  const view = {
    name: 'Điểm B1',
    sheet: 'list01' as const,
    view: { ...PLAIN_LAYOUT, ...PLAIN_ROWS, hidden: ['sex'], filters: { b1: { from: 3 } } },
  };
  rememberViews('lan', (memory) => ({ ...memory, saved: [view] }));
  rememberViews('lan', (memory) => ({ ...memory, layouts: { list01: { ...PLAIN_LAYOUT, zoom: 130 } } }));
  expect(recallViews('lan')).toEqual({
    layouts: { list01: { ...PLAIN_LAYOUT, zoom: 130 } },
    rows: {},
    saved: [view],
    hidesPersonal: false,
  });
  expect(recallViews('viet').saved).toEqual([]);
  forgetPerson('lan');
  expect(kept.size).toBe(0);
});

it('what another version or another hand wrote does not stop the page', () => {
  for (const text of ['', '{', '[]', '{"saved":[{"name":1}],"layouts":{"list01":{"zoom":"big"}}}']) {
    kept.set('ra-soat.views.lan', text);
    vi.spyOn(console, 'warn').mockReturnValue(undefined);
    expect(recallViews('lan').saved).toEqual([]);
  }
  expect(recallViews('lan').layouts.list01).toEqual(PLAIN_LAYOUT);
  kept.set(
    'ra-soat.views.lan',
    JSON.stringify({
      rows: { 'r.thon-3': { newer: { question: 'q' } } },
      saved: [{ name: 'A', sheet: 'list02', view: { hidden: ['newer'] }, more: 1 }],
    }),
  );
  expect(recallViews('lan').saved).toEqual([{ name: 'A', sheet: 'list02', view: { ...PLAIN_LAYOUT, ...PLAIN_ROWS, hidden: ['newer'] } }]);
});
