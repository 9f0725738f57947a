import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { recognisedActs } from '../../../tests/fixtures/recognised-acts.ts';
import { SharedList } from '../cells/shared-list.ts';
import { classifyAll, type Classified } from '../review/classify.ts';
import { chooseRound } from '../review/plans.ts';
import type { Row } from '../review/types.ts';
import { WorkingDays } from '../review/working-days.ts';
import { actWrites, readActs } from './act-rows.ts';
import type { Act, IssueCause, WantedAct, WithdrawalCause } from './acts.ts';
import { issuedText, type IssuedLine } from './certificate-lines.ts';
import { certificatesOf, nextNumber, validByHousehold, type Certificates } from './certificates.ts';
import { courseOf } from './course.ts';
import { needsOf } from './needs.ts';

const household = (id: string, cells: Row['cells'] = {}): Row => ({
  id: `h:${id}`,
  sheet: 'list01',
  cells: {
    code: id,
    village: 'Thôn 3',
    head: `Hộ ${id}`,
    size: 3,
    lastYear: 'Hộ nghèo',
    b1: 100,
    i1: 'x',
    i2: 'x',
    i3: 'x',
    c1: 'x',
    ...cells,
  },
});
/** K1 and K2 are poor, K3 near poor, K4 neither. */
const LIST: Row[] = [household('K1'), household('K2'), household('K3', { i2: null, i3: null }), household('K4', { b1: 200 })];
const listOf = (year: number, rows: readonly Row[] = LIST): Classified =>
  classifyAll(
    {
      unit: 'Xã Nông Thượng',
      villages: [{ id: 'v', sheet: 'villages', cells: { name: 'Thôn 3', area: 'Nông thôn' } }],
      households: [...rows],
      members: [],
    },
    chooseRound({ year }),
  );

const LISTS: Record<number, Classified> = { 2025: listOf(2025), 2026: listOf(2026) };

const calendar = (today: string) => ({ today, days: new WorkingDays() });
const issued = (year: number, first: number, lines: readonly IssuedLine[], cause: IssueCause = 'first'): WantedAct => ({
  kind: 'issued',
  data: { day: `${year}-11-15`, signer: 'Hoàng Văn An', first, cause, households: issuedText(lines), text: '' },
});
const withdrawn = (year: number, certificates: readonly string[], cause: WithdrawalCause = 'wrong'): WantedAct => ({
  kind: 'withdrawn',
  data: { day: `${year}-11-20`, cause, certificates: certificates.join('\n'), text: 'Theo quyết định' },
});
const undone = (of: string): WantedAct => ({ kind: 'undone', data: { of, text: 'Ghi nhầm' } });

/** Two rounds of one commune, as its machine records them: an act enters only when nothing is missing. */
class Commune {
  readonly rounds: { review: string; year: number; acts: Act[] }[];
  constructor(...years: number[]) {
    this.rounds = years.map((year) => ({ review: `xa-${year}`, year, acts: [] }));
    for (const year of years) for (const wanted of recognisedActs(year)) expect(this.ask(year, wanted)).toEqual([]);
  }
  get certificates(): Certificates {
    return certificatesOf(this.rounds);
  }
  ask(year: number, wanted: WantedAct, rows?: readonly Row[]): string[] {
    const round = this.rounds.find((each) => each.year === year)!;
    const needs = needsOf(wanted, {
      review: round.review,
      village: 'thon-3',
      acts: round.acts,
      certificates: this.certificates,
      numbers: [],
      calendar: calendar(`${year + 1}-12-31`),
      course: courseOf(chooseRound({ year })),
      classified: rows ? listOf(year, rows) : LISTS[year]!,
      late: 0,
    });
    const id = `act:${String(round.acts.length + 1).padStart(6, '0')}`;
    if (needs.length === 0) round.acts.push({ ...wanted, id, village: 'thon-3', by: 'Lan', at: 0, role: 'commune', hash: '' });
    return needs.map(({ code }) => code);
  }
}

const N = (household: string, replaces?: string): IssuedLine => ({ household, listed: 'N', ...(replaces && { replaces }) });

describe('certificates', () => {
  it('are numbered on from the first, in the order of the households', () => {
    const xa = new Commune(2025);
    expect(xa.ask(2025, issued(2025, 7, [N('K1'), N('K2'), { household: 'K3', listed: 'CN' }]))).toEqual([]);
    expect([...xa.certificates.values()].map(({ id, household: of, listed }) => [id, of, listed])).toEqual([
      ['2025/7', 'K1', 'N'],
      ['2025/8', 'K2', 'N'],
      ['2025/9', 'K3', 'CN'],
    ]);
    expect([nextNumber(xa.certificates, 2025), nextNumber(xa.certificates, 2026)]).toEqual([10, 1]);
  });

  it('are for recognised households of a recognised village only, with the class that is recognised', () => {
    const xa = new Commune(2025);
    expect(xa.ask(2025, issued(2025, 1, [N('K4')]))).toEqual(['not-listed-0']);
    expect(xa.ask(2025, issued(2025, 1, [N('K9')]))).toEqual(['not-listed-0']);
    expect(xa.ask(2025, issued(2025, 1, [N('K3')]))).toEqual(['other-result-0']);
    expect(xa.ask(2025, issued(2025, 1, [N('K1')]), [household('K1', { change: 'Chuyển đi' })])).toEqual(['not-listed-0']);
    expect(
      xa.ask(2025, { ...issued(2025, 1, [N('K1')]), data: { ...issued(2025, 1, [N('K1')]).data, day: '2025-10-31' } } as WantedAct),
    ).toEqual(['before-decision']);
    xa.rounds[0]!.acts.pop();
    expect(xa.ask(2025, issued(2025, 1, [N('K1')]))).toEqual(['not-recognised']);
  });

  it('have a number once in a year', () => {
    const xa = new Commune(2025, 2026);
    xa.ask(2025, issued(2025, 5, [N('K1')]));
    expect(xa.ask(2025, issued(2025, 4, [N('K2'), { household: 'K3', listed: 'CN' }]))).toEqual(['number-used-5']);
    xa.ask(2025, withdrawn(2025, ['2025/5']));
    expect(xa.ask(2025, issued(2025, 5, [N('K2')]))).toEqual(['number-used-5']);
    expect(xa.ask(2026, issued(2026, 5, [N('K2')]))).toEqual([]);
  });

  it('stay valid in the next round, and are replaced there by number', () => {
    const xa = new Commune(2025, 2026);
    xa.ask(2025, issued(2025, 1, [N('K1'), N('K2')]));
    expect(xa.ask(2026, issued(2026, 1, [N('K1')]))).toEqual(['has-one-0']);
    expect(xa.ask(2026, issued(2026, 1, [N('K1', '2025/2')], 'lost'))).toEqual(['has-none-0']);
    expect(xa.ask(2026, issued(2026, 1, [N('K1', '2025/1')], 'class'))).toEqual(['same-class-0']);
    expect(xa.ask(2026, issued(2026, 1, [N('K1', '2025/1')], 'lost'))).toEqual([]);
    expect(xa.certificates.get('2025/1')).toMatchObject({ ended: { review: 'xa-2026', act: { kind: 'issued' } } });
    expect(validByHousehold(xa.certificates).get('K1')).toMatchObject({ id: '2026/1', replaces: '2025/1' });
  });

  it('are withdrawn from a household that is poor no more, not from one that still is', () => {
    const xa = new Commune(2025, 2026);
    xa.ask(2025, issued(2025, 1, [N('K1'), N('K2')]));
    const better = [household('K1', { b1: 200 }), household('K2')];
    expect(xa.ask(2026, withdrawn(2026, ['2025/2'], 'left'), better)).toEqual(['still-2025/2']);
    expect(xa.ask(2026, withdrawn(2026, ['2025/2'], 'left'), better.slice(0, 1))).toEqual(['absent-2025/2']);
    expect(xa.ask(2026, withdrawn(2026, ['2025/1'], 'left'), better)).toEqual([]);
    expect(xa.ask(2026, withdrawn(2026, ['2025/1'], 'wrong'), better)).toEqual(['ended-2025/1']);
    expect(xa.ask(2026, withdrawn(2026, ['2025/7'], 'wrong'), better)).toEqual(['unknown-2025/7']);
  });

  it('are taken back as long as nothing rests on them, and hold the recognition', () => {
    const xa = new Commune(2025, 2026);
    xa.ask(2025, issued(2025, 1, [N('K1')]));
    const issue = xa.rounds[0]!.acts.at(-1)!.id;
    expect(xa.ask(2025, undone('act:000006'))).toEqual(['certificates']);
    xa.ask(2026, withdrawn(2026, ['2025/1']));
    const withdrawal = xa.rounds[1]!.acts.at(-1)!.id;
    expect(xa.ask(2025, undone(issue))).toEqual(['rests-2025/1']);
    xa.ask(2026, issued(2026, 1, [N('K1')]));
    expect(xa.ask(2026, undone(withdrawal))).toEqual(['other-2025/1']);
    xa.ask(2026, undone(xa.rounds[1]!.acts.at(-1)!.id));
    expect(xa.ask(2026, undone(withdrawal))).toEqual([]);
    expect(xa.ask(2025, undone(issue))).toEqual([]);
    expect(xa.ask(2025, undone('act:000006'))).toEqual([]);
  });

  it('never are two valid ones of a household, nor two of a number, in whatever order they are issued, replaced, withdrawn and taken back', () => {
    const line: fc.Arbitrary<IssuedLine> = fc.record({
      household: fc.constantFrom('K1', 'K2', 'K3', 'K4'),
      listed: fc.constantFrom<'N' | 'CN'>('N', 'CN'),
      replaces: fc.option(fc.constantFrom('2025/1', '2025/2', '2026/1', 'current'), { nil: undefined }),
    });
    const right = fc.subarray<IssuedLine>([N('K1'), N('K2'), { household: 'K3', listed: 'CN' }], { minLength: 1 });
    const replaced = fc
      .constantFrom(0, 1, 2)
      .map((n): IssuedLine[] => [{ ...([N('K1'), N('K2'), { household: 'K3', listed: 'CN' }] as const)[n]!, replaces: 'current' }]);
    const cause = fc.constantFrom<IssueCause>('first', 'lost', 'class');
    const asked = fc.oneof(
      fc.record({ cause: fc.constant<IssueCause>('first'), lines: right }),
      fc.record({ cause: fc.constant<IssueCause>('lost'), lines: replaced }),
      fc.record({ cause, lines: fc.array(line, { minLength: 1, maxLength: 3 }) }),
    );
    const year = fc.constantFrom(2025, 2026);
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('issued' as const),
        year,
        first: fc.integer({ min: 1, max: 30 }),
        asked,
      }),
      fc.record({ kind: fc.constant('withdrawn' as const), year, of: fc.nat(5), cause: fc.constantFrom<WithdrawalCause>('wrong', 'left') }),
      fc.record({ kind: fc.constant('undone' as const), year, back: fc.integer({ min: 1, max: 6 }) }),
    );
    const recorded = { issued: 0, replaced: 0, withdrawn: 0, undone: 0 };
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 25 }), (steps) => {
        const xa = new Commune(2025, 2026);
        for (const each of steps) {
          const { acts } = xa.rounds.find((round) => round.year === each.year)!;
          const valid = validByHousehold(xa.certificates);
          const wanted =
            each.kind === 'issued'
              ? issued(
                  each.year,
                  each.first,
                  each.asked.lines.map(({ household: of, listed, replaces }) => {
                    const id = replaces === 'current' ? valid.get(of)?.id : replaces;
                    return { household: of, listed, ...(id !== undefined && { replaces: id }) };
                  }),
                  each.asked.cause,
                )
              : each.kind === 'withdrawn'
                ? withdrawn(each.year, [[...xa.certificates.keys()][each.of] ?? '2025/1'], each.cause)
                : undone(acts.at(-each.back)?.id ?? '');
          if (xa.ask(each.year, wanted).length === 0)
            recorded[each.kind === 'issued' && each.asked.cause !== 'first' ? 'replaced' : each.kind] += 1;
          const all = xa.rounds.flatMap((round) => [...certificatesOf([round]).values()]);
          // Read apart, two rounds cannot hide each other's numbers.
          expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
          const held = [...xa.certificates.values()].filter(({ ended }) => !ended).map(({ household: of }) => of);
          expect(new Set(held).size).toBe(held.length);
          for (const certificate of xa.certificates.values()) {
            const round = xa.rounds.find(({ review }) => review === certificate.review)!;
            expect(round.acts).toContain(certificate.act);
          }
        }
      }),
      { numRuns: 200 },
    );
    // Otherwise it would be true because nothing was ever recorded.
    expect(Math.min(...Object.values(recorded))).toBeGreaterThan(20);
  });

  it('of a whole village are one act, also where its text is longer than a cell', () => {
    const list = new SharedList(new Y.Doc(), 'Lan');
    const lines = Array.from({ length: 400 }, (_, n) => N(`NT-03-${String(n).padStart(4, '0')}`));
    list.write(actWrites(list, 'thon-3', issued(2025, 1, lines), { hash: '', role: 'commune' }));
    const [act] = readActs(list);
    expect(act).toMatchObject({ kind: 'issued', data: { households: issuedText(lines) } });
    expect([...certificatesOf([{ review: 'xa-2025', acts: [act!] }]).values()]).toHaveLength(400);
  });
});
