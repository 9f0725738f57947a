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

export function personOf(account: Account, reviews: Reviews): Person {
  const { id, name, role, villages } = account;
  // People above the communes work in no review: the page's address says which one they look at. Nor does anybody work in a round that was
  // put aside, until it is brought back.
  const { place } = ROLES[role];
  const review = place === 'unit' || reviews.isAside(account.review) ? '' : account.review;
  const unit = account.unit > 0 ? reviews.unit(account.unit) : reviews.unitOf(review);
  const alongside = place === 'villages' || place === 'review' ? reviews.alongside(review) : [];
  const monthly = (): string[] =>
    unit ? reviews.monthly(unit.id).flatMap(({ id: each }) => (alongside.includes(each) ? [] : [each])) : [];
  const listed = place === 'unit' ? reviews.below(account.unit) : place === 'review' ? [...reviews.before(review), ...monthly()] : null;
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
