/** Accounts, units, reviews and invitations as the server gives them to the pages of those who manage them. */
import type { UnitLevel } from './people.ts';
import type { Role } from './roles.ts';

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
  /** Id of its plan, and when it was laid out, in milliseconds: two of one year are told apart by them. */
  plan?: string;
  created?: number;
  /** How many of its villages have a list, where that was asked. */
  lists?: number;
}

/** How much lies in a round, in numbers: whoever puts it aside knows no household. */
export interface ReviewWork {
  villages: number;
  households: number;
  people: number;
  /** What the commune's own records say the round is. */
  unit: string;
  year: number | null;
}

export const TREE_CHANGES = ['renamed', 'joined', 'corrected', 'aside', 'back'] as const;
export type TreeChangeKind = (typeof TREE_CHANGES)[number];

/** A correction of the tree or of a round in it. */
export interface TreeChange {
  id: number;
  at: number;
  /** The name of whoever made it. */
  by: string;
  kind: TreeChangeKind;
  before: string;
  after: string;
}

/** What became of the round somebody works in. */
export type Told = Pick<TreeChange, 'id' | 'before' | 'after'> & { kind: 'corrected' | 'aside' | 'back' };

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
