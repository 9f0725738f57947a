/**
 * Age in whole years on the round's last day, as one formula: the app evaluates it and the workbook stores it live.
 * Dates are text dd/mm/yyyy, mm/yyyy or yyyy. If the day or month is unknown, the birthday counts as passed.
 */
import { compile } from '../formula/compile.ts';
import { parse } from '../formula/parse.ts';
import { print, stored } from '../formula/print.ts';
import { ErrorValue } from '../formula/values.ts';
import { dayNumber } from '../review/iso-day.ts';
import type { CellValue } from '../review/types.ts';

const BIRTH = 'Ngày sinh';
/** Defined names: the last day as a date, and as a number yyyymmdd. Dividing a difference of such numbers gives years. */
export const LAST_DAY_NAME = 'NGAY_CUOI_DOT';
export const AGE_NAME = 'MOC_TINH_TUOI';

const length = (count: number): string => `LEN([${BIRTH}])=${count}`;
const TREE = parse(
  `IF(OR(${length(10)};${length(7)};${length(4)});IFERROR(INT((${AGE_NAME}-VALUE(RIGHT([${BIRTH}];4))*10000` +
    `-IF(${length(10)};VALUE(MID([${BIRTH}];4;2))*100+VALUE(LEFT([${BIRTH}];2));IF(${length(7)};VALUE(LEFT([${BIRTH}];2))*100;0)))/10000);"");"")`,
);

const known = new Map<string, (birth: CellValue) => CellValue>();

/** @param lastDay yyyy-mm-dd */
export function ageOn(lastDay: string): (birth: CellValue) => CellValue {
  let age = known.get(lastDay);
  if (!age) known.set(lastDay, (age = compiledFor(lastDay)));
  return age;
}

function compiledFor(lastDay: string): (birth: CellValue) => CellValue {
  const evaluate = compile(TREE, {
    slot: (label) => (label === BIRTH ? 0 : undefined),
    names: { [AGE_NAME]: dayNumber(lastDay) },
    tables: {},
  });
  // A person is on several lists.
  const known = new Map<CellValue, CellValue>();
  return (birth) => {
    const before = known.get(birth);
    if (before !== undefined) return before;
    const evaluated = evaluate([birth]);
    const age = evaluated instanceof ErrorValue || typeof evaluated === 'boolean' ? '' : evaluated;
    known.set(birth, age);
    return age;
  };
}

/** Printed once, in parts between which the address stands: a list has one for each person. */
const PARTS = print(
  TREE,
  stored(() => '\u0000'),
).split('\u0000');

/** @param address the cell that holds the date of birth */
export const ageFormula = (address: string): string => PARTS.join(address);
