import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { STANDARD_2027 } from '../../../../tests/fixtures/confirmed-2027.ts';
import { SharedList } from '$lib/cells/shared-list.ts';
import { Classifier } from '$lib/review/classify.ts';
import { RURAL } from '$lib/review/columns.ts';
import { confirmedStandard } from '$lib/review/drafts.ts';
import { chooseRound, type Round } from '$lib/review/plans.ts';
import type { CellValue } from '$lib/review/types.ts';
import { classText, stepsOf } from '$lib/ui/home/progress-text.ts';
import { NOTHING, progressOf, sum, type Progress } from '$lib/summary/progress.ts';

const ONE = chooseRound({ year: 2026 });
const BOTH = chooseRound({ year: 2026, beside: [STANDARD_2027.id] }, [STANDARD_2027]);

const progressIn = (round: Round, ...homes: Record<string, CellValue>[]): Progress => progressFor(false, round, ...homes);

function progressFor(withoutPersonal: boolean, round: Round, ...homes: Record<string, CellValue>[]): Progress {
  const list = new SharedList(new Y.Doc(), 'thôn');
  homes.forEach((home, index) =>
    list.write(Object.entries({ code: String(index), ...home }).map(([field, value]) => ({ row: `h:${index}`, field, value }))),
  );
  return progressOf(
    list,
    'Thôn 1',
    new Classifier(round, [{ id: 'v:1', sheet: 'villages', cells: { name: 'Thôn 1', area: RURAL } }], withoutPersonal),
  );
}

/** Two of the indicators that both standards count, and one that only the second does. */
const POOR_ONLY_FROM_2027 = { lastYear: 'Hộ nghèo', b1: 100, i1: 'x', i2: 'x', i13: 'x' };

it('counts the classes by each standard of the round, the main one first', () => {
  expect(progressIn(BOTH, POOR_ONLY_FROM_2027)).toMatchObject({
    poor: 0,
    near: 1,
    classified: 1,
    beside: [{ poor: 1, near: 0, unseen: 0 }],
  });
  expect(progressIn(ONE, POOR_ONLY_FROM_2027)).toMatchObject({ poor: 0, near: 1, beside: [] });
});

it('what only the second standard wants is missing, too', () => {
  // Above the limit of the main standard, within that of the other: only that one asks why it is poor.
  const known = {
    ...POOR_ONLY_FROM_2027,
    b1: 150,
    head: 'Hà Văn Dũng',
    cccd: '006092000108',
    birth: '1992',
    sex: 'Nam',
    ethnic: 'Tày',
    size: 3,
  };
  expect([ONE, BOTH].map((round) => stepsOf(progressIn(round, known)))).toEqual([[], ['1 hộ thiếu thông tin']]);
});

it('adds up villages by each standard', () => {
  const one = progressIn(BOTH, POOR_ONLY_FROM_2027);
  expect(sum([one, NOTHING, one])).toMatchObject({ near: 2, toReview: 2, beside: [{ poor: 2, near: 0, unseen: 0 }] });
  expect(sum([])).toEqual(NOTHING);
});

it('does not call classified, nor poor, what somebody without the right to incomes cannot know', () => {
  const city = confirmedStandard({
    standard: 'tp-hcm-2026',
    basis: 'Nghị quyết của thử nghiệm',
    from: '2026-01-01',
    to: '2030-12-31',
    poorLimit: 46_000_000,
    nearLimit: 54_000_000,
    averageLimit: 80_000_000,
    formALimit: 4,
  })!;
  const round = chooseRound({ year: 2026, standard: city.id }, [city]);
  const home = { lastYear: 'Hộ nghèo', incomeYear: 40_000_000 };
  expect(progressFor(false, round, home)).toMatchObject({ classified: 1, poor: 1, unseen: 0 });
  const unseen = progressFor(true, round, home);
  expect(unseen).toMatchObject({ toReview: 1, classified: 0, open: 1, poor: 0, unseen: 1 });
  expect([classText(unseen, 'poor'), stepsOf({ ...unseen, missing: 0 })]).toEqual(['(không xem được)', []]);
});
