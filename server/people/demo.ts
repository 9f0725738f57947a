/** The demonstration: anybody chooses who to be, without a password. Only ever reached through `serve --demo`. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { NOTHING_OWN } from '../../src/lib/forms/own.ts';
import type { Person } from '../../src/lib/review/people.ts';
import { cookiesOf, setCookies } from './cookies.ts';
import { secretOf } from './secret.ts';
import type { SignIn } from './sign-in.ts';

export const DEMO_REVIEW = 'nong-thuong-2023';

export const DEMO_OFFICER: Person = { id: 'tran-quoc-viet', name: 'Trần Quốc Việt', role: 'commune', review: DEMO_REVIEW, villages: 'all' };

export const DEMO_PEOPLE: readonly Person[] = [
  { id: 'ha-thi-lan', name: 'Hà Thị Lan', role: 'reviewer', review: DEMO_REVIEW, villages: ['thon-1', 'thon-2', 'thon-3', 'thon-4'] },
  { id: 'nong-van-thanh', name: 'Nông Văn Thành', role: 'reviewer', review: DEMO_REVIEW, villages: ['thon-3', 'thon-4', 'thon-5', 'thon-6', 'thon-7', 'thon-8'] },
  { id: 'luong-van-hieu', name: 'Lường Văn Hiếu', role: 'village-head', review: DEMO_REVIEW, villages: ['thon-3'] },
  DEMO_OFFICER,
];

const COOKIE = 'so-ra-soat-nguoi';
const DAYS_30 = 30 * 24 * 3600;

export function demoSignIn(folder: string): SignIn {
  const secret = secretOf(folder, 'demo-secret');
  const sign = (id: string): string => createHmac('sha256', secret).update(id).digest('base64url');
  return {
    demo: true,
    whoIs(request) {
      const [id, signature] = cookieOf(request)?.split('.') ?? [];
      if (!id || !signature || !equal(signature, sign(id))) return null;
      return DEMO_PEOPLE.find((person) => person.id === id) ?? null;
    },
    people: () => DEMO_PEOPLE,
    // Nobody administers a demonstration: it has the forms that everybody has.
    routes: { 'GET /api/forms': () => NOTHING_OWN, 'GET /api/colleagues': () => ({ people: DEMO_PEOPLE.map(({ id, name, villages }) => ({ id, name, villages })) }) },
    nameOf: (id) => DEMO_PEOPLE.find((person) => person.id === id)?.name ?? null,
    enter(id, request, response) {
      if (!DEMO_PEOPLE.some((person) => person.id === id)) return false;
      setCookies(request, response, [`${COOKIE}=${id}.${sign(id)}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${DAYS_30}`]);
      return true;
    },
    leave(request, response) {
      setCookies(request, response, [`${COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`]);
    },
  };
}

const cookieOf = (request: IncomingMessage): string | undefined =>
  cookiesOf(request)
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${COOKIE}=`))
    ?.slice(COOKIE.length + 1);

/** Lengths in bytes: a cookie may hold anything. */
function equal(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}
