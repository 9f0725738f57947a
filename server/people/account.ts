/** An account as it is stored, and the Person made from it. */
import type { Account } from '../../src/lib/review/account.ts';
import type { Person } from '../../src/lib/review/people.ts';
import { ROLES, type Role } from '../../src/lib/review/roles.ts';
import type { Reviews } from './reviews.ts';

export type NewAccount = Pick<Account, 'name' | 'role' | 'review' | 'villages' | 'unit'>;

/** A row of better-auth's table `user`, or its user object: booleans and missing values come in several forms. */
export type AccountRow = Record<keyof Account, unknown>;

export const accountOf = (row: AccountRow): Account => ({
  id: String(row.id),
  username: String(row.username),
  name: String(row.name),
  role: row.role as Role,
  review: String(row.review ?? ''),
  villages: villagesOf(row.villages),
  unit: Number(row.unit ?? 0),
  mustChange: Boolean(row.mustChange),
  locked: Boolean(row.locked),
});

/** An unreadable value assigns no village. */
function villagesOf(text: unknown): string[] | 'all' {
  const value: unknown = JSON.parse(String(text ?? '[]'));
  if (value === 'all') return 'all';
  return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
}

/** Asked for every request and every connection: one question about the commune, or two about what is beneath a unit. */
export async function personOf(account: Account, reviews: Reviews): Promise<Person> {
  const { id, name, role, villages } = account;
  // People above the communes work in no review: the page's address says which one they look at. Nor does anybody work in a round that was
  // put aside, until it is brought back.
  const { place } = ROLES[role];
  const commune = place === 'unit' ? null : await reviews.communeOf(account.review);
  const isAside = commune?.isAside(account.review) ?? false;
  const review = place === 'unit' || isAside ? '' : account.review;
  const unit = account.unit > 0 ? await reviews.unit(account.unit) : isAside ? null : (commune?.unit ?? null);
  const alongside = isAside || (place !== 'villages' && place !== 'review') ? [] : (commune?.alongside(review) ?? []);
  const monthly = (): string[] => (isAside ? [] : (commune?.monthly().filter((each) => !alongside.includes(each)) ?? []));
  const before = (): string[] => (isAside ? [] : (commune?.before(review) ?? []));
  const listed = place === 'unit' ? await reviews.below(account.unit) : place === 'review' ? [...before(), ...monthly()] : null;
  return {
    id,
    name,
    role,
    review,
    villages,
    ...(unit && { unit: { level: unit.level, name: unit.name } }),
    ...(listed && { reviews: listed }),
    ...(alongside.length > 0 && { alongside }),
  };
}
