/**
 * The ESLint rule that finds props that a component declares and does not take. eslint-plugin-svelte's own rule asks for
 * types, and preparing those for each component took half of the time of linting.
 */

/** @typedef {{ type: string, name?: string, value?: unknown }} Name */
/** @typedef {{ type: string, key: Name, typeAnnotation?: { typeAnnotation: TypeNode } }} Member */
/**
 * What the rule reads of a type in the syntax tree.
 * @typedef {object} TypeNode
 * @property {string} type
 * @property {Member[]} [members]
 * @property {{ body: Member[] }} [body]
 * @property {TypeNode[]} [types]
 * @property {TypeNode} [typeAnnotation]
 * @property {{ expression: Name }[]} [extends]
 * @property {Name} [typeName]
 * @property {Name} [id]
 */
/** @typedef {{ type: string, key: Name, value: { type: string, name?: string, left?: Name } }} Taken */
/** @typedef {{ id: { type: string, properties: Taken[], typeAnnotation?: { typeAnnotation: TypeNode } } }} Declarator */

/** @param {Name} key */
const nameOf = (key) => key.name ?? String(key.value);

/** @type {import('eslint').Rule.RuleModule} */
const rule = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    /** Types of this file by name. @type {Map<string, TypeNode>} */
    const local = new Map();
    /** @type {Declarator[]} */
    const declarators = [];

    /** @param {TypeNode | undefined} type @returns {Member[]} its own members; of a type from elsewhere none. */
    function membersOf(type) {
      if (!type) return [];
      if (type.type === 'TSTypeReference') return membersOf(type.typeName && local.get(nameOf(type.typeName)));
      if (type.type === 'TSTypeAliasDeclaration') return membersOf(type.typeAnnotation);
      const above = type.extends?.flatMap(({ expression }) => membersOf(local.get(nameOf(expression)))) ?? [];
      return [...above, ...(type.members ?? type.body?.body ?? []), ...(type.types ?? []).flatMap(membersOf)];
    }

    /** @param {Declarator} node @param {Taken} taken @returns {Set<string> | null} what is read of a prop; null: it is used as a whole. */
    function readOf(node, { value }) {
      const name = value.type === 'AssignmentPattern' ? value.left?.name : value.name;
      const variable = context.sourceCode.getDeclaredVariables(/** @type {any} */ (node)).find((each) => each.name === name);
      /** @type {Set<string>} */
      const read = new Set();
      for (const { identifier, init } of variable?.references ?? []) {
        if (init) continue;
        const { parent } = /** @type {{ parent: { type: string, object?: unknown, computed?: boolean, property: Name } }} */ (
          /** @type {unknown} */ (identifier)
        );
        if (parent.type !== 'MemberExpression' || parent.object !== identifier || parent.computed) return null;
        read.add(nameOf(parent.property));
      }
      return read;
    }

    /** @param {Declarator} node @returns {string[]} */
    function unused(node) {
      const { properties, typeAnnotation } = node.id;
      if (properties.some(({ type }) => type !== 'Property')) return [];
      const taken = new Map(properties.map((each) => [nameOf(each.key), each]));
      return membersOf(typeAnnotation?.typeAnnotation)
        .filter(({ type }) => type === 'TSPropertySignature' || type === 'TSMethodSignature')
        .flatMap(({ key, typeAnnotation }) => {
          const name = nameOf(key);
          const mine = taken.get(name);
          if (!mine) return [name];
          const inside = typeAnnotation?.typeAnnotation;
          const read = inside?.type === 'TSTypeLiteral' ? readOf(node, mine) : null;
          return read ? membersOf(inside).flatMap(({ key }) => (read.has(nameOf(key)) ? [] : [`${name}.${nameOf(key)}`])) : [];
        });
    }

    /** @param {Declarator} node @param {string} message */
    const report = (node, message) => context.report({ node: /** @type {any} */ (node), message });
    return {
      'TSInterfaceDeclaration, TSTypeAliasDeclaration'(/** @type {unknown} */ node) {
        const type = /** @type {TypeNode} */ (node);
        if (type.id) local.set(nameOf(type.id), type);
      },
      "VariableDeclarator[init.callee.name='$props']"(/** @type {unknown} */ node) {
        declarators.push(/** @type {Declarator} */ (node));
      },
      'Program:exit'() {
        for (const node of declarators)
          if (node.id.type !== 'ObjectPattern') report(node, 'Take the props by their names: let { a, b }: Props = $props().');
          else for (const name of unused(node)) report(node, `The component declares the prop ${name} and never reads it.`);
      },
    };
  },
};

export default { rules: { 'unused-props': rule } };
