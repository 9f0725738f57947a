/**
 * The ESLint rule that holds the architecture: which room (a folder) may import which, which room alone may import a
 * library, and that no import leads back to its own file. It compares resolved paths, so no spelling of an import goes
 * round it. docs/decisions/022 says why it is our own.
 */
import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(import.meta.dirname, '..');
const SCRIPT = /<script[^>]*>([\s\S]*?)<\/script>/g;
const TESTS = /\.test\.ts$|\.contract\.ts$|(^|\/)testing[^/]*\.(ts|js)$|^(tests|bench)\//;

/** @param {string} file @param {string} specifier @returns {string | null} path in the project, or null: a library. */
function pathOf(file, specifier) {
  const [plain = ''] = specifier.split('?');
  if (plain.startsWith('$lib/')) return join('src/lib', plain.slice('$lib/'.length));
  return plain.startsWith('.') ? join(dirname(file), plain) : null;
}

/** @param {string} path @param {Iterable<string>} rooms @returns the innermost room that the path lies in. */
const roomOf = (path, rooms) =>
  [...rooms]
    .filter((room) => path === room || path.startsWith(`${room}/`))
    .reduce((inner, room) => (room.length > inner.length ? room : inner), '');

/** @type {Map<string, string[]>} */
const known = new Map();

/** @param {string} file @param {string} text @returns the project's files that it imports, for types too. */
function importsOf(file, text) {
  const script = file.endsWith('.svelte') ? [...text.matchAll(SCRIPT)].map(([, inside]) => inside).join('\n') : text;
  return ts.preProcessFile(script).importedFiles.flatMap(({ fileName }) => pathOf(file, fileName) ?? []);
}

/** @param {string} file @returns {string[]} */
function importsOnDisk(file) {
  let imports = known.get(file);
  if (!imports) {
    imports = [];
    try {
      if (/\.(ts|js|svelte)$/.test(file)) imports = importsOf(file, readFileSync(join(ROOT, file), 'utf8'));
    } catch {
      // Made by Kit, or not there: the compiler says that.
    }
    known.set(file, imports);
  }
  return imports;
}

/** @param {string} from @param {string} to @returns {string[] | null} the way from one file to the other, both named. */
function wayTo(from, to) {
  /** @type {Map<string, string | null>} */
  const cameFrom = new Map([[from, null]]);
  for (const file of cameFrom.keys()) {
    if (file === to) {
      const way = [];
      for (let step = /** @type {string | null} */ (file); step !== null; step = cameFrom.get(step) ?? null) way.unshift(step);
      return way;
    }
    for (const next of importsOnDisk(file)) if (!cameFrom.has(next)) cameFrom.set(next, file);
  }
  return null;
}

/** @type {import('eslint').Rule.RuleModule} */
const rule = {
  meta: {
    type: 'problem',
    schema: [
      {
        type: 'object',
        properties: { rooms: { type: 'object' }, owners: { type: 'object' } },
        required: ['rooms', 'owners'],
        additionalProperties: false,
      },
    ],
  },
  create(context) {
    /** @type {{ rooms: Record<string, string[]>, owners: Record<string, string[]> }} */
    const { rooms, owners } = context.options[0];
    const file = relative(ROOT, context.filename).split(sep).join('/');
    const room = roomOf(file, Object.keys(rooms));

    /** @param {string} specifier @returns {string | null} */
    function complaint(specifier) {
      const path = pathOf(file, specifier);
      if (path === null) {
        const library = Object.keys(owners).find((name) => specifier === name || specifier.startsWith(`${name}/`));
        const allowed = library && owners[library];
        return allowed && !TESTS.test(file) && !roomOf(file, allowed) ? `Only ${allowed.join(', ')} may import ${library}.` : null;
      }
      const to = roomOf(path, Object.keys(rooms));
      if (room && to !== room && !TESTS.test(file) && !rooms[room]?.includes(to))
        return `${room} may not import ${to || path}; it may import ${rooms[room]?.join(', ') || 'nothing'}.`;
      const circle = wayTo(path, file);
      return circle && `A circle: ${[file, ...circle].join(' -> ')}.`;
    }

    /** @param {import('estree').Node | null | undefined} source */
    function check(source) {
      if (source?.type !== 'Literal' || typeof source.value !== 'string') return;
      const message = complaint(source.value);
      if (message) context.report({ node: source, message });
    }
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      /** @param {{ source: import('estree').Node }} node */
      TSImportType: (node) => check(node.source),
    };
  },
};

export default { rules: { arrows: rule } };
