/** Lists with every oddity that people type, always the same for a seed: every spreadsheet must get the same results. */
import { CAUSES, DECIDED, DECIDED_WHY, LEAVING, ARRIVING, NEAR_POOR, NOT_POOR, POOR, RURAL, URBAN } from '../../src/lib/review/columns.ts';
import { INDICATORS } from '../../src/lib/review/indicators.ts';
import type { CellValue, ReviewData, Row } from '../../src/lib/review/types.ts';

/** Names that a COUNTIFS criterion would read as a number, a comparison or a date; also hostile ones. */
const VILLAGES = ['Thôn 1', 'thôn 2', 'Tổ dân phố 3', '01', '1', '>5', '=1+1', 'Ấp "Chợ"', "Bản 'Cũ'", '12/3', 'TRUE', 'Xóm & <Mới>'];

const TEXTS = [
  'Nguyễn Văn An',
  '=1+1',
  '+84',
  '@SUM(A1)',
  '-1',
  '=HYPERLINK("http://x","y")',
  "'trước",
  'a\u0007b',
  '_x0041_',
  '\t',
  'Lò Thị "Mỷ"',
  null,
];
const BIRTHS = [
  '14/12/1960',
  '15/12/1960',
  '29/02/2000',
  '13/12/2023',
  '02/1990',
  '12/1990',
  '1984',
  'không rõ',
  '1/1/1990',
  '31/02/1999',
  '99/99/9999',
  null,
];
const YES = [null, null, null, 'x', 'x', 'X', 'có?'];

/** Small, fast and the same on every machine (mulberry32). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A meeting decided otherwise about every third household. */
export const withDecided = (data: ReviewData): ReviewData => ({
  ...data,
  households: data.households.map((row, index) =>
    row.sheet === 'list01' && index % 3 === 0
      ? { ...row, cells: { ...row.cells, [DECIDED]: [POOR, NEAR_POOR, NOT_POOR][(index / 3) % 3] ?? null, [DECIDED_WHY]: '=họp "dân"' } }
      : row,
  ),
});

export function oddLists(seed: number, size = 400): ReviewData {
  const next = dice(seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)] as T;
  const whole = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  const marks = (keys: readonly string[], values: readonly CellValue[]): Record<string, CellValue> =>
    Object.fromEntries(keys.map((key) => [key, pick(values)]));
  // In a third of the households every mark is unambiguous, so that all classes occur.
  const tidy = (): boolean => next() < 0.7;

  const villages: Row[] = VILLAGES.map((name, index) => ({
    id: `v:${index}`,
    sheet: 'villages',
    cells: {
      name,
      area: pick([RURAL, RURAL, URBAN, null]),
      households: pick<CellValue>([null, 80, 0, 'khoảng 90']),
      persons: pick<CellValue>([null, 300, 0]),
      minorityHouseholds: null,
      householdsLastYear: pick<CellValue>([75, 80, 0, null, 'chừng 70']),
    },
  }));

  const households: Row[] = Array.from({ length: size }, (_, index): Row => {
    const clear = tidy();
    const sheet = next() < 0.75 ? 'list01' : 'list02';
    const village = next() < 0.03 ? pick([null, 'Thôn lạ']) : pick([pick(VILLAGES), pick(VILLAGES).toUpperCase()]);
    return {
      id: `h:${index}`,
      sheet,
      cells: {
        code: `M-${index}`,
        head: pick(TEXTS),
        cccd: pick(['006085000020', '84', null]),
        birth: pick(BIRTHS),
        sex: pick(['Nam', 'Nữ', null]),
        ethnic: pick(['Kinh', 'kinh', 'Tày', 'KINH', '', null]),
        spouseEthnic: pick(['Kinh', 'Nùng', null, null]),
        village,
        size: clear ? whole(1, 9) : pick<CellValue>([null, 0, 2.5, 'bốn', 12, -1]),
        request: pick(YES),
        formA: pick<CellValue>([null, 0, 3, 4, 5, 'ba', 3.999999999999]),
        b1: clear ? whole(100, 200) : pick<CellValue>([null, 140, 140.5, 141, 175, 176, 0, 'abc', 139.99999999999999]),
        noLabour: pick(YES),
        merit: pick(YES),
        farming: pick(YES),
        income: pick<CellValue>([
          null,
          1_500_000,
          1_500_001,
          2_250_000,
          2_250_001,
          2_000_000,
          3_000_000,
          10_000_000,
          12_000_001,
          '2 triệu',
        ]),
        note: pick(TEXTS),
        ...(sheet === 'list01' && {
          lastYear: pick([POOR, NEAR_POOR, POOR, NEAR_POOR, null, 'hộ nghèo', 'N']),
          formerly: pick([POOR, NEAR_POOR, null]),
          change: pick([null, null, null, null, null, ...LEAVING, ...ARRIVING, 'chuyển đi']),
          // Includes those that the round does not count.
          ...marks(
            INDICATORS.map(({ key }) => key),
            clear ? [null, null, 'x'] : YES,
          ),
          ...marks(
            CAUSES.map(([key]) => key),
            YES,
          ),
          reviewer: pick(TEXTS),
          reviewedOn: pick(BIRTHS),
        }),
      },
    };
  });

  const members: Row[] = households.flatMap((household, index) =>
    next() < 0.3
      ? []
      : Array.from({ length: whole(1, 5) }, (_, nth): Row => ({
          id: `m:${index}:${nth}`,
          sheet: 'members',
          cells: {
            code: household.cells.code ?? null,
            name: pick(TEXTS),
            relation: nth === 0 ? pick(['Chủ hộ', 'Vợ']) : 'Con đẻ',
            birth: pick(BIRTHS),
            sex: pick(['Nam', 'Nữ']),
            ethnic: pick(['Kinh', 'Tày']),
            cccd: null,
          },
        })),
  );
  return { unit: 'Xã "Thử" & <Lạ>', villages, households, members };
}

/** What only standards of other kinds ask, added without another throw of the dice: the lists of a seed stay what they were. */
export function withOtherKinds(data: ReviewData): ReviewData {
  const incomes: readonly CellValue[] = [46_000_000, 46_000_001, 54_000_000, 54_000_001, 69_000_000, 12_345_678, null, 'không rõ', 0];
  const scores: readonly CellValue[] = [150, 151, 185, 186, 90, null, 'chưa chấm'];
  const households = data.households.map((row, index): Row => ({
    ...row,
    cells: { ...row.cells, incomeYear: incomes[index % incomes.length] ?? null, b1New: scores[index % scores.length] ?? null },
  }));
  return { ...data, households };
}

const SINCE = ['30/04/2026', '14/12/2026', '15/12/2026', '15/10/2026', '10/2026', '2026', '31/02/2027', 'không rõ', '1/1/2027', null];

/** The same lists, where a day is written from which most villages have their area. */
export const withDatedAreas = (data: ReviewData): ReviewData => ({
  ...data,
  villages: data.villages.map((row, index) => ({
    ...row,
    cells: { ...row.cells, areaFrom: SINCE[index % SINCE.length] ?? null, areaBefore: [URBAN, RURAL, null][index % 3] ?? null },
  })),
});
