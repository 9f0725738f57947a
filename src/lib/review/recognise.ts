/** Whether the results of a review can be recognised: the one rule, for an official export and for every later step. */
import type { Classified } from './classify.ts';
import type { Row } from './types.ts';
import { unsettledHouseholds } from './unsettled.ts';

export interface Obstacle {
  code: 'unsettled';
  text: string;
  /** The households whose result is open. */
  households: readonly Row[];
}

/** @returns what prevents recognition; recognition is possible only when it is empty. */
export function mayRecognise(classified: Pick<Classified, 'data' | 'results' | 'beside'>): Obstacle[] {
  const households = unsettledHouseholds(classified);
  if (households.length === 0) return [];
  return [
    {
      code: 'unsettled',
      text: `${households.length} hộ chưa thống nhất: hai người ghi khác nhau ở ô quyết định kết quả, chưa ai chọn.`,
      households,
    },
  ];
}
