import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile, FormulaError, type Scope } from './compile.ts';
import { explain } from './explain.ts';
import { FormulaSyntaxError, parse, type Node, type Operator } from './parse.ts';
import { print, stored } from './print.ts';
import { DIV0, ErrorValue, NOT_AVAILABLE, roundHalfUp, type Value } from './values.ts';

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

describe('what a formula knows beforehand', () => {
  const SOME: Value[] = [
    null,
    '',
    'x',
    'X',
    'Hộ nghèo',
    'HỘ NGHÈO',
    'b',
    '1',
    ' 2.50 ',
    'true',
    true,
    false,
    0,
    -2.5,
    2.5,
    1.005,
    140,
    0.3,
    0.1 + 0.2,
    1e15,
    1e15 + 1,
  ];
  const known = fc.constantFrom(...SOME).map((value): Node => {
    if (typeof value === 'string') return { kind: 'text', value };
    if (typeof value === 'number') return { kind: 'number', value };
    return typeof value === 'boolean' ? { kind: 'boolean', value } : { kind: 'ref', label: 'không có' };
  });
  const column = fc.constantFrom(...LABELS);
  const leaf: fc.Arbitrary<Node> = fc.oneof(
    known,
    column.map((label): Node => ({ kind: 'ref', label })),
    fc.constant<Node>({ kind: 'name', name: 'NGUONG' }),
  );
  const ONE = ['NOT', 'ISNUMBER', 'ISTEXT', 'ISBLANK', 'ABS', 'INT', 'LEN', 'VALUE', 'LEFT', 'RIGHT'];
  const MANY = ['AND', 'OR', 'SUM', 'MIN', 'MAX', 'COUNT', 'COUNTA'];
  const { node: tree } = fc.letrec<{ node: Node }>((tie) => {
    const node = tie('node');
    const call = (name: fc.Arbitrary<string>, args: fc.Arbitrary<Node[]>): fc.Arbitrary<Node> =>
      fc.record({ kind: fc.constant('call' as const), name, args });
    const named = (name: string, ...args: fc.Arbitrary<Node>[]): fc.Arbitrary<Node> => call(fc.constant(name), fc.tuple(...args));
    const range = fc.tuple(column, column).map(([from, to]): Node => ({ kind: 'range', from, to }));
    const operator = fc.constantFrom<Operator>('+', '-', '*', '/', '&', '=', '<>', '<', '<=', '>', '>=');
    const marks = fc
      .array(fc.tuple(column, known), { minLength: 1, maxLength: 4 })
      .map((all): Node[] => all.map(([label, right]) => ({ kind: 'binary', operator: '=', left: { kind: 'ref', label }, right })));
    return {
      node: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.record({ kind: fc.constant('binary' as const), operator, left: node, right: node }),
        fc.record({
          kind: fc.constant('binary' as const),
          operator,
          left: column.map((label): Node => ({ kind: 'ref', label })),
          right: known,
        }),
        fc.record({ kind: fc.constant('minus' as const), operand: node }),
        call(fc.constantFrom(...ONE), fc.tuple(node)),
        call(fc.constantFrom(...ONE), fc.tuple(range)),
        call(fc.constantFrom(...MANY), fc.array(node, { minLength: 1, maxLength: 4 })),
        call(fc.constantFrom('AND', 'OR'), marks),
        named('IF', node, node),
        named('IF', node, node, node),
        named('IFERROR', node, node),
        named('ROUND', node, fc.oneof(known, node)),
        named('COUNTIF', range, node),
        named('COUNTIF', node, node),
        named('COUNTBLANK', range),
        named(
          'VLOOKUP',
          node,
          fc.constant<Node>({ kind: 'name', name: 'THON' }),
          node,
          fc.constant<Node>({ kind: 'boolean', value: false }),
        ),
      ),
    };
  });

  /** The same formula with a column in place of everything that it knows; the values of those columns are added to the row. */
  function fromTheRow(node: Node, row: Value[]): Node {
    const move = (value: Value): Node => ({ kind: 'ref', label: `cột ${row.push(value) - 1}` });
    switch (node.kind) {
      case 'number':
      case 'text':
      case 'boolean':
        return move(node.value);
      case 'name':
        return move(scope.names[node.name] ?? null);
      case 'ref':
        return scope.slot(node.label) === undefined ? move(null) : node;
      case 'minus':
        return { ...node, operand: fromTheRow(node.operand, row) };
      case 'binary':
        return { ...node, left: fromTheRow(node.left, row), right: fromTheRow(node.right, row) };
      case 'call':
        return { ...node, args: node.args.map((arg, i) => (node.name === 'VLOOKUP' && i % 2 === 1 ? arg : fromTheRow(arg, row))) };
      case 'range':
        return node;
    }
  }
  const wide: Scope = { ...scope, slot: (label) => (label.startsWith('cột ') ? Number(label.slice(4)) : scope.slot(label)) };

  it('is the same as read from the row, row after row', () => {
    const cell = fc.constantFrom<Value>(...SOME, DIV0, NOT_AVAILABLE);
    const rows = fc.array(fc.tuple(cell, cell, cell, cell), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(tree, rows, (node, all) => {
        const evaluate = compile(node, scope);
        for (const row of all) {
          const longer: Value[] = [...row];
          const plain = fromTheRow(node, longer);
          expect(evaluate(row)).toBe(compile(plain, wide)(longer));
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('forgets texts when there are too many, and still compares them rightly', () => {
    const isMark = compile(parse('OR([a]="x";[a]="Hộ nghèo")'), scope);
    for (let i = 0; i < 2_000; i++) expect(isMark([null, `tên ${i}`])).toBe(false);
    for (const mark of ['X', 'HỘ NGHÈO', 'x']) expect(isMark([null, mark])).toBe(true);
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
