/** The people of a round as rows of the commune's own room: its committee, and the reviewers and heads of its villages. */
import type { CellValue } from '../review/types.ts';
import { isFilled } from './review-rooms.ts';
import type { CellWrite, SharedList } from './shared-list.ts';

export const TEAM_PREFIX = 'team:';

export const TEAM_ROLES = {
  chair: 'Trưởng ban',
  deputy: 'Phó Trưởng ban',
  secretary: 'Thường trực, thư ký',
  member: 'Thành viên',
  reviewer: 'Rà soát viên',
  head: 'Trưởng thôn',
} as const;
export type TeamRole = keyof typeof TEAM_ROLES;
/** Those of villages; the others are the committee. */
export const OF_VILLAGES: ReadonlySet<TeamRole> = new Set(['reviewer', 'head']);

export interface TeamMember {
  /** The row. */
  id: string;
  name: string;
  /** 'Phó Chủ tịch UBND xã' */
  position: string;
  role: TeamRole;
  /** Ids; of a reviewer or a head. */
  villages: readonly string[];
  /** Works at the commune and not in a village. */
  ofCommune: boolean;
  /** Id of the account, where the person has one. */
  account: string;
}

export const TEAM_FIELDS: Readonly<Record<string, string>> = {
  name: 'Họ và tên',
  position: 'Chức vụ',
  role: 'Việc trong đợt',
  villages: 'Thôn',
  ofCommune: 'Người công tác ở xã',
  account: 'Tài khoản',
};

const text = (cell: CellValue | undefined): string => (typeof cell === 'string' ? cell : '');
const isRole = (cell: CellValue | undefined): cell is TeamRole => typeof cell === 'string' && Object.hasOwn(TEAM_ROLES, cell);

/** The committee first, then by name. */
export const readTeam = (list: SharedList): TeamMember[] =>
  list
    .rows(TEAM_PREFIX)
    .filter((row) => isFilled(list, row))
    .map((id): TeamMember => {
      const cells = list.snapshotRow(id);
      return {
        id,
        name: text(cells.name),
        position: text(cells.position),
        role: isRole(cells.role) ? cells.role : 'member',
        villages: text(cells.villages).split(' ').filter(Boolean),
        ofCommune: cells.ofCommune === 'x',
        account: text(cells.account),
      };
    })
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'vi'));

/** 'reviewer' -> 'Rà soát viên' */
export const teamValueText = (row: string, field: string, value: CellValue): CellValue =>
  !row.startsWith(TEAM_PREFIX)
    ? value
    : field === 'role' && isRole(value)
      ? TEAM_ROLES[value]
      : field === 'ofCommune' && value === 'x'
        ? 'có'
        : value;

const RANKS = Object.keys(TEAM_ROLES);
const rank = ({ role }: TeamMember): number => RANKS.indexOf(role);

export const teamWrites = ({ id, name, position, role, villages, ofCommune, account }: TeamMember): CellWrite[] =>
  Object.entries({
    name,
    position: position || null,
    role,
    villages: OF_VILLAGES.has(role) ? villages.join(' ') || null : null,
    ofCommune: ofCommune ? 'x' : null,
    account: account || null,
  }).map(([field, value]) => ({ row: id, field, value }));

/** An empty row counts as none. */
export const leaveTeam = (list: SharedList, id: string): CellWrite[] => list.fields(id).map((field) => ({ row: id, field, value: null }));
