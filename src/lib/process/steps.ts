/**
 * The steps of a round that are closed by an act, with the words of their pages. Which of them a round has, and what they are called, say the
 * rules in force (review/rules.ts) and the plan.
 */
import { STEPS as ALL_STEPS, type StepId as AnyStep } from '../review/rules.ts';

export const STEPS = {
  review: { closing: 'Chốt rà soát', waits: 'đang rà soát' },
  check: { closing: 'Ghi kết quả kiểm tra', waits: 'chờ kiểm tra' },
  meeting: { closing: 'Ghi kết quả họp', waits: 'chờ họp dân' },
  posting: { closing: 'Ghi niêm yết', waits: 'chờ niêm yết' },
  opinion: { closing: 'Ghi đã gửi xin ý kiến', waits: 'chờ gửi xin ý kiến' },
  recognition: { closing: 'Ghi quyết định công nhận', waits: 'chờ công nhận' },
} as const satisfies Partial<Record<AnyStep, { closing: string; waits: string }>>;

export type StepId = keyof typeof STEPS;

export const STEP_IDS = Object.keys(STEPS) as StepId[];

export const isStep = (step: string): step is StepId => Object.hasOwn(STEPS, step);

/** As the product calls it where no rule does. */
export const stepName = (step: StepId): string => ALL_STEPS[step];
