/** What a village waits for: the next step, a day or others. */
import { isStep, STEPS } from './steps.ts';
import type { Standing } from './standing.ts';

/** In the order of a round. */
export const WAITS_FOR = ['review', 'check', 'meeting', 'posting', 'posted', 'opinion', 'sent', 'recognition', 'recognised'] as const;
export type WaitsFor = (typeof WAITS_FOR)[number];

export function waitsFor({ step, posting, sent }: Pick<Standing, 'step' | 'posting' | 'sent'>): WaitsFor {
  if (step === null) return 'recognised';
  if (step === 'posting' && posting) return 'posted';
  return step === 'opinion' && sent ? 'sent' : step;
}

const OTHERS = { posted: 'đang niêm yết', sent: 'đã gửi, chờ ý kiến cấp trên', recognised: 'đã công nhận' } as const;
export const waitsForText = (waits: WaitsFor): string => (isStep(waits) ? STEPS[waits].waits : OTHERS[waits]);
