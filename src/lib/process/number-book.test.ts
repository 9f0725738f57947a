import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Act, ActData, WantedAct } from './acts.ts';
import { bookOf, nextNumber, nextNumbers, numberNeeds, readNumber } from './number-book.ts';
import { paperNeeds } from './paper-needs.ts';

const QD = { symbol: 'QĐ-UBND', year: 2026 };
const paper = (data: Partial<ActData<'paper'>> = {}): WantedAct => ({
  kind: 'paper',
  data: { paper: 'decision', day: '2026-11-10', number: 5, signer: 'Hoàng Văn An', about: '', template: '', texts: '', lists: '', ...data },
});
const recognised = (number: string, day = '2026-11-10'): WantedAct => ({ kind: 'recognised', data: { day, number, signer: 'An' } });
const refused = (number: string, of: string): WantedAct => ({ kind: 'refused', data: { of, day: '2026-11-10', number, text: 'Phiếu A' } });
const undone = (of: string): WantedAct => ({ kind: 'undone', data: { of, text: 'Ghi nhầm' } });

/** A commune's rounds as its machine records them: what needs nothing enters. */
class Rounds {
  readonly rounds = ['xa-2026', 'xa-2026-thang-3'].map((review) => ({ review, acts: [] as Act[] }));
  ask(at: number, wanted: WantedAct, village = 'thon-1'): string[] {
    const { review, acts } = this.rounds[at]!;
    const needs = numberNeeds(wanted, review, bookOf(this.rounds));
    const id = `act:${String(acts.length + 1).padStart(6, '0')}`;
    if (needs.length === 0) acts.push({ ...wanted, id, village, by: 'Trần Quốc Việt', at: 0, role: 'commune', hash: '' } as Act);
    return needs.map(({ text }) => text);
  }
}

describe('a number as people type it', () => {
  it.each([
    ['15/QĐ-UBND', 15, 'QĐ-UBND'],
    ['Số: 05 / QĐ – UBND ngày 10/11', 5, 'QĐ–UBND'],
    ['7/2026/QĐ-UBND', 7, 'QĐ-UBND'],
    ['số 12', 12, null],
    ['7', 7, null],
  ])('%s', (text, number, symbol) => expect(readNumber(text)).toEqual({ number, symbol }));
  it.each(['', 'không số', '0', '10/11/2026'])('has none: %s', (text) => expect(readNumber(text)).toBeNull());
});

describe('the book of numbers', () => {
  it('refuses a number that another paper of the year has, over all rounds, and names that paper', () => {
    const xa = new Rounds();
    expect(xa.ask(0, recognised('05/QĐ-UBND'))).toEqual([]);
    expect(xa.ask(1, recognised('5/QD-UBND'))).toEqual([
      'Số 05/QD-UBND năm 2026 đã dùng cho: Quyết định công nhận, ngày 10/11/2026, Trần Quốc Việt ghi. Số tiếp theo còn trống: 6.',
    ]);
    expect(xa.ask(0, paper({ paper: 'livingDecision' }), '')).toHaveLength(1);
    expect(xa.ask(0, paper({ day: '2026-11-11' }), '')).toHaveLength(1);
    // Another book, and another year.
    expect(xa.ask(0, paper({ paper: 'weekly' }), '')).toEqual([]);
    expect(xa.ask(1, recognised('05/QĐ-UBND', '2027-01-04'))).toEqual([]);
  });

  it('knows one decision for several villages, and its paper, which is made once', () => {
    const xa = new Rounds();
    xa.ask(0, recognised('05/QĐ-UBND'));
    expect(xa.ask(0, recognised('05/QĐ-UBND'), 'thon-2')).toEqual([]);
    expect(xa.ask(0, paper(), '')).toEqual([]);
    expect(xa.ask(0, paper(), '')).toHaveLength(1);
    expect(xa.ask(0, undone('act:000003'), '')).toEqual([]);
    expect(xa.ask(0, paper(), '')).toEqual([]);
  });

  it('knows one letter to two households', () => {
    const xa = new Rounds();
    expect(xa.ask(1, refused('12', 'act:000001'))).toEqual([]);
    expect(xa.ask(1, refused('12/UBND', 'act:000002'))).toEqual([]);
    expect(xa.ask(1, paper({ paper: 'refusal', number: 12, about: 'act:000001' }))).toEqual([]);
    expect(xa.ask(1, paper({ paper: 'refusal', number: 12, about: 'act:000002' }))).toHaveLength(1);
  });

  it('gives the next number of each book', () => {
    const xa = new Rounds();
    xa.ask(0, recognised('05/QĐ-UBND'));
    xa.ask(1, paper({ paper: 'livingDecision', number: 9 }), '');
    xa.ask(1, paper({ paper: 'weekly', number: 2 }), '');
    expect([nextNumber(bookOf(xa.rounds), QD), nextNumber(bookOf(xa.rounds), { ...QD, year: 2027 })]).toEqual([10, 1]);
    expect(nextNumbers(bookOf(xa.rounds))).toEqual([
      { ...QD, next: 10 },
      { symbol: 'BC-UBND', year: 2026, next: 3 },
    ]);
  });

  it('never gives one number to two papers, in whatever order they are recorded and taken back in two rounds', () => {
    const day = fc.constantFrom('2026-11-10', '2026-11-11', '2027-01-04');
    const number = fc.integer({ min: 1, max: 3 });
    const made = fc.record({
      paper: fc.constantFrom('decision', 'livingDecision', 'weekly', 'refusal'),
      day,
      number,
      about: fc.constantFrom('act:000001', 'act:000002'),
    });
    const step = fc.record({
      at: fc.constantFrom(0, 1),
      village: fc.constantFrom('thon-1', 'thon-2'),
      wanted: fc.oneof(
        made.map((data) => paper(data as Partial<ActData<'paper'>>)),
        fc.tuple(number, day).map(([n, on]) => recognised(`0${n}/QĐ-UBND`, on)),
        fc.tuple(number, fc.constantFrom('act:000001', 'act:000002')).map(([n, of]) => refused(String(n), of)),
        fc.integer({ min: 1, max: 8 }).map((n) => undone(`act:${String(n).padStart(6, '0')}`)),
      ),
    });
    const seen = { recorded: 0, refused: 0 };
    fc.assert(
      fc.property(fc.array(step, { minLength: 8, maxLength: 25 }), (steps) => {
        const xa = new Rounds();
        for (const { at, wanted, village } of steps) seen[xa.ask(at, wanted, village).length === 0 ? 'recorded' : 'refused'] += 1;
        const papers = new Map<string, Set<string>>();
        const files = new Map<string, number>();
        for (const { paper: id, year, number: n, symbol, day: on, review, act } of bookOf(xa.rounds)) {
          const key = `${n}/${symbol} ${year}`;
          papers.set(key, (papers.get(key) ?? new Set()).add([id, on, review].join(' ')));
          if (act.kind === 'paper') files.set(key, (files.get(key) ?? 0) + 1);
        }
        expect([...papers.values()].every(({ size }) => size === 1)).toBe(true);
        expect([...files.values()].every((count) => count === 1)).toBe(true);
      }),
      { numRuns: 300 },
    );
    // Otherwise it would be true because nothing was ever recorded, or nothing refused.
    expect(Math.min(seen.recorded, seen.refused)).toBeGreaterThan(200);
  });
});

describe('a paper', () => {
  const facts = {
    review: 'xa-2026',
    village: '',
    acts: [] as Act[],
    households: new Set(['h:1']),
    numbers: [],
    calendar: { today: '2026-11-10' },
  };
  const codes = (data: Partial<ActData<'paper'>>, village = ''): string[] =>
    paperNeeds(paper(data).data as ActData<'paper'>, { ...facts, village }).map(({ code }) => code);

  it('is made where it belongs, with a number and a signer where the book has one', () => {
    expect(codes({})).toEqual([]);
    expect(codes({}, 'thon-1')).toEqual(['other-place']);
    expect(codes({ paper: 'minutes', number: undefined }, '')).toEqual(['other-place']);
    expect(codes({ number: undefined, signer: '' })).toEqual(['no-number', 'no-signer']);
    expect(codes({ paper: 'minutes' }, 'thon-1')).toEqual(['takes-no-number']);
    expect(codes({ paper: 'minutes', number: undefined, signer: '' }, 'thon-1')).toEqual([]);
    expect(codes({ day: '2027-01-10' })).toEqual(['too-far']);
  });

  it('is about a household or a request that exists', () => {
    expect(codes({ paper: 'request', number: undefined, about: 'h:1' }, 'thon-1')).toEqual([]);
    expect(codes({ paper: 'request', number: undefined, about: 'h:2' }, 'thon-1')).toEqual(['no-household']);
    expect(codes({ paper: 'refusal', about: 'act:000001' }, 'thon-1')).toEqual(['no-request']);
    expect(codes({ about: 'act:000001' })).toEqual(['no-act']);
  });
});
