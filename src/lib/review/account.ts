/** Accounts, units, reviews and invitations, as the server gives them to the pages that manage them. */
import type { UnitLevel } from './people.ts';
import type { Role } from './roles.ts';

export interface Account {
  id: string;
  username: string;
  name: string;
  role: Role;
  /** '' for a person who belongs to no single commune. */
  review: string;
  villages: string[] | 'all';
  /** Id of a Unit; 0 for none. */
  unit: number;
  /** The password was set by somebody else. */
  mustChange: boolean;
  locked: boolean;
}

export interface ManagedAccount extends Account {
  /** Number of devices that are signed in. */
  sessions: number;
}

/** A person of the same review, with what everybody who works in it may know: to mention them in a comment. */
export type Colleague = Pick<Account, 'id' | 'name' | 'villages'>;

export interface Unit {
  id: number;
  /** 0 for the topmost unit. */
  parent: number;
  level: UnitLevel;
  name: string;
  /** Its official code; null for one that is not in the directory of units. */
  code: string | null;
}

export interface Review {
  id: string;
  /** The commune's name. */
  name: string;
  year: number;
  /** The commune's id in the tree, because two communes may have the same name. */
  unit: number;
  /** The district that it belongs to; '' for none. */
  district: string;
  /** Id of its plan, and when the round was created, in milliseconds. They distinguish two rounds of one year. */
  plan?: string;
  created?: number;
  /** How many of its villages have a list, when that was requested. */
  lists?: number;
}

/** A round among all of its commune. */
export interface CommuneRound {
  review: string;
  year: number;
  /** Put aside by an admin: nobody works in it, but what it recognised and issued was recognised and issued. */
  aside: boolean;
}

/** How much a round contains, as counts only: the admin who puts it aside may not see households. */
export interface ReviewWork {
  villages: number;
  households: number;
  people: number;
  /** Villages that were sent up or recognised, or of which a month's request was answered, as far as that was not taken back. */
  decided: number;
  /** Unit and year as the commune's own records state them. */
  unit: string;
  year: number | null;
  /** Id of the main standard, as those records state it; '' for none. */
  standard: string;
  /** Ids of the standards beside the main one, as those records state them. */
  beside: string[];
}

export const TREE_CHANGES = ['renamed', 'joined', 'corrected', 'aside', 'back', 'loaded', 'drawn'] as const;
export type TreeChangeKind = (typeof TREE_CHANGES)[number];

/** A correction of the tree or of a round in it. */
export interface TreeChange {
  id: number;
  at: number;
  /** Name of the person who made it. */
  by: string;
  kind: TreeChangeKind;
  before: string;
  after: string;
  /** Why, where a round was put aside; '' for others. */
  reason: string;
}

/** What happened to the round that somebody works in. */
export type Told = Pick<TreeChange, 'id' | 'before' | 'after'> & { kind: 'corrected' | 'aside' | 'back' };

export interface Invitation {
  id: string;
  review: string;
  role: Role;
  villages: string[] | 'all';
  /** The villages' names in words. */
  places: string;
  uses: number;
  used: number;
  expires: number;
  withdrawn: boolean;
}

export interface ManagedInvitation extends Invitation {
  open: boolean;
  /** Only while it can be used. */
  token?: string;
}
