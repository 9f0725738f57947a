/** What is personal, and what can be said without it. */
import { describe, expect, it } from 'vitest';
import { Classifier } from './classify.ts';
import { RURAL } from './columns.ts';
import { isPersonal, isPersonalCell, PERSONAL_WORDS, UNSEEN } from './personal.ts';
import { chooseRound } from './plans.ts';
import type { CellValue, Row } from './types.ts';
import { explainHousehold, outcome } from './why.ts';

it('is CCCD, birth and income on any sheet, and free text that contains somebody’s number', () => {
  expect(['cccd', 'birth', 'income', 'head', 'b1', 'note', 'code', '__proto__'].filter(isPersonal)).toEqual(['cccd', 'birth', 'income']);
  const told = ['gọi 0912345678', 'nhà số 12', 'nợ 150.000.000 đồng', '1234567890123'];
  const kept = ['CCCD 006056000001', 'cccd: 006 056 000 001.', 'CMND 095012345'];
  for (const field of ['note', 'text'])
    expect([told.filter((words) => isPersonalCell(field, words)), kept.filter((words) => !isPersonalCell(field, words))]).toEqual([[], []]);
  // A code is no free text: a commune may number its households as it likes.
  expect(isPersonalCell('code', '006056000001')).toBe(false);
});

describe('a household seen without its income', () => {
  const villages: Row[] = [{ id: 'v:1', sheet: 'villages', cells: { name: 'Thôn 1', area: RURAL } }];
  const plans = { living: chooseRound({ plan: 'tra-cu-2023' }), without: chooseRound({ year: 2023 }) };
  const household = (sheet: 'list01' | 'list02', cells: Record<string, CellValue>): Row => ({
    id: 'h:1',
    sheet,
    cells: { head: 'A', size: 4, village: 'Thôn 1', c1: 'x', ...cells },
  });
  const both = (plan: keyof typeof plans, row: Row) => {
    const [seen, unseen] = [
      new Classifier(plans[plan], villages).results(row),
      new Classifier(plans[plan], villages, true).results({ ...row, cells: { ...row.cells, income: null } }),
    ];
    return { seen, unseen };
  };
  const rows = [
    household('list02', { income: 900_000 }),
    household('list02', { income: 900_000, b1: 200 }),
    household('list02', { income: 9_000_000 }),
    household('list02', { request: 'x', formA: 1, income: 3_000_000 }),
    household('list01', { lastYear: 'Hộ nghèo', b1: 100, i1: 'x', i2: 'x', i3: 'x' }),
    household('list01', { lastYear: 'Hộ nghèo', b1: 300, income: 5_000_000 }),
    household('list01', { change: 'Chết', lastYear: 'Hộ nghèo' }),
  ];

  it('has every result that does not rest on it, and none of the others', () => {
    let hidden = 0;
    for (const plan of ['living', 'without'] as const)
      for (const row of rows) {
        const { seen, unseen } = both(plan, row);
        for (const [key, value] of Object.entries(unseen)) {
          if (value === UNSEEN) hidden++;
          else if (key !== 'missing') expect([plan, row.cells, key, value]).toEqual([plan, row.cells, key, seen[key as keyof typeof seen]]);
        }
        if (plan === 'without') expect(Object.values(unseen)).not.toContain(UNSEEN);
      }
    expect(hidden).toBe(4);
  });

  it('does not list as missing what only its income could tell', () => {
    const { unseen } = both('living', household('list02', {}));
    expect([unseen.living, unseen.missing]).toEqual([UNSEEN, '']);
    expect(both('living', household('list02', { size: null })).unseen.missing).toBe('Số nhân khẩu; ');
  });

  it('is explained in a sentence, never by a figure', () => {
    const classifier = new Classifier(plans.living, villages, true);
    const row = household('list02', {});
    const why = explainHousehold(classifier, row);
    expect(why.verdict).toBe('DANH SÁCH 02');
    expect(why.lines).toContainEqual({ fact: 'Mức sống', meaning: `tính theo thu nhập. ${PERSONAL_WORDS}` });
    expect(JSON.stringify([why, outcome(classifier, row)])).not.toContain(UNSEEN);
  });
});
