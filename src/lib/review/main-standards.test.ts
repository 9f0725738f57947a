/** What a round can be made by: the plan's or the day's own, a province's, and never one out of force. */
import { expect, it } from 'vitest';
import { STANDARD_2027 } from '../../../tests/fixtures/confirmed-2027.ts';
import { STANDARD_HCM } from '../../../tests/fixtures/confirmed-hcm.ts';
import { isOffered, mainOffers, roundBy } from './main-standards.ts';

const USABLE = [STANDARD_2027, STANDARD_HCM];
const offered = (of: { plan?: string; year: number }, usable = USABLE): [string | undefined, string[]] => {
  const { usual, others } = mainOffers(of, usable);
  return [usual?.id, others.map(({ id }) => id)];
};

it('a local standard is offered once it can be used', () => {
  expect(offered({ year: 2026 })).toEqual(['nd07-2021', expect.arrayContaining([STANDARD_HCM.id])]);
  expect(offered({ year: 2026 }, [])[1]).not.toContain(STANDARD_HCM.id);
});

it('of the national ones, only that in force on the day', () => {
  expect(offered({ year: 2026 })[1]).not.toContain(STANDARD_2027.id);
  expect(offered({ year: 2027 })[0]).toBe(STANDARD_2027.id);
  expect(offered({ year: 2027 })[1]).not.toContain('nd07-2021');
  expect(offered({ plan: 'tra-cu-2023', year: 2026 })).toEqual(['tra-vinh-2021', ['nd07-2021']]);
});

it('a choice that another year does not offer falls back to the usual one', () => {
  expect(roundBy({ year: 2026 }, STANDARD_HCM.id, USABLE)).toMatchObject({ standard: { id: STANDARD_HCM.id } });
  expect(isOffered({ year: 2023 }, STANDARD_HCM.id, USABLE)).toBe(false);
  expect(roundBy({ year: 2023 }, STANDARD_HCM.id, USABLE)).toMatchObject({ standard: { id: 'nd07-2021' } });
});
