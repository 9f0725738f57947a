/** The households on the list of those to review (Danh sách hộ gia đình cần rà soát): what a meeting and its minutes count. */
import type { Classified } from './classify.ts';
import type { Row } from './types.ts';

export const reviewedHouseholds = ({ data, results }: Classified): Row[] =>
  data.households.filter(({ id, sheet }) => sheet === 'list01' && results.has(id));
export const reviewedCount = (classified: Classified): number => reviewedHouseholds(classified).length;
