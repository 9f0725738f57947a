import { describe, expect, it } from 'vitest';
import type { Account, Review } from '$lib/review/account.ts';
import { byDistrict, communesOf, leftBehind } from './communes.ts';

const review = (unit: number, name: string, year: number, district = 'Huyện A'): Review => ({
  id: `${unit}-${year}`,
  name,
  year,
  unit,
  district,
});

describe('communes with their rounds', () => {
  const communes = communesOf([
    review(1, 'Xã Đông', 2026),
    review(2, 'Xã 10', 2026),
    review(3, 'Xã 2', 2026, 'Huyện B'),
    review(1, 'Xã Đông', 2025),
    review(4, 'Xã An', 2025),
  ]);

  it('are sorted by their latest round, then by name in Vietnamese order', () => {
    expect(communes.map(({ name, rounds }) => [name, rounds.map(({ year }) => year)])).toEqual([
      ['Xã 2', [2026]],
      ['Xã 10', [2026]],
      ['Xã Đông', [2026, 2025]],
      ['Xã An', [2025]],
    ]);
  });

  it('are listed under their district; two with the same name stay two', () => {
    expect(byDistrict(communes).map(([district, those]) => [district, those.length])).toEqual([
      ['Huyện A', 3],
      ['Huyện B', 1],
    ]);
    expect(communesOf([review(1, 'Xã An', 2026), review(2, 'Xã An', 2026, 'Huyện B')])).toHaveLength(2);
  });
});

describe('people left behind by a new round', () => {
  const account = (id: string, of: string, locked = false): Account => ({
    id,
    username: id,
    name: id,
    role: 'reviewer',
    review: of,
    villages: ['thon-1'],
    unit: 0,
    mustChange: false,
    locked,
  });

  it('are those of the same commune’s earlier rounds who have not left', () => {
    const reviews = [review(1, 'Xã Đông', 2026), review(2, 'Xã 10', 2025), review(1, 'Xã Đông', 2025), review(1, 'Xã Đông', 2024)];
    const people = [
      account('a', '1-2026'),
      account('b', '1-2025'),
      account('c', '1-2024'),
      account('d', '1-2025', true),
      account('e', '2-2025'),
    ];
    expect(leftBehind(reviews, people).map(({ to, people: left }) => [to.id, left.map(({ id }) => id)])).toEqual([['1-2026', ['b', 'c']]]);
  });
});
