import { describe, expect, it } from 'vitest';
import { callAt, mentionsIn, peopleFor } from './mentions.ts';

const PEOPLE = [
  { id: 'a', name: 'Hà Thị Lan' },
  { id: 'b', name: 'Hà Thị Lan Anh' },
  { id: 'c', name: 'Nông Văn Thành' },
];

describe('mentions', () => {
  it('take the longest name after @, each person once', () => {
    expect(mentionsIn('@Hà Thị Lan Anh, @nông văn thành xem lại; @Nông Văn Thành nhé', PEOPLE)).toEqual(['b', 'c']);
    expect(mentionsIn('@Hà Thị Lan: hộ này', PEOPLE)).toEqual(['a']);
    expect(mentionsIn('@Hà Thị Lanh, Hà Thị Lan, lan@xa.vn', PEOPLE)).toEqual([]);
    expect(mentionsIn('@Hà Thị Lan'.normalize('NFD'), PEOPLE)).toEqual(['a']);
  });

  it('are suggested while typing', () => {
    expect(callAt('nhờ @tha', 8)).toEqual({ from: 4, query: 'tha' });
    expect(callAt('nhờ @Thành, xem', 15)).toBeNull();
    expect(callAt('nhờ', 3)).toBeNull();
    expect(callAt('a @', 3)).toEqual({ from: 2, query: '' });
    expect(peopleFor('tha', PEOPLE).map(({ id }) => id)).toEqual(['c']);
    expect(peopleFor('ha thi l', PEOPLE).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(peopleFor('', PEOPLE)).toHaveLength(3);
  });
});
