import type { Role, UnitLevel } from '$lib/review/people.ts';

/** An account as those who manage it see it. */
export interface Account {
  id: string;
  username: string;
  name: string;
  role: Role;
  review: string;
  villages: string[] | 'all';
  unit: number;
  locked: boolean;
  /** Has not yet chosen a password of their own. */
  waiting: boolean;
  /** On how many devices signed in. */
  sessions: number;
}

export interface Review {
  id: string;
  name: string;
  year: number;
}

export interface Unit {
  id: number;
  level: UnitLevel;
  name: string;
}
