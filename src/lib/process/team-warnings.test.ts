import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { fieldLabel } from '../cells/field-label.ts';
import { SharedList } from '../cells/shared-list.ts';
import { leaveTeam, readTeam, teamWrites, type TeamMember } from '../cells/team.ts';
import { planById } from '../review/plans.ts';
import { fromAccounts, teamWarnings } from './team-warnings.ts';

const VILLAGES = [
  { id: 'a', name: 'Ấp A' },
  { id: 'b', name: 'Ấp B' },
];
const TRA_CU = planById('tra-cu-2023')?.team;
const one = (name: string, role: TeamMember['role'], villages: string[], more: Partial<TeamMember> = {}): TeamMember => ({
  id: `team:${name}${role}`,
  name,
  position: '',
  role,
  villages,
  ofCommune: false,
  account: '',
  ...more,
});
const codes = (team: TeamMember[], rules = TRA_CU): string[] => teamWarnings(team, VILLAGES, rules).map(({ code }) => code);
const ENOUGH = [one('Lan', 'reviewer', ['a', 'b'], { ofCommune: true }), one('Thanh', 'reviewer', ['a', 'b'])];

it('warns by the rules of the plan', () => {
  expect(codes(ENOUGH)).toEqual([]);
  expect(teamWarnings(ENOUGH.slice(0, 1), VILLAGES, TRA_CU)).toEqual([
    { code: 'few-reviewers', text: 'Chưa đủ 2 rà soát viên: Ấp A, Ấp B.' },
  ]);
  expect(codes(ENOUGH.map((each) => ({ ...each, ofCommune: false })))).toEqual(['few-of-commune']);
  expect(codes([...ENOUGH, one(' LAN', 'head', ['b'])])).toEqual(['head-reviews']);
  // The head of one village may review another.
  expect(codes([...ENOUGH, one('Hiếu', 'head', ['a']), one('Hiếu', 'reviewer', ['b'], { ofCommune: true })])).toEqual([]);
});

it('two people of one name are told apart by their accounts', () => {
  const [lan, thanh] = ENOUGH as [TeamMember, TeamMember];
  expect(codes([{ ...lan, account: '1' }, thanh, one('Lan', 'head', ['a'], { account: '2' })])).toEqual([]);
});

it('a plan without such rules warns of nothing', () =>
  expect(codes([one('Lan', 'head', ['a']), one('Lan', 'reviewer', ['a'])], {})).toEqual([]));

it('takes the people over from the accounts once, without locked ones and officers', () => {
  const accounts = [
    { id: '1', name: 'Lan', role: 'reviewer', villages: ['a'], locked: false },
    { id: '2', name: 'Hiếu', role: 'village-head', villages: 'all' as const, locked: false },
    { id: '3', name: 'Việt', role: 'commune', villages: 'all' as const, locked: false },
    { id: '4', name: 'Thanh', role: 'reviewer', villages: ['b'], locked: true },
  ];
  let row = 0;
  const newRow = (): string => `team:${row++}`;
  const team = fromAccounts([], accounts, VILLAGES, newRow);
  expect(team.map(({ name, role, villages }) => [name, role, villages])).toEqual([
    ['Lan', 'reviewer', ['a']],
    ['Hiếu', 'head', ['a', 'b']],
  ]);
  expect(fromAccounts(team, accounts, VILLAGES, newRow)).toEqual([]);
});

it('is read as it was written, the committee first, and every field has a name in the history', () => {
  const list = new SharedList(new Y.Doc(), 'Việt');
  const chair = one('Ông Bảy', 'chair', [], { position: 'Chủ tịch UBND xã', ofCommune: true, account: '9' });
  list.write([...ENOUGH, chair].flatMap(teamWrites));
  expect(readTeam(list).map(({ name }) => name)).toEqual(['Ông Bảy', 'Lan', 'Thanh']);
  expect(readTeam(list)[0]).toEqual(chair);
  expect(list.rows('team:').flatMap((id) => list.fields(id).filter((field) => fieldLabel(id, field) === field))).toEqual([]);
  list.write(leaveTeam(list, chair.id));
  expect(readTeam(list)).toHaveLength(2);
});
