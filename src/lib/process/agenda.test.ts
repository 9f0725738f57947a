import { describe, expect, it } from 'vitest';
import { classifyAll } from '../review/classify.ts';
import { chooseRound } from '../review/plans.ts';
import type { CellValue, Row } from '../review/types.ts';
import { agendaOf, withRaised } from './agenda.ts';

const list = (rows: Record<string, Record<string, CellValue>>) =>
  classifyAll(
    {
      unit: 'Xã Nông Thượng',
      villages: [{ id: 'v', sheet: 'villages', cells: { name: 'Thôn 3', area: 'Nông thôn' } }],
      households: Object.entries(rows).map(([id, cells]): Row => ({
        id,
        sheet: 'list01',
        cells: { village: 'Thôn 3', head: id, size: 2, ...cells },
      })),
      members: [],
    },
    chooseRound({ year: 2025 }),
  );
const deprived = { i1: 'x', i2: 'x', i3: 'x', i4: 'x', i5: 'x' };
const LIST = list({
  far: { lastYear: 'Hộ nghèo', b1: 100, ...deprived },
  close: { lastYear: 'Hộ nghèo', b1: 138, ...deprived },
  threeIndicators: { lastYear: 'Hộ nghèo', b1: 90, i1: 'x', i2: 'x', i3: 'x' },
  leaves: { lastYear: 'Hộ cận nghèo', b1: 200 },
  rises: { lastYear: 'Hộ cận nghèo', b1: 100, ...deprived },
  enters: { request: 'x', formA: 1, b1: 100, ...deprived },
});

describe('the agenda of a meeting', () => {
  it('has who enters, leaves, changes and who is close to a limit, in this order', () => {
    expect(agendaOf(LIST).map(({ household, reason }) => [household.id, reason])).toEqual([
      ['enters', 'new'],
      ['leaves', 'leaving'],
      ['rises', 'changed'],
      ['close', 'near'],
      ['threeIndicators', 'near'],
    ]);
  });

  it('has the households that somebody asks about after the others, each once', () => {
    const raised = withRaised(agendaOf(LIST), LIST.data.households, new Set(['far', 'close', 'end']));
    expect(raised.map(({ household, reason }) => [household.id, reason]).slice(3)).toEqual([
      ['close', 'near'],
      ['threeIndicators', 'near'],
      ['far', 'raised'],
    ]);
  });

  it('has only the households that go before the meeting again', () => {
    expect(agendaOf(LIST, new Set(['far'])).map(({ household, reason }) => [household.id, reason])).toEqual([['far', 'changed']]);
  });
});
