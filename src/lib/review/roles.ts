/**
 * What there is to know of each role, one row each: what it is called, what an account of it is tied to, how it signs
 * in, whom it makes, and what it may do. A new role is its name in `Role` and a row here (docs/extending.md).
 */

export type Role = 'reviewer' | 'village-head' | 'commune' | 'upper' | 'admin';

/**
 * What can be done in a review. The commune's own records and a village's lists are different rights, and so is what is
 * personal in these (columns.ts): for whoever needs it to tell people apart and to classify. All other rights to what is
 * in a list go with it. 'relay': to bring in edits that others have made, such as those of a rescue file.
 */
export const ACTIONS = [
  'readRecords',
  'writeRecords',
  'readVillage',
  'readPersonal',
  'writeVillage',
  'relay',
  'import',
  'export',
  'readFullHistory',
  'lock',
  'late',
  'invite',
  'people',
  'reviews',
  'forms',
  'backup',
] as const;
export type Action = (typeof ACTIONS)[number];

/**
 * How far a right reaches: 'assigned' the villages assigned in the person's review; 'review' the whole of that review;
 * 'listed' that review and those in the person's `reviews`; 'everywhere' all reviews and none.
 */
export type Reach = 'assigned' | 'review' | 'listed' | 'everywhere';

interface RoleRow {
  name: string;
  /** What somebody in it does here. */
  task: string;
  /** What an account is tied to: villages of one review; a whole review, and its commune's earlier ones to read; a unit above communes, and the reviews beneath it; nothing. */
  place: 'villages' | 'review' | 'unit' | 'none';
  /** The page one begins at: that of the review, or of those who work in none. */
  home: '/' | '/dot' | '/nguoi-dung';
  /** A short PIN, for a phone at a door; or a longer password. */
  secret: 'pin' | 'password';
  /** By a link, which may be passed on; others are made one by one. */
  isInvited: boolean;
  /** Whom one may invite, and whose account one may change: nobody hands out more than is theirs. */
  gives: readonly Role[];
  /** What is not here is forbidden. */
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
    rights: { readRecords: 'review', readVillage: 'assigned', readPersonal: 'assigned', writeVillage: 'assigned' },
  },
  'village-head': {
    name: 'Trưởng thôn',
    task: 'Xem danh sách của thôn, chủ trì họp dân',
    place: 'villages',
    home: '/',
    secret: 'pin',
    isInvited: true,
    gives: [],
    rights: { readRecords: 'review', readVillage: 'assigned' },
  },
  commune: {
    name: 'Cán bộ xã',
    task: 'Nhập danh sách, theo dõi các thôn, xuất bộ biểu',
    place: 'review',
    home: '/',
    secret: 'password',
    isInvited: true,
    gives: ['reviewer', 'village-head'],
    // Of its earlier rounds the commune reads everything and changes nothing; the people still in them are its own to
    // manage, while a place is given ('invite') only in the round it works in.
    rights: {
      readRecords: 'listed',
      writeRecords: 'review',
      readVillage: 'listed',
      readPersonal: 'listed',
      writeVillage: 'review',
      relay: 'review',
      import: 'review',
      export: 'listed',
      readFullHistory: 'listed',
      lock: 'review',
      late: 'review',
      invite: 'review',
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
    rights: { readRecords: 'listed', readVillage: 'listed' },
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
