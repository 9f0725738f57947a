/** A history as it is shown: first values written together (an import, a new household) become one line. */
import type { HistoryLine } from './ask-history.ts';

export type Told = { kind: 'change'; line: HistoryLine } | { kind: 'first'; lines: HistoryLine[]; line: HistoryLine };

/** @param lines the latest first. */
export function toldLines(lines: readonly HistoryLine[]): Told[] {
  const told: Told[] = [];
  for (const line of lines) {
    const last = told.at(-1);
    const isFirst = line.from.length === 0;
    if (isFirst && last?.kind === 'first' && last.line.row === line.row && last.line.at === line.at && last.line.name === line.name)
      last.lines.push(line);
    else told.push(isFirst ? { kind: 'first', lines: [line], line } : { kind: 'change', line });
  }
  return told;
}
