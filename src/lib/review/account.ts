/** Accounts, units, reviews and invitations as the server gives them to the pages of those who manage them. */
import type { Role, UnitLevel } from './people.ts';

export interface Account {
  id: string;
  username: string;
  name: string;
  role: Role;
  /** '' for those who belong to no single commune. */
  review: string;
  villages: string[] | 'all';
  /** Id of a Unit; 0 for none. */
  unit: number;
  /** The password was given by somebody else. */
  mustChange: boolean;
  locked: boolean;
}

export interface ManagedAccount extends Account {
  /** On how many devices signed in. */
  sessions: number;
}

/** Somebody of one's own review, as far as those who work in it may know: to be called by name in a comment. */
export type Colleague = Pick<Account, 'id' | 'name' | 'villages'>;

export interface Unit {
  id: number;
  /** 0 for the topmost. */
  parent: number;
  level: UnitLevel;
  name: string;
}

export interface Review {
  id: string;
  /** The commune's name. */
  name: string;
  year: number;
  /** The commune in the tree: two may have one name. */
  unit: number;
  /** The district it lies in; '' where there is none. */
  district: string;
  /** How many of its villages have a list, where that was asked. */
  lists?: number;
}

export interface Invitation {
  id: string;
  review: string;
  role: Role;
  villages: string[] | 'all';
  /** How the villages are called. */
  places: string;
  uses: number;
  used: number;
  expires: number;
  withdrawn: boolean;
}

export interface ManagedInvitation extends Invitation {
  open: boolean;
  /** While it can be used. */
  token?: string;
}
