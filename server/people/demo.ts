/** The demo: anybody chooses who to be, without a password. Available only through `serve --demo`. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { FORMS } from '../../src/lib/api/forms.ts';
import { PEOPLE } from '../../src/lib/api/people.ts';
import { REVIEWS } from '../../src/lib/api/reviews.ts';
import { answered } from '../http/answering.ts';
import { NOTHING_OWN } from '../../src/lib/forms/own.ts';
import type { Review } from '../../src/lib/review/account.ts';
import type { Person } from '../../src/lib/review/people.ts';
import { cookiesOf, setCookies } from './cookies.ts';
import { secretOf } from './secret.ts';
import type { SignIn } from './sign-in.ts';

export const DEMO_REVIEW = 'nong-thuong-2023';

export const DEMO_OFFICER: Person = { id: 'tran-quoc-viet', name: 'Trần Quốc Việt', role: 'commune', review: DEMO_REVIEW, villages: 'all' };

export const DEMO_PEOPLE: readonly Person[] = [
  { id: 'ha-thi-lan', name: 'Hà Thị Lan', role: 'reviewer', review: DEMO_REVIEW, villages: ['thon-1', 'thon-2', 'thon-3', 'thon-4'] },
  {
    id: 'nong-van-thanh',
    name: 'Nông Văn Thành',
    role: 'reviewer',
    review: DEMO_REVIEW,
    villages: ['thon-3', 'thon-4', 'thon-5', 'thon-6', 'thon-7', 'thon-8'],
  },
  { id: 'luong-van-hieu', name: 'Lường Văn Hiếu', role: 'village-head', review: DEMO_REVIEW, villages: ['thon-3'] },
  DEMO_OFFICER,
];

/** The middle of a season: the same people in this year's round; the officer also reads the finished one. */
export const SEASON_YEAR = 2026;
export const SEASON_REVIEW = `nong-thuong-${SEASON_YEAR}`;

export const SEASON_PEOPLE: readonly Person[] = [
  ...DEMO_PEOPLE.filter(({ role }) => role === 'reviewer').map((person) => ({ ...person, review: SEASON_REVIEW })),
  {
    id: 'trieu-thi-mai',
    name: 'Triệu Thị Mai',
    role: 'reviewer',
    review: SEASON_REVIEW,
    villages: ['thon-8', 'thon-9', 'thon-10', 'thon-11', 'thon-12'],
  },
  ...DEMO_PEOPLE.filter(({ role }) => role === 'village-head').map((person) => ({ ...person, review: SEASON_REVIEW })),
  { ...DEMO_OFFICER, review: SEASON_REVIEW, reviews: [DEMO_REVIEW] },
];

const ROUNDS: readonly Review[] = [
  { id: SEASON_REVIEW, name: 'Xã Nông Thượng', year: SEASON_YEAR, unit: 1, district: '' },
  { id: DEMO_REVIEW, name: 'Xã Nông Thượng', year: 2023, unit: 1, district: '' },
];

const COOKIE = 'so-ra-soat-nguoi';
const DAYS_30 = 30 * 24 * 3600;

/** @param all the people one may enter as. */
export function demoSignIn(folder: string, all: readonly Person[] = DEMO_PEOPLE): SignIn {
  const secret = secretOf(folder, 'demo-secret');
  const whoIs = (request: IncomingMessage): Person | null => {
    const [id, signature] = cookieOf(request)?.split('.') ?? [];
    if (!id || !signature || !equal(signature, sign(id))) return null;
    return all.find((person) => person.id === id) ?? null;
  };
  const reviewsOf = (person: Person | null): Review[] =>
    ROUNDS.filter(({ id }) => person !== null && (person.review === id || person.reviews?.includes(id)));
  const sign = (id: string): string => createHmac('sha256', secret).update(id).digest('base64url');
  return {
    whoIs,
    me(request) {
      const person = whoIs(request);
      return { demo: true, person, people: all, reviews: reviewsOf(person) };
    },
    // Nobody administers a demo: it has only the standard forms.
    answers: [
      answered(REVIEWS.all, ({ person }) => ({ reviews: reviewsOf(person), units: [], aside: [], changes: [] })),
      answered(FORMS.all, () => NOTHING_OWN),
      answered(PEOPLE.colleagues, () => ({ people: all.map(({ id, name, villages }) => ({ id, name, villages })) })),
    ],
    roundsOf: async () =>
      ROUNDS.filter(({ id }) => all.some((person) => person.review === id))
        .reverse()
        .map(({ id, year }) => ({ review: id, year, aside: false })),
    namesOf: async (ids) => new Map(all.flatMap(({ id, name }) => (ids.includes(id) ? [[id, name]] : []))),
    namesIn: async (reviews) =>
      new Map(reviews.map((review) => [review, all.flatMap((person) => (person.review === review ? person.name : []))])),
    enter(id, request, response) {
      const person = all.find((one) => one.id === id);
      if (!person) return null;
      setCookies(request, response, [`${COOKIE}=${id}.${sign(id)}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${DAYS_30}`]);
      return person;
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

/** Compares lengths in bytes: a cookie may contain anything. */
function equal(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}
