/** Who does what in the demo's season. Positions are in a village's list, days are in November. */
import type { NewComment } from '../../src/lib/cells/comments.ts';
import type { CellValue } from '../../src/lib/review/types.ts';

const [LAN, THANH, MAI, VIET] = ['ha-thi-lan', 'nong-van-thanh', 'trieu-thi-mai', 'tran-quoc-viet'] as const;

/** The device each person writes on, as the person who settles a conflict reads it. */
export const DEVICES: Readonly<Record<string, string>> = {
  [LAN]: 'điện thoại của Lan',
  [THANH]: 'điện thoại của Thành',
  [MAI]: 'điện thoại của Mai',
  [VIET]: 'máy tính của xã',
};

export interface Edit {
  place: number;
  field: string;
  value: CellValue;
}

export interface Stage {
  village: string;
  by: string;
  day: number;
  /** The share of its households that were visited. */
  done: number;
  /** Visited, but somebody forgot the score and the causes. */
  without?: readonly number[];
}

export const STAGES: readonly Stage[] = [
  { village: 'thon-1', by: LAN, day: 4, done: 1 },
  { village: 'thon-2', by: LAN, day: 6, done: 1 },
  { village: 'thon-3', by: LAN, day: 9, done: 0.8 },
  { village: 'thon-4', by: THANH, day: 5, done: 1 },
  { village: 'thon-5', by: THANH, day: 10, done: 1 },
  { village: 'thon-6', by: THANH, day: 12, done: 1, without: [1] },
  { village: 'thon-7', by: THANH, day: 17, done: 0.4 },
  { village: 'thon-8', by: MAI, day: 13, done: 1 },
];

/** Households that ask for a review this year. */
export const NEW_HOUSEHOLDS: readonly { village: string; by: string; day: number; id: string; cells: Record<string, CellValue> }[] = [
  {
    village: 'thon-3',
    by: LAN,
    day: 9,
    id: 'de-nghi-1',
    cells: {
      code: 'NT-03-0078',
      head: 'Hoàng Thị Nhình',
      birth: '12/03/1989',
      sex: 'Nữ',
      ethnic: 'Tày',
      size: 3,
      request: 'x',
      formA: 2,
      order: 900,
    },
  },
  {
    village: 'thon-7',
    by: THANH,
    day: 17,
    id: 'de-nghi-2',
    cells: {
      code: 'NT-07-0077',
      head: 'Bàn Văn Phúc',
      birth: '1976',
      sex: 'Nam',
      ethnic: 'Dao',
      size: 5,
      request: 'x',
      formA: 1,
      order: 900,
    },
  },
  {
    village: 'thon-9',
    by: MAI,
    day: 16,
    id: 'de-nghi-3',
    cells: {
      code: 'NT-09-0076',
      head: 'Triệu Mùi Nhàn',
      birth: '05/1991',
      sex: 'Nữ',
      ethnic: 'Dao',
      size: 4,
      request: 'x',
      formA: 2,
      order: 900,
    },
  },
];

interface Side {
  by: string;
  day: number;
  minute: number;
  edits: readonly Edit[];
}

/** Two people at the same door, both offline. */
export const CONFLICTS: readonly { village: string; sides: readonly Side[] }[] = [
  {
    village: 'thon-3',
    sides: [
      {
        by: LAN,
        day: 14,
        minute: 162,
        edits: [
          { place: 1, field: 'b1', value: 135 },
          { place: 3, field: 'b1', value: 128 },
        ],
      },
      {
        by: THANH,
        day: 14,
        minute: 485,
        edits: [
          { place: 1, field: 'b1', value: 153 },
          { place: 3, field: 'b1', value: 146 },
        ],
      },
    ],
  },
  {
    village: 'thon-5',
    sides: [
      { by: THANH, day: 15, minute: 120, edits: [{ place: 0, field: 'size', value: 5 }] },
      { by: VIET, day: 15, minute: 200, edits: [{ place: 0, field: 'size', value: 4 }] },
    ],
  },
];

export const TALKS: readonly (Omit<NewComment, 'row'> & { village: string; by: string; day: number; place: number })[] = [
  { village: 'thon-3', by: THANH, day: 16, place: 0, field: 'b1', text: 'Nhà mới sửa mái, chị xem lại điểm nhà ở giúp.', mentions: [LAN] },
  {
    village: 'thon-6',
    by: VIET,
    day: 18,
    place: 1,
    field: 'b1',
    text: 'Hộ này còn thiếu phiếu B1, đến chấm trước buổi họp thôn.',
    mentions: [THANH],
    task: true,
  },
  { village: 'thon-2', by: LAN, day: 8, place: 0, field: null, text: 'Đã gặp cả hai vợ chồng, phiếu có chữ ký.' },
];

export const LOCKS: readonly { village: string; day: number }[] = [
  { village: 'thon-1', day: 19 },
  { village: 'thon-4', day: 19 },
];

/** Written offline at a door before the lock was known; the phone came online days later. */
export const LATE: readonly { village: string; by: string; day: number; received: number; edits: readonly Edit[] }[] = [
  {
    village: 'thon-4',
    by: THANH,
    day: 19,
    received: 21,
    edits: [
      { place: 1, field: 'b1', value: 152 },
      { place: 3, field: 'size', value: 4 },
    ],
  },
];
