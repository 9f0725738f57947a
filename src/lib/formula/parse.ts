/**
 * The formula language: Excel's, with column headings in brackets in place of cell addresses.
 *
 *   IF([Điểm B1]<=NGUONG_B1_NT;"Hộ nghèo";"")      COUNTIF([Việc làm]:[Dinh dưỡng];"x")
 *
 * Arguments are separated by ';' (as Vietnamese Excel shows them) or ','. Numbers use a decimal point.
 */
export type Operator = '+' | '-' | '*' | '/' | '&' | '=' | '<>' | '<' | '<=' | '>' | '>=';

export type Node =
  | { kind: 'number'; value: number }
  | { kind: 'text'; value: string }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'ref'; label: string }
  | { kind: 'range'; from: string; to: string }
  | { kind: 'name'; name: string }
  | { kind: 'call'; name: string; args: Node[] }
  | { kind: 'minus'; operand: Node }
  | { kind: 'binary'; operator: Operator; left: Node; right: Node };

export class FormulaSyntaxError extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(`${message} (vị trí ${at + 1})`);
    this.at = at;
  }
}

interface Token {
  type: 'number' | 'text' | 'ref' | 'word' | 'sign' | 'end';
  text: string;
  at: number;
}

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|"((?:[^"]|"")*)"|\[([^\]]+)\]|([A-Za-z_][A-Za-z0-9_.]*)|(<=|>=|<>|[-+*/&=<>();,:]))/y;

function tokens(text: string): Token[] {
  const list: Token[] = [];
  TOKEN.lastIndex = 0;
  let at = 0;
  while (text.slice(at).trim() !== '') {
    TOKEN.lastIndex = at;
    const m = TOKEN.exec(text);
    if (!m) throw new FormulaSyntaxError(`Không hiểu '${text.slice(at).trim().slice(0, 12)}'`, at);
    if (m[1] !== undefined) list.push({ type: 'number', text: m[1], at });
    else if (m[2] !== undefined) list.push({ type: 'text', text: m[2].replaceAll('""', '"'), at });
    else if (m[3] !== undefined) list.push({ type: 'ref', text: m[3].trim(), at });
    else if (m[4] !== undefined) list.push({ type: 'word', text: m[4], at });
    else list.push({ type: 'sign', text: m[5] ?? '', at });
    at = TOKEN.lastIndex;
  }
  list.push({ type: 'end', text: '', at: text.length });
  return list;
}

/** Binary operators from the lowest precedence to the highest, as in Excel. */
const LEVELS: readonly (readonly string[])[] = [['=', '<>', '<', '<=', '>', '>='], ['&'], ['+', '-'], ['*', '/']];

/** @throws FormulaSyntaxError with the position, in Vietnamese. */
export function parse(text: string): Node {
  const list = tokens(text.trim().replace(/^=/, ''));
  let next = 0;
  const peek = (): Token => list[next] ?? (list[list.length - 1] as Token);
  const isSign = (...signs: string[]): boolean => peek().type === 'sign' && signs.includes(peek().text);
  const expect = (sign: string): void => {
    if (!isSign(sign)) throw new FormulaSyntaxError(`Thiếu '${sign}'`, peek().at);
    next++;
  };

  const binary = (level: number): Node => {
    const signs = LEVELS[level];
    if (!signs) return unary();
    let left = binary(level + 1);
    while (isSign(...signs)) {
      const operator = list[next++]?.text as Operator;
      left = { kind: 'binary', operator, left, right: binary(level + 1) };
    }
    return left;
  };

  const unary = (): Node => {
    if (!isSign('-')) return primary();
    next++;
    return { kind: 'minus', operand: unary() };
  };

  const primary = (): Node => {
    const token = peek();
    next++;
    if (token.type === 'number') return { kind: 'number', value: Number(token.text) };
    if (token.type === 'text') return { kind: 'text', value: token.text };
    if (token.type === 'ref') {
      if (!isSign(':')) return { kind: 'ref', label: token.text };
      next++;
      const to = peek();
      if (to.type !== 'ref') throw new FormulaSyntaxError("Sau ':' phải là một cột", to.at);
      next++;
      return { kind: 'range', from: token.text, to: to.text };
    }
    if (token.type === 'word') {
      const word = token.text.toUpperCase();
      if (!isSign('('))
        return word === 'TRUE' || word === 'FALSE' ? { kind: 'boolean', value: word === 'TRUE' } : { kind: 'name', name: word };
      next++;
      const args: Node[] = [];
      if (!isSign(')')) {
        args.push(binary(0));
        while (isSign(';', ',')) {
          next++;
          args.push(binary(0));
        }
      }
      expect(')');
      return { kind: 'call', name: word, args };
    }
    if (token.type === 'sign' && token.text === '(') {
      const inner = binary(0);
      expect(')');
      return inner;
    }
    throw new FormulaSyntaxError(token.type === 'end' ? 'Công thức còn dở' : `Không hiểu '${token.text}'`, token.at);
  };

  const tree = binary(0);
  if (peek().type !== 'end') throw new FormulaSyntaxError(`Thừa '${peek().text}'`, peek().at);
  return tree;
}
