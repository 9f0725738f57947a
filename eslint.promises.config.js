/** Promises that nobody awaits. These rules need the types of the whole project, so they run beside all others. */
import ts from 'typescript-eslint';

export default ts.config(
  {
    files: ['src/**/*.ts', 'server/**/*.ts'],
    // Kit compiles it separately from the pages: it is in no TypeScript project.
    ignores: ['src/service-worker.ts'],
    plugins: { '@typescript-eslint': ts.plugin },
    languageOptions: { parser: ts.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
    },
  },
  { linterOptions: { noInlineConfig: true } },
);
