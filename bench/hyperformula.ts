/** The same formula columns in HyperFormula, from the text that a workbook would store. */
import { HyperFormula } from 'hyperformula';
import { print, stored } from '../src/lib/formula/print.ts';
import { formulaTree } from '../src/lib/review/classify.ts';
import { formulaColumnsOf, namesOf, VILLAGE_TABLE } from '../src/lib/review/formula-columns.ts';
import type { Round } from '../src/lib/review/plans.ts';
import { readColumns } from '../src/lib/review/round-columns.ts';
import { ND07 } from '../src/lib/review/standards.ts';
import type { Row } from '../src/lib/review/types.ts';

/** The same in every round by Nghị định 07/2021. */
export const inputs = readColumns('list01', ND07);
const formulas = formulaColumnsOf('list01', ND07);

function letters(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : letters(Math.floor(index / 26) - 1) + letters(index % 26);
}

const COLUMN = new Map([...inputs, ...formulas].map((column, index) => [column.label, letters(index)]));

export const columnIndex = (label: string): number => [...inputs, ...formulas].findIndex((column) => column.label === label);

export function build(rows: readonly Row[], villages: readonly Row[], round: Round): HyperFormula {
  const table = villages.map(({ cells }) =>
    ['name', 'area', 'households', 'persons', 'minorityHouseholds'].map((key) => cells[key] ?? null),
  );
  const names = Object.entries(namesOf(round)).map(([name, { value }]) => ({ name, expression: value }));
  const list = rows.map(({ cells }, index) => [
    ...inputs.map(({ key }) => cells[key] ?? null),
    ...formulas.map(({ key }) => {
      const tree = formulaTree('list01', key, round.standard);
      if (!tree) return null;
      const text = print(
        tree,
        stored((label) => `${COLUMN.get(label)}${index + 1}`),
      );
      // HyperFormula accepts no named range as a table, and knows FALSE only as a function.
      return `=${text}`.replaceAll(VILLAGE_TABLE, `thon!$A$1:$E$${table.length}`).replaceAll('FALSE', 'FALSE()');
    }),
  ]);
  const options = { licenseKey: 'gpl-v3', maxRows: 400_000 };
  return HyperFormula.buildFromSheets({ list, thon: table }, options, names);
}
