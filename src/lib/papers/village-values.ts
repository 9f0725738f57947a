/** The village that a paper is about, and what its acts say. */
import type { ActOf } from '../process/acts.ts';
import type { TeamRole } from '../cells/team.ts';
import type { Field, PaperFacts, PaperVillage, Values } from './paper.ts';
import { capitals } from './paper-words.ts';

export const VILLAGE_FIELDS: readonly Field[] = [
  { name: 'tên thôn', about: 'Tên thôn, tổ dân phố', kind: 'text' },
  { name: 'tên thôn in hoa', about: 'Tên thôn, chữ in hoa', kind: 'text' },
];

export const villageValues = ({ village }: Pick<PaperFacts, 'village'>): Values => ({
  'tên thôn': village?.name ?? null,
  'tên thôn in hoa': village ? capitals(village.name) : null,
});

/** The last meeting, whatever came of it. */
export const metOf = (village: PaperVillage | null): ActOf<'met'> | undefined =>
  village?.standing.acts.findLast((act): act is ActOf<'met'> => act.kind === 'met');

/** Those of the village's team, by their work. */
export const ofTeam = ({ team, village }: Pick<PaperFacts, 'team' | 'village'>, role: TeamRole): string[] =>
  team.filter((each) => each.role === role && each.villages.includes(village?.id ?? '')).map(({ name }) => name);

export const DECIDED_FIELD: Field = {
  name: 'từng kết luận khác',
  about: 'Hộ mà cuộc họp kết luận khác điểm rà soát',
  kind: 'list',
  fields: [
    { name: 'thôn', about: 'Thôn, tổ dân phố', kind: 'text' },
    { name: 'chủ hộ', about: 'Họ và tên chủ hộ', kind: 'text' },
    { name: 'theo điểm', about: 'Kết quả theo điểm', kind: 'text' },
    { name: 'kết luận', about: 'Cuộc họp kết luận', kind: 'text' },
    { name: 'lý do', about: 'Lý do', kind: 'text' },
  ],
};

/** What the village's meeting decided otherwise than the scores say. */
export const decidedIn = ({ name, classified, standing }: PaperVillage): Values[] =>
  [...standing.decided].flatMap(([household, { data }]) => {
    const row = classified.data.households.find(({ id }) => id === household);
    const result = classified.results.get(household);
    if (!row) return [];
    return [
      {
        thôn: name,
        'chủ hộ': String(row.cells.head ?? 'Hộ chưa có tên'),
        'theo điểm': String(result?.computed ?? result?.class ?? ''),
        'kết luận': String(result?.class ?? ''),
        'lý do': data.text,
      },
    ];
  });
