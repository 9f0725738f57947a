import { describe, expect, it } from 'vitest';
import { classifyAll } from '../review/classify.ts';
import { DECIDED } from '../review/columns.ts';
import { chooseRound, withDecisions } from '../review/plans.ts';
import type { Row } from '../review/types.ts';
import type { Act, WantedAct } from './acts.ts';
import { certificateId, issuedText } from './certificate-lines.ts';
import { entriesOf, registerOf, type RegisterEntry, type RegisterRound } from './register.ts';

const entry = (code: string, change: Partial<RegisterEntry> = {}): RegisterEntry => ({
  ...{
    row: `h:${code}`,
    code,
    head: `Hộ ${code}`,
    size: 4,
    computed: 'Hộ nghèo',
    decided: '',
    open: false,
    move: '',
    change: '',
    before: '',
    formerly: '',
  },
  ...change,
});
const act = (wanted: WantedAct, n: number): Act =>
  ({ ...wanted, id: `act:${String(n).padStart(6, '0')}`, village: 'thon-3', by: 'Lan', at: n, hash: '' }) as Act;
const round = (year: number, entries: RegisterEntry[], acts: WantedAct[] = []): RegisterRound => ({
  ...{ review: `xa-${year}`, name: `Đợt ${year}`, year, aside: false, yearly: true },
  villages: [{ id: 'thon-3', name: 'Thôn 3', recognised: `${year}-12-01`, entries }],
  acts: acts.map((each, index) => act(each, index + 1)),
});

const ISSUED: WantedAct = {
  kind: 'issued',
  data: {
    ...{ day: '2025-12-02', signer: 'An', first: 4, cause: 'first', text: '' },
    households: issuedText([
      { household: 'K1', listed: 'N' },
      { household: 'K2', listed: 'N' },
    ]),
  },
};

it('is what the newest decision says, also when that of a month comes after the yearly one', () => {
  const at = (of: RegisterRound, recognised: string): RegisterRound => ({
    ...of,
    villages: of.villages.map((village) => ({ ...village, recognised })),
  });
  const november = { ...round(2025, [entry('K1', { computed: 'Hộ nghèo' })]), review: 'xa-2025-thang-11', yearly: false };
  const yearly = round(2025, [entry('K1', { computed: 'Hộ cận nghèo' })]);
  const state = (month: string): unknown => registerOf([at(november, month), at(yearly, '2025-12-01')])[0]?.state;
  expect([state('2025-11-28'), state('2025-12-05')]).toEqual(['near', 'poor']);
});

it('has what the scores say beside what the meeting decided, and knows whose result is open', () => {
  const household = (id: string, cells: Row['cells']): Row => ({
    ...{ id: `h:${id}`, sheet: 'list01' },
    cells: { code: id, village: 'Thôn 3', head: `Hộ ${id}`, size: 3, lastYear: 'Hộ nghèo', ...cells },
  });
  const three = { b1: 100, i1: 'x', i2: 'x', i3: 'x', c1: 'x' };
  const list = classifyAll(
    {
      unit: 'Xã',
      villages: [{ id: 'v', sheet: 'villages', cells: { name: 'Thôn 3', area: 'Nông thôn' } }],
      households: [
        household('a', three),
        household('b', { ...three, [DECIDED]: 'Hộ cận nghèo' }),
        household('c', {}),
        household('d', { change: 'Chuyển đi' }),
      ],
      members: [],
    },
    withDecisions(chooseRound({ year: 2025 })),
  );
  expect(entriesOf(list).map(({ computed, decided, open }) => [computed, decided, open])).toEqual([
    ['Hộ nghèo', '', false],
    ['Hộ nghèo', 'Hộ cận nghèo', false],
    ['', '', true],
    ['', '', false],
  ]);
});

describe('the register', () => {
  it('ties a household’s years by its code, the latest first, with its certificates and the acts about it', () => {
    const complaint: WantedAct = { kind: 'complaint', data: { household: 'h:K1', day: '2026-10-12', from: 'Ông An', text: 'Đã có xe' } };
    const answer: WantedAct = { kind: 'answered', data: { of: 'act:000001', day: '2026-10-15', outcome: 'kept', text: 'Giữ nguyên' } };
    const withdrawn: WantedAct = {
      kind: 'withdrawn',
      data: { day: '2026-12-05', cause: 'left', certificates: certificateId(2025, 4), text: 'Thoát nghèo' },
    };
    const last = [
      entry('K1', { computed: 'Không nghèo', row: 'h:K1', move: 'Thoát nghèo', before: 'Hộ nghèo' }),
      entry('K2', { decided: 'Hộ cận nghèo' }),
    ];
    const [k1, k2, ...none] = registerOf([
      round(2025, [entry('K1'), entry('K2')], [ISSUED]),
      round(2026, last, [complaint, answer, withdrawn]),
    ]);
    expect(none).toEqual([]);
    expect(k1).toMatchObject({ code: 'K1', state: 'left', doubts: [], years: [{ round: { year: 2026 } }, { round: { year: 2025 } }] });
    expect(k1?.years[0]?.acts.map(({ kind }) => kind)).toEqual(['complaint', 'answered']);
    expect(k1?.certificates).toMatchObject([{ id: '2025/4', ended: { act: { kind: 'withdrawn' } } }]);
    expect(k2).toMatchObject({ state: 'near', certificates: [{ id: '2025/5', ended: null }] });
  });

  it('has no household that was never listed', () => {
    const never = entry('K3', { computed: 'Không nghèo' });
    expect(registerOf([round(2025, [never])])).toEqual([]);
    expect(registerOf([round(2025, [never]), round(2026, [entry('K3')])])[0]?.years).toHaveLength(2);
  });

  it('says where years cannot be tied: no code, one code for two, another head', () => {
    const nameless = registerOf([round(2025, [entry('', { row: 'h:1' })]), round(2026, [entry('', { row: 'h:9' })])]);
    expect(nameless).toHaveLength(2);
    expect(nameless[0]?.doubts[0]).toContain('không có mã hộ');
    const twice = registerOf([round(2025, [entry('K1')]), round(2026, [entry('K1'), entry('K1', { row: 'h:2', head: 'Hộ khác' })])]);
    expect(twice.map(({ years }) => years.length)).toEqual([1, 1, 1]);
    expect(twice.every(({ doubts }) => doubts[0]?.includes('cùng mã K1'))).toBe(true);
    const [renamed] = registerOf([round(2025, [entry('K1')]), round(2026, [entry('K1', { head: 'Vợ ông K1' })])]);
    expect(renamed).toMatchObject({ head: 'Vợ ông K1', years: [{}, {}] });
    expect(renamed?.doubts).toEqual(['Cùng mã hộ, khác tên chủ hộ: Hộ K1 (đợt 2025), Vợ ông K1 (đợt 2026). Hãy xem có đúng là một hộ.']);
  });

  it('says what a household is now by the newest decision, and who was left behind by the next round', () => {
    const unscored = { computed: '', open: true };
    const [k1, k2] = registerOf([
      round(2025, [entry('K1', { computed: 'Hộ cận nghèo' }), entry('K2', unscored)]),
      {
        ...round(2026, [entry('K1', unscored)]),
        villages: [{ id: 'thon-3', name: 'Thôn 3', recognised: null, entries: [entry('K1', unscored)] }],
      },
    ]);
    expect([k1?.state, k1?.missed, k2?.state, k2?.missed]).toEqual(['near', false, 'open', true]);
    // The review of a month is no next round.
    const month = { ...round(2026, []), yearly: false };
    expect(registerOf([round(2025, [entry('K2', unscored)]), month])[0]?.missed).toBe(false);
  });

  it('says no result that nobody has decided: until then a household is what it was', () => {
    const waiting = (...entries: RegisterEntry[]): RegisterRound => ({
      ...round(2026, entries),
      villages: [{ id: 'thon-3', name: 'Thôn 3', recognised: null, entries }],
    });
    const states = registerOf([waiting(entry('K1', { computed: 'Không nghèo', before: 'Hộ nghèo' }), entry('K2'))]);
    expect(states.map(({ state }) => state)).toEqual(['poor', 'open']);
  });

  it('a household that moves within the commune keeps one life', () => {
    const moving: RegisterRound = {
      ...round(2026, [entry('K1', { change: 'Chuyển đi' })]),
      villages: [
        { id: 'thon-3', name: 'Thôn 3', recognised: null, entries: [entry('K1', { change: 'Chuyển đi' })] },
        { id: 'thon-4', name: 'Thôn 4', recognised: null, entries: [entry('K1', { change: 'Chuyển đến', before: 'Hộ nghèo' })] },
      ],
    };
    expect(registerOf([moving])).toMatchObject([{ village: 'Thôn 4', state: 'poor', doubts: [] }]);
  });
});
