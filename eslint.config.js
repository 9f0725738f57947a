import globals from 'globals';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';
import arrows from './tests/arrows.js';
import props from './tests/unused-props.js';

const FORMS = ['src/lib/forms', 'src/lib/forms/official'];
/** What every room of the pages may import besides other rooms of the pages. */
const LISTS = [
  'src/lib/formula',
  'src/lib/review',
  'src/lib/shapes',
  ...FORMS,
  'src/lib/cells',
  'src/lib/process',
  'src/lib/summary',
  'src/lib/sync',
];
/** @param {string[]} rooms */
const ui = (...rooms) => rooms.map((room) => `src/lib/ui/${room}`);
const GROUND = ['src/lib/api', ...ui('parts', 'address', 'device', 'commune')];
const RULES = ['src/lib/formula', 'src/lib/review', ...FORMS, 'src/lib/workbook', 'src/lib/cells', 'src/lib/sync'];

/**
 * The rooms of the architecture (docs/architecture.md): which other folders each folder may import. From the ground
 * up: a room imports only rooms below it.
 * @type {Record<string, string[]>}
 */
const ROOMS = {
  'src/lib/formula': [],
  'src/lib/review': ['src/lib/formula'],
  'src/lib/shapes': ['src/lib/review'],
  'src/lib/forms/official': ['src/lib/review'],
  'src/lib/forms': ['src/lib/formula', 'src/lib/review', 'src/lib/forms/official'],
  'src/lib/workbook': ['src/lib/formula', 'src/lib/review', ...FORMS],
  'src/lib/cells': ['src/lib/review', 'src/lib/shapes'],
  'src/lib/process': ['src/lib/review', 'src/lib/shapes', 'src/lib/cells'],
  'src/lib/summary': ['src/lib/review', ...FORMS, 'src/lib/cells'],
  'src/lib/papers': ['src/lib/formula', 'src/lib/review', ...FORMS, 'src/lib/cells', 'src/lib/process'],
  'src/lib/papers/values': ['src/lib/formula', 'src/lib/review', ...FORMS, 'src/lib/cells', 'src/lib/process', 'src/lib/papers'],
  'src/lib/papers/templates': ['src/lib/process', 'src/lib/papers'],
  'src/lib/sync': ['src/lib/review', 'src/lib/cells'],
  'src/lib/grid': ['src/lib/formula', 'src/lib/review', 'src/lib/cells'],
  'src/lib/grid/ag-grid': ['src/lib/review', 'src/lib/cells', 'src/lib/grid'],

  'src/lib/api': ['src/lib/review', 'src/lib/shapes', ...FORMS, 'src/lib/process', 'src/lib/summary', 'src/lib/sync'],

  'src/lib/ui/parts': ['src/lib/review', 'src/lib/api'],
  'src/lib/ui/address': ['src/lib/sync', 'src/lib/api', ...ui('parts')],
  'src/lib/ui/device': [...LISTS, 'src/lib/api', ...ui('parts')],
  'src/lib/ui/commune': [...LISTS, 'src/lib/api', ...ui('parts', 'device')],
  'src/lib/ui/export': [...LISTS, 'src/lib/workbook', ...GROUND],
  'src/lib/ui/import': [...LISTS, 'src/lib/workbook', ...GROUND, ...ui('export')],
  'src/lib/ui/steps': [...LISTS, ...GROUND],
  'src/lib/ui/monthly': [...LISTS, ...GROUND, ...ui('steps')],
  'src/lib/ui/register': [...LISTS, 'src/lib/workbook', ...GROUND, ...ui('steps', 'export')],
  'src/lib/ui/scan': ['src/lib/review', 'src/lib/sync', ...ui('parts')],
  'src/lib/ui/pictures': ['src/lib/review', 'src/lib/shapes', ...FORMS, ...ui('parts')],
  'src/lib/ui/papers': [
    ...LISTS,
    'src/lib/papers',
    'src/lib/papers/values',
    'src/lib/workbook',
    ...GROUND,
    ...ui('steps', 'register', 'pictures'),
  ],
  'src/lib/ui/scores': ['src/lib/review', 'src/lib/cells', 'src/lib/workbook', ...GROUND, ...ui('export')],
  'src/lib/ui/plan': [...LISTS, ...GROUND, ...ui('steps')],
  'src/lib/ui/meeting': [...LISTS, ...GROUND, ...ui('steps')],
  'src/lib/ui/home': [...LISTS, ...GROUND, ...ui('import', 'steps')],
  'src/lib/ui/overview': [...LISTS, 'src/lib/workbook', ...GROUND, ...ui('steps', 'plan', 'home', 'forms', 'pictures')],
  'src/lib/ui/people': ['src/lib/review', 'src/lib/shapes', ...GROUND],
  'src/lib/ui/numbers': ['src/lib/review', 'src/lib/shapes', 'src/lib/cells', 'src/lib/grid', ...GROUND],
  'src/lib/ui/history': [...LISTS, 'src/lib/grid', ...GROUND],
  'src/lib/ui/late': [...LISTS, ...GROUND, ...ui('history')],
  'src/lib/ui/forms': [...LISTS, ...GROUND],
  'src/lib/ui/frozen': [...LISTS, 'src/lib/workbook', ...GROUND, ...ui('steps', 'forms', 'export')],
  'src/lib/ui/rules': ['src/lib/review', ...GROUND],
  'src/lib/ui/reconcile': [...LISTS, 'src/lib/grid', ...GROUND],
  'src/lib/ui/village/state': [...LISTS, 'src/lib/grid', ...GROUND, ...ui('history')],
  'src/lib/ui/village/panels': [...LISTS, 'src/lib/grid', ...GROUND, ...ui('history', 'forms', 'scan', 'scores', 'village/state')],
  'src/lib/ui/village/card': [...LISTS, 'src/lib/grid', ...GROUND, ...ui('history', 'forms', 'village/state', 'village/panels')],
  'src/lib/ui/village/desk': [
    ...LISTS,
    'src/lib/grid',
    'src/lib/grid/ag-grid',
    ...GROUND,
    ...ui('history', 'forms', 'village/state', 'village/panels'),
  ],
  'src/lib/ui/village': [
    ...LISTS,
    'src/lib/grid',
    ...GROUND,
    ...ui('history', 'forms', 'late', 'reconcile', 'village/state', 'village/panels', 'village/card', 'village/desk'),
  ],
  'src/lib/ui/bundle': [...LISTS, ...GROUND],
  'src/lib/ui/frame': [...LISTS, ...GROUND, ...ui('bundle')],
  // The pages put rooms together.
  'src/routes': [
    'src',
    'src/lib/review',
    'src/lib/forms',
    'src/lib/papers/values',
    'src/lib/papers/templates',
    ...GROUND,
    ...ui(
      'export',
      'import',
      'home',
      'overview',
      'people',
      'numbers',
      'history',
      'late',
      'forms',
      'rules',
      'reconcile',
      'village',
      'frame',
      'steps',
      'plan',
      'meeting',
      'register',
      'monthly',
      'frozen',
      'papers',
      'scores',
    ),
  ],
  src: ['src/lib/ui/commune'],

  'server/faults': [],
  'server/http': ['src/lib/review', 'src/lib/api'],
  'server/nodes': [],
  'server/log': ['src/lib/review', 'server/faults', 'server/nodes'],
  'server/rooms': [
    'src/lib/review',
    'src/lib/api',
    'src/lib/cells',
    'src/lib/process',
    'src/lib/sync',
    'server/faults',
    'server/http',
    'server/nodes',
    'server/log',
  ],
  'server/relay': ['src/lib/cells', 'server/rooms'],
  'server/process': [
    'src/lib/review',
    'src/lib/api',
    'src/lib/forms',
    'src/lib/cells',
    'src/lib/process',
    'src/lib/papers',
    'src/lib/papers/values',
    'server/http',
    'server/log',
    'server/rooms',
  ],
  'server/summaries': [
    'src/lib/review',
    'src/lib/api',
    ...FORMS,
    'src/lib/cells',
    'src/lib/process',
    'src/lib/summary',
    'server/http',
    'server/log',
    'server/rooms',
    'server/process',
  ],
  'server/people': [
    'src/lib/review',
    'src/lib/shapes',
    'src/lib/api',
    'src/lib/forms',
    'src/lib/workbook',
    'src/lib/cells',
    'src/lib/process',
    'server/http',
    'server/nodes',
    'server/log',
    'server/rooms',
    'server/process',
  ],
  'server/history': ['src/lib/review', 'src/lib/api', 'src/lib/cells', 'src/lib/forms', 'server/http', 'server/log', 'server/rooms'],
  'server/bundles': [
    'src/lib/review',
    'src/lib/api',
    'src/lib/cells',
    'src/lib/sync',
    'server/http',
    'server/log',
    'server/rooms',
    'server/people',
    'server/relay',
  ],
  'server/meeting-hub': ['src/lib/review', 'src/lib/api', 'server/http', 'server/log', 'server/rooms', 'server/people', 'server/relay'],
  'server/report': [...RULES, 'server/faults'],
  'server/papers': [
    'src/lib/review',
    'src/lib/forms',
    'src/lib/process',
    'src/lib/papers',
    'src/lib/papers/values',
    'server/faults',
    'server/report',
  ],
  'server/https': ['src/lib/sync', 'src/lib/api', 'server/http'],
  'server/migrate': ['src/lib/review', 'server/nodes', 'server/log', 'server/people'],
  'server/serve': [
    'src/lib/review',
    'src/lib/forms',
    'src/lib/api',
    'src/lib/sync',
    'server/faults',
    'server/http',
    'server/nodes',
    'server/log',
    'server/rooms',
    'server/people',
    'server/history',
    'server/process',
    'server/summaries',
    'server/https',
    'server/bundles',
    'server/meeting-hub',
  ],
  'server/commands': [
    ...RULES,
    'src/lib/process',
    'src/lib/papers',
    'src/lib/papers/values',
    'src/lib/papers/templates',
    'server/faults',
    'server/http',
    'server/report',
    'server/papers',
    'server/nodes',
    'server/log',
    'server/rooms',
    'server/people',
    'server/summaries',
    'server/history',
    'server/https',
    'server/bundles',
    'server/migrate',
    'server/meeting-hub',
    'server/serve',
  ],
  server: ['server/commands', 'server/report', 'server/faults'],
  'server/portable': ['server', 'server/commands'],
};

/**
 * The only folders that may import a library that shapes the design; all other code goes through them.
 * @type {Record<string, string[]>}
 */
const OWNERS = {
  yjs: ['src/lib/cells', 'src/lib/sync', 'server/rooms'],
  'y-websocket': ['src/lib/sync'],
  'y-indexeddb': ['src/lib/sync'],
  'y-protocols': ['src/lib/sync', 'server/rooms'],
  xlsx: ['src/lib/workbook'],
  // Only tests and the bench compare with it.
  exceljs: [],
  'ical.js': ['src/lib/ui/plan'],
  docx: ['src/lib/papers/templates'],
  docxtemplater: ['src/lib/papers'],
  pizzip: ['src/lib/papers'],
  'd3-scale': ['src/lib/ui/pictures'],
  'd3-shape': ['src/lib/ui/pictures'],
  'ag-grid-community': ['src/lib/grid/ag-grid'],
  'better-sqlite3': ['server/log', 'server/people', 'server/migrate'],
  pg: ['server/nodes', 'server/log', 'server/people', 'server/migrate'],
  'better-auth': ['server/people'],
  kysely: ['server/log', 'server/people'],
  svelte: ['src/lib/grid/ag-grid', 'src/lib/ui', 'src/routes'],
  $app: ['src/lib/ui', 'src/routes'],
  'node:': ['server'],
};

/**
 * What browsers give a page only at https or on localhost. People also use plain http in the local network, so only
 * the file that checks for it, and returns null if it is absent, may name it (and the service worker, which does not
 * exist at plain http).
 */
const ONLY_SECURE = [
  'randomUUID',
  'subtle',
  'serviceWorker',
  'clipboard',
  'wakeLock',
  'mediaDevices',
  'showSaveFilePicker',
  'showOpenFilePicker',
  'showDirectoryPicker',
  'getInstalledRelatedApps',
];
const ONLY_SECURE_OF_NAVIGATOR = [
  'storage',
  'locks',
  'share',
  'canShare',
  'permissions',
  'credentials',
  'geolocation',
  'bluetooth',
  'usb',
  'serial',
  'hid',
];
const ABSENT =
  'It is absent at a plain http address: ask src/lib/sync/address-abilities.ts, and have another way where the answer is null.';
const NAVIGATOR = ':matches([object.name="navigator"], [object.property.name="navigator"])';
/** @type {import('typescript-eslint').ConfigWithExtends} */
const plainHttp = {
  files: ['src/**'],
  ignores: ['src/lib/sync/address-abilities.ts', 'src/service-worker.ts', 'src/**/*.test.ts'],
  rules: {
    'no-restricted-globals': [
      'error',
      ...['caches', 'Notification', 'cookieStore', 'PushManager', 'launchQueue'].map((name) => ({ name, message: ABSENT })),
    ],
    'no-restricted-syntax': [
      'error',
      { selector: `MemberExpression[property.name=/^(${ONLY_SECURE.join('|')})$/]`, message: ABSENT },
      { selector: `MemberExpression${NAVIGATOR}[property.name=/^(${ONLY_SECURE_OF_NAVIGATOR.join('|')})$/]`, message: ABSENT },
      {
        selector: 'VariableDeclarator[id.type="ObjectPattern"] :matches(Identifier[name=/^(navigator|crypto)$/])',
        message: 'Say navigator.x or crypto.x: what is absent at a plain http address is looked for by that.',
      },
    ],
  },
};

const TESTS = ['**/*.test.ts', '**/*.contract.ts', 'server/testing.ts', 'server/testing-*.ts', 'server/*/testing.ts', 'tests/**'];

export default ts.config(
  { ignores: ['build/', '.svelte-kit/', 'node_modules/', 'data/', 'test-results/', 'playwright-report/', 'static/'] },
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  { files: ['**/*.svelte', '**/*.svelte.ts'], languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } } },
  {
    rules: {
      'no-empty': 'error',
      'no-console': ['error', { allow: ['warn', 'error'] }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'svelte/no-navigation-without-resolve': 'off',
      // Reactive values are explicit ($state, SvelteMap); a plain Map inside a derivation or a private index is plain on purpose.
      'svelte/prefer-svelte-reactivity': 'off',
      // It asks for types, whose preparation for each component took half of the time: props/unused-props reads the syntax.
      'svelte/no-unused-props': 'off',
      // There are no stores, and looking for them in every expression took two fifths of the time.
      'svelte/require-store-reactive-access': 'off',
    },
  },
  { files: ['**/*.svelte'], plugins: { props }, rules: { 'props/unused-props': 'error' } },
  // A comment cannot switch a rule off.
  { linterOptions: { noInlineConfig: true } },
  // A new folder needs a room too. What only runs or checks the product has none.
  {
    ignores: ['*', 'tests/**', 'bench/**', 'docs/**'],
    plugins: { arrows },
    rules: { 'arrows/arrows': ['error', { rooms: ROOMS, owners: OWNERS }] },
  },
  plainHttp,
  // Benches and commands print to the console.
  { files: [...TESTS, 'bench/**'], rules: { 'no-console': 'off' } },
  { files: TESTS, rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
);
