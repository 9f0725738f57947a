/** Prints a formula's tree as text: as the formula bar shows it, and as a workbook stores it. */
import type { Node } from './parse.ts';

export interface Style {
  separator: string;
  ref(label: string): string;
  range(from: string, to: string): string;
  /** Of a constant; as it stands where there is only one of that name. */
  name?(name: string): string;
}

/** As Vietnamese Excel shows a formula, with headings instead of cell addresses. */
export const DISPLAY: Style = {
  separator: ';',
  ref: (label) => `[${label}]`,
  range: (from, to) => `[${from}]:[${to}]`,
};

/**
 * As an OOXML file stores it: English names, commas, cell addresses.
 * @param address the address of a column's cell in this row, e.g. 'P5'; undefined when the sheet has no such column.
 */
export const stored = (address: (label: string) => string | undefined): Style => ({
  separator: ',',
  ref: (label) => address(label) ?? '""',
  range: (from, to) => `${address(from) ?? '#REF!'}:${address(to) ?? '#REF!'}`,
});

const BINDING: Record<string, number> = { '=': 1, '<>': 1, '<': 1, '<=': 1, '>': 1, '>=': 1, '&': 2, '+': 3, '-': 3, '*': 4, '/': 4 };

export function print(node: Node, style: Style = DISPLAY): string {
  switch (node.kind) {
    case 'number':
      return String(node.value);
    case 'text':
      return `"${node.value.replaceAll('"', '""')}"`;
    case 'boolean':
      return node.value ? 'TRUE' : 'FALSE';
    case 'ref':
      return style.ref(node.label);
    case 'range':
      return style.range(node.from, node.to);
    case 'name':
      return style.name?.(node.name) ?? node.name;
    case 'call':
      return `${node.name}(${node.args.map((arg) => print(arg, style)).join(style.separator)})`;
    case 'minus':
      return `-${wrap(node.operand, 5, style)}`;
    case 'binary': {
      const own = BINDING[node.operator] ?? 0;
      return `${wrap(node.left, own, style)}${node.operator}${wrap(node.right, own + 1, style)}`;
    }
  }
}

function wrap(node: Node, least: number, style: Style): string {
  const text = print(node, style);
  return node.kind === 'binary' && (BINDING[node.operator] ?? 0) < least ? `(${text})` : text;
}

/** The headings that a formula reads; a range gives its two ends. */
export function references(node: Node): string[] {
  switch (node.kind) {
    case 'ref':
      return [node.label];
    case 'range':
      return [node.from, node.to];
    case 'call':
      return node.args.flatMap(references);
    case 'minus':
      return references(node.operand);
    case 'binary':
      return [...references(node.left), ...references(node.right)];
    default:
      return [];
  }
}
