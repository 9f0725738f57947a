import { describe, expect, it } from 'vitest';
import { STANDARD_2027 } from '../../../tests/fixtures/confirmed-2027.ts';
import { besideOffers, besideRuleOf } from './beside-standards.ts';
import { chooseRound } from './plans.ts';

describe('the standards that a round can have beside its main one', () => {
  it('are all others; a draft only once it is confirmed', () => {
    const known = (confirmed: Parameters<typeof besideOffers>[1]) =>
      besideOffers('nd07-2021', confirmed).find(({ id }) => id === 'nd351-2025')?.isKnown;
    expect([known([]), known([STANDARD_2027])]).toEqual([false, true]);
    expect(besideOffers('nd07-2021', []).map(({ id }) => id)).not.toContain('nd07-2021');
    // A province's own is usable, and once.
    const own = { ...STANDARD_2027, id: 'cua-tinh' };
    expect(besideOffers('nd07-2021', [own]).filter(({ id }) => id === 'cua-tinh')).toMatchObject([{ isKnown: true }]);
  });

  it.each([
    ['2026', chooseRound({ year: 2026 }), 'nd351-2025'],
    ['2025', chooseRound({ year: 2025 }), undefined],
    ['2026 until January', chooseRound({ year: 2026, date: '2027-01-15' }, [STANDARD_2027]), undefined],
    ['2027', chooseRound({ year: 2027 }, [STANDARD_2027]), undefined],
    ['a plan of 2024', chooseRound({ plan: 'bac-kan-2024' }), undefined],
  ])('the rule of autumn 2026 is said of the round of %s', (_, round, standard) => expect(besideRuleOf(round)?.standard).toBe(standard));
});
