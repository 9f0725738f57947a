/** The summary forms, in the order of the sheets. Another form is another entry in one of these files. */
import type { SummaryForm } from './description.ts';
import { BAC_KAN } from './mau-bac-kan.ts';
import { TRA_VINH } from './mau-tra-vinh.ts';
import { ANALYSES } from './mau-7-analyses.ts';
import { RESULTS_AND_MOVEMENTS } from './mau-7-movements.ts';

export const SUMMARIES: readonly SummaryForm[] = [...RESULTS_AND_MOVEMENTS, ...ANALYSES, ...TRA_VINH, ...BAC_KAN];
