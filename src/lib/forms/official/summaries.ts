/** The summary forms, in the order of the sheets. A new form is a new entry in one of these files. */
import type { Counting } from '../../review/indicators.ts';
import { ND07 } from '../../review/standards.ts';
import type { SummaryForm } from './description.ts';
import { BAC_KAN } from './mau-bac-kan.ts';
import { TRA_VINH } from './mau-tra-vinh.ts';
import { serviceForm } from './services.ts';
import { analysesOf } from './mau-7-analyses.ts';
import { RESULTS_AND_MOVEMENTS } from './mau-7-movements.ts';

const known = new Map<string, readonly SummaryForm[]>();

/** The forms under a standard; some have a column for each of its indicators. */
export function summariesOf(standard: Pick<Counting, 'indicators'>): readonly SummaryForm[] {
  const name = standard.indicators.join();
  const forms = known.get(name) ?? [...RESULTS_AND_MOVEMENTS, ...analysesOf(standard), ...TRA_VINH, ...BAC_KAN, serviceForm(standard)];
  known.set(name, forms);
  return forms;
}

/** Under Nghị định 07/2021: for listing which forms exist. */
export const SUMMARIES: readonly SummaryForm[] = summariesOf(ND07);
