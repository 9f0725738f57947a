import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile, FormulaError, type Scope } from './compile.ts';
import { explain } from './explain.ts';
import { FormulaSyntaxError, parse } from './parse.ts';
import { print, stored } from './print.ts';
import { ErrorValue, NOT_AVAILABLE, roundHalfUp, type Value } from './values.ts';

const LABELS = ['Điểm B1', 'a', 'b', 'c'];
const scope: Scope = {
  slot: (label) => (LABELS.includes(label) ? LABELS.indexOf(label) : undefined),
  names: { NGUONG: 140 },
  tables: { THON: (key, column) => (key === 'thôn 1' ? (column === 2 ? 'Nông thôn' : 75) : NOT_AVAILABLE) },
};
const run = (text: string, row: Value[] = []): Value => {
  const value = compile(parse(text), scope)(row);
  return value instanceof ErrorValue ? value.code : value;
};

describe('the rules of Excel', () => {
  it.each<[string, Value]>([
    ['1+2*3', 7],
    ['(1+2)*3', 9],
    ['-2*3', -6],
    ['10-2-3', 5],
    ['0.1+0.2=0.3', true],
    ['"a"="A"', true],
    ['"Hộ"="HỘ"', true],
    ['"b">"A"', true],
    ['"1">2', true],
    ['TRUE>"z"', true],
    ['[a]=""', true],
    ['[a]=0', true],
    ['[không có]=""', true],
    ['[a]&"x"&1', 'x1'],
    ['1/0', '#DIV/0!'],
    ['"a"+1', '#VALUE!'],
    ['IFERROR(1/0;"thay")', 'thay'],
    ['IF(FALSE;1/0;2)', 2],
    ['AND(TRUE;1/0)', '#DIV/0!'],
    ['ROUND(2.5;0)', 3],
    ['ROUND(-2.5;0)', -3],
    ['ROUND(1.005;2)', 1.01],
    ['VLOOKUP("THÔN 1";THON;2;FALSE)', 'Nông thôn'],
    ['IFERROR(VLOOKUP("Thôn 9";THON;2;FALSE);"")', ''],
    ['RIGHT("13/02/1985";4)', '1985'],
    ['MID("13/02/1985",4,2)', '02'],
    ['"a ""b"""', 'a "b"'],
  ])('%s', (text, expected) => expect(run(text)).toBe(expected));

  it('counts marks in a range whatever their case, and blanks', () => {
    expect(run('COUNTIF([a]:[c];"x")', [null, 'x', null, 'X'])).toBe(2);
    expect(run('COUNTIF([a]:[c];"x")+COUNTBLANK([a]:[c])', [null, 'x', 'y', null])).toBe(2);
  });

  it('rounds half away from zero as published tables do', () => {
    expect(roundHalfUp((8 / 1416) * 100, 2)).toBe(0.56);
    expect(roundHalfUp((27 / 2347) * 100, 2)).toBe(1.15);
  });
});

describe('text of a formula', () => {
  it('shows headings and semicolons, stores addresses and commas', () => {
    const tree = parse('=IF([Điểm B1]<=NGUONG;"Hộ nghèo";COUNTIF([a]:[c];"x")*(1+2))');
    expect(print(tree)).toBe('IF([Điểm B1]<=NGUONG;"Hộ nghèo";COUNTIF([a]:[c];"x")*(1+2))');
    expect(
      print(
        tree,
        stored((label) => `${'PABC'[LABELS.indexOf(label)]}7`),
      ),
    ).toBe('IF(P7<=NGUONG,"Hộ nghèo",COUNTIF(A7:C7,"x")*(1+2))');
    expect(
      print(
        parse('[không có]=""'),
        stored(() => undefined),
      ),
    ).toBe('""=""');
  });

  it('means the same after printing and parsing', () => {
    const leaf = fc.oneof(
      fc.integer({ min: 0, max: 9 }).map((value) => ({ kind: 'number' as const, value })),
      fc.constantFrom(...LABELS).map((label) => ({ kind: 'ref' as const, label })),
    );
    const tree = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 5 },
        leaf,
        fc.record({
          kind: fc.constant('binary' as const),
          operator: fc.constantFrom('+', '-', '*', '/', '&', '=', '<>', '<', '<=', '>', '>='),
          left: tie('node'),
          right: tie('node'),
        }),
        fc.record({ kind: fc.constant('minus' as const), operand: tie('node') }),
      ),
    })).node;
    fc.assert(
      fc.property(tree, fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 4, maxLength: 4 }), (node, row) => {
        const again = parse(print(node as never));
        expect(compile(again, scope)(row)).toStrictEqual(compile(node as never, scope)(row));
      }),
      { numRuns: 500 },
    );
  });
});

describe('an error is reported with its position', () => {
  it.each(['IF(', '1+', '[a]:', '"mở', 'IF(1;2', '1 2'])('%s', (text) => expect(() => parse(text)).toThrow(FormulaSyntaxError));
  it.each(['KHONGCO(1)', 'IF(1)', 'TEN_LA', '[a]:[b]', 'VLOOKUP("a";THON;2;TRUE)'])('%s', (text) =>
    expect(() => compile(parse(text), scope)).toThrow(FormulaError),
  );
});

it('explains the path to a result, with the values it used', () => {
  const tree = parse('IF([Điểm B1]<=NGUONG;IF([a]>=30;"Hộ nghèo";"Hộ cận nghèo");"Không nghèo")');
  expect(explain(tree, scope, [140, 20])).toEqual([
    { condition: '[Điểm B1]<=NGUONG', read: [{ label: 'Điểm B1', value: 140 }], holds: true },
    { condition: '[a]>=30', read: [{ label: 'a', value: 20 }], holds: false },
  ]);
});
