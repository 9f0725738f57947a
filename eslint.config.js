import globals from 'globals';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';
import arrows from './tests/arrows.js';

/**
 * The rooms of the architecture (docs/architecture.md): what each folder may import of the others, itself apart.
 * @type {Record<string, string[]>}
 */
const ROOMS = {
  'src/lib/formula': [],
  'src/lib/review': ['src/lib/formula'],
  'src/lib/forms': ['src/lib/formula', 'src/lib/review'],
  'src/lib/workbook': ['src/lib/formula', 'src/lib/review', 'src/lib/forms'],
  'src/lib/cells': ['src/lib/review'],
  'src/lib/sync': ['src/lib/review', 'src/lib/cells'],
  'src/lib/grid': ['src/lib/formula', 'src/lib/review', 'src/lib/cells'],
  'src/lib/ui': ['src/lib/formula', 'src/lib/review', 'src/lib/forms', 'src/lib/workbook', 'src/lib/cells', 'src/lib/sync', 'src/lib/grid'],
  src: ['src/lib/review', 'src/lib/forms', 'src/lib/ui'],
  server: ['src/lib/formula', 'src/lib/review', 'src/lib/forms', 'src/lib/workbook', 'src/lib/cells', 'src/lib/sync'],
};

/**
 * Who may import a library that shapes the design; everybody else goes through that folder.
 * @type {Record<string, string[]>}
 */
const OWNERS = {
  yjs: ['src/lib/cells', 'src/lib/sync', 'server/rooms'],
  'y-websocket': ['src/lib/sync'],
  'y-indexeddb': ['src/lib/sync'],
  'y-protocols': ['src/lib/sync', 'server/rooms'],
  xlsx: ['src/lib/workbook'],
  exceljs: ['src/lib/workbook'],
  'ag-grid-community': ['src/lib/grid'],
  'better-sqlite3': ['server/log', 'server/people'],
  'better-auth': ['server/people'],
};

/**
 * What browsers give a page only at https or on the machine itself. People also come by plain http of the local network:
 * only the file that asks for it, and answers null where it is absent, may name it (and the service worker, which is not there).
 */
const ONLY_SECURE = ['randomUUID', 'subtle', 'serviceWorker', 'clipboard', 'wakeLock', 'mediaDevices', 'showSaveFilePicker', 'showOpenFilePicker', 'showDirectoryPicker', 'getInstalledRelatedApps'];
const ONLY_SECURE_OF_NAVIGATOR = ['storage', 'locks', 'share', 'canShare', 'permissions', 'credentials', 'geolocation', 'bluetooth', 'usb', 'serial', 'hid'];
const ABSENT = 'It is absent at a plain http address: ask src/lib/sync/address-abilities.ts, and have another way where the answer is null.';
const NAVIGATOR = ':matches([object.name="navigator"], [object.property.name="navigator"])';
/** @type {import('typescript-eslint').ConfigWithExtends} */
const plainHttp = {
  files: ['src/**'],
  ignores: ['src/lib/sync/address-abilities.ts', 'src/service-worker.ts', 'src/**/*.test.ts'],
  rules: {
    'no-restricted-globals': ['error', ...['caches', 'Notification', 'cookieStore', 'PushManager', 'launchQueue'].map((name) => ({ name, message: ABSENT }))],
    'no-restricted-syntax': [
      'error',
      { selector: `MemberExpression[property.name=/^(${ONLY_SECURE.join('|')})$/]`, message: ABSENT },
      { selector: `MemberExpression${NAVIGATOR}[property.name=/^(${ONLY_SECURE_OF_NAVIGATOR.join('|')})$/]`, message: ABSENT },
      { selector: 'VariableDeclarator[id.type="ObjectPattern"] :matches(Identifier[name=/^(navigator|crypto)$/])', message: 'Say navigator.x or crypto.x: what is absent at a plain http address is looked for by that.' },
    ],
  },
};

const TESTS = ['**/*.test.ts', '**/*.contract.ts', 'server/testing.ts', 'server/*/testing.ts', 'tests/**'];

export default ts.config(
  { ignores: ['build/', '.svelte-kit/', 'node_modules/', 'data/', 'test-results/', 'playwright-report/', 'static/'] },
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], projectService: true, svelteConfig } },
  },
  {
    files: ['src/**/*.ts', 'server/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, extraFileExtensions: ['.svelte'], tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
    },
  },
  {
    rules: {
      'no-empty': 'error',
      'no-console': ['error', { allow: ['warn', 'error'] }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'svelte/no-navigation-without-resolve': 'off',
      // What is reactive says so ($state, SvelteMap); a plain Map inside a derivation or a private index is meant plain.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  // Kit compiles it apart from the pages: it is in no project.
  { ...ts.configs.disableTypeChecked, files: ['src/service-worker.ts'], languageOptions: { parserOptions: { projectService: false } } },
  { files: ['src/**', 'server/**'], plugins: { arrows }, rules: { 'arrows/arrows': ['error', { rooms: ROOMS, owners: OWNERS }] } },
  plainHttp,
  // The console is how benches and commands speak.
  { files: [...TESTS, 'bench/**'], rules: { 'no-console': 'off' } },
  { files: TESTS, rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
);
