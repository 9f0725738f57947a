/**
 * All about each role, one row each: its name, what an account of it is tied to, how it signs in, which roles it may give, and what it may
 * do. A new role is its name in `Role` and a row here (docs/extending.md).
 */

export type Role = 'reviewer' | 'village-head' | 'commune' | 'upper' | 'admin';

/**
 * What can be done in a review. The commune's own records and a village's lists are separate rights, and so is the personal data in the
 * lists (columns.ts), for those who need it to identify people and to classify. All other rights to a list's content include personal data.
 * 'relay': bring in edits that others have made, such as those of a rescue file. 'readFrozen': open a list as it was at any of its steps;
 * 'readSent': only as it was sent up.
 */
export const ACTIONS = [
  'readRecords',
  'writeRecords',
  'readVillage',
  'readPersonal',
  'readFrozen',
  'readSent',
  'writeVillage',
  'relay',
  'import',
  'export',
  'readFullHistory',
  'lock',
  'late',
  'meeting',
  'steps',
  'opinion',
  'recognise',
  'certificates',
  'register',
  'monthly',
  'nextRound',
  'invite',
  'people',
  'hubs',
  'reviews',
  'forms',
  'backup',
] as const;
export type Action = (typeof ACTIONS)[number];

/**
 * How far a right reaches. 'assigned': the assigned villages of the person's review; 'review': the whole of that review; both also in the
 * reviews alongside it. 'own': that review alone; 'listed': all of these and those in the person's `reviews`; 'everywhere': all reviews, and
 * what belongs to none.
 */
export type Reach = 'assigned' | 'own' | 'review' | 'listed' | 'everywhere';

interface RoleRow {
  name: string;
  /** What a person with this role does here. */
  task: string;
  /**
   * What an account is tied to. 'villages': villages of one review; 'review': a whole review, and its commune's earlier ones to read;
   * 'unit': a unit above communes, and the reviews beneath it; 'none': nothing.
   */
  place: 'villages' | 'review' | 'unit' | 'none';
  /** The start page: that of the review, or of people who work in none. */
  home: '/' | '/dot' | '/nguoi-dung';
  /** A short PIN, for a phone at a door; or a longer password. */
  secret: 'pin' | 'password';
  /** Invited by a link, which may be passed on; accounts of other roles are created one by one. */
  isInvited: boolean;
  /** The roles that one may invite, and whose accounts one may change: nobody gives more than their own rights. */
  gives: readonly Role[];
  /** What is not listed is forbidden. */
  rights: Partial<Record<Action, Reach>>;
}

export const ROLES: Readonly<Record<Role, RoleRow>> = {
  reviewer: {
    name: 'Rà soát viên',
    task: 'Ghi danh sách của thôn được giao',
    place: 'villages',
    home: '/',
    secret: 'pin',
    isInvited: true,
    gives: [],
    rights: {
      readRecords: 'review',
      readVillage: 'assigned',
      readPersonal: 'assigned',
      readFrozen: 'assigned',
      writeVillage: 'assigned',
      meeting: 'assigned',
    },
  },
  'village-head': {
    name: 'Trưởng thôn',
    task: 'Xem danh sách của thôn, chủ trì họp dân',
    place: 'villages',
    home: '/',
    secret: 'pin',
    isInvited: true,
    gives: [],
    rights: { readRecords: 'review', readVillage: 'assigned', readFrozen: 'assigned', meeting: 'assigned' },
  },
  commune: {
    name: 'Cán bộ xã',
    task: 'Nhập danh sách, theo dõi các thôn, xuất bộ biểu',
    place: 'review',
    home: '/',
    secret: 'password',
    isInvited: true,
    gives: ['reviewer', 'village-head'],
    // The commune reads everything of its earlier rounds and changes nothing. It still manages the people in them, but invites ('invite')
    // only into the round it works in.
    rights: {
      readRecords: 'listed',
      writeRecords: 'review',
      readVillage: 'listed',
      readPersonal: 'listed',
      readFrozen: 'listed',
      writeVillage: 'review',
      relay: 'review',
      import: 'review',
      export: 'listed',
      readFullHistory: 'listed',
      lock: 'review',
      late: 'review',
      meeting: 'review',
      steps: 'review',
      // Where the level above answers on paper, the commune records the answer.
      opinion: 'review',
      recognise: 'review',
      certificates: 'review',
      register: 'listed',
      monthly: 'review',
      // Accounts belong to the yearly review, and the next one follows it.
      invite: 'own',
      // The machine of a meeting gets these lists with everything in them.
      hubs: 'own',
      nextRound: 'own',
      people: 'listed',
    },
  },
  upper: {
    name: 'Cấp trên',
    task: 'Xem số liệu của xã',
    place: 'unit',
    home: '/dot',
    secret: 'password',
    isInvited: false,
    gives: [],
    rights: { readRecords: 'listed', readVillage: 'listed', readSent: 'listed', register: 'listed', opinion: 'listed' },
  },
  // Accounts and units, never the households themselves.
  admin: {
    name: 'Quản trị',
    task: 'Cấp tài khoản',
    place: 'none',
    home: '/nguoi-dung',
    secret: 'password',
    isInvited: false,
    gives: ['admin', 'upper', 'commune', 'village-head', 'reviewer'],
    rights: { invite: 'everywhere', people: 'everywhere', reviews: 'everywhere', forms: 'everywhere', backup: 'everywhere' },
  },
};

/** Object.keys of a closed table. */
export const ROLE_IDS = Object.keys(ROLES) as [Role, ...Role[]];
