import { expect, it } from 'vitest';
import { chooseRound, periodicPlan, PLANS } from '../review/plans.ts';
import { formsFor } from './registry.ts';

it('has every form that a plan names', () => {
  for (const plan of [...PLANS, periodicPlan(2023)]) {
    const round = chooseRound({ plan: plan.id });
    const isThere = (id: string): boolean => Object.values(formsFor(round, [id])).flat().length > 0;
    const missing = plan.reports.flatMap(({ forms }) => forms).filter((id) => !isThere(id));
    expect([plan.id, missing]).toEqual([plan.id, []]);
  }
});

it('includes the forms that a form takes figures from', () => {
  expect(formsFor(chooseRound({ year: 2023 }), ['7.5']).summaries.map(({ id }) => id)).toEqual(['7.4', '7.5']);
});
