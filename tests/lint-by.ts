/** Lints code by some of the project's rules, with the project's own settings for them. For tests. */
import { ESLint } from 'eslint';

/** @returns what those rules say of code that stands in this file. */
export function lintBy(...rules: string[]): (code: string, filePath: string) => Promise<string[]> {
  const eslint = new ESLint({ ruleFilter: ({ ruleId }) => rules.includes(ruleId) });
  return async (code, filePath) => {
    const [result] = await eslint.lintText(code, { filePath });
    return (result?.messages ?? []).filter(({ ruleId }) => rules.includes(ruleId ?? '')).map(({ message }) => message);
  };
}
