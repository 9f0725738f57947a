import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BECAME_PHUONG, DONG_NAI_2026 } from '../../../tests/fixtures/dong-nai-2026.ts';
import { oddLists, withDatedAreas } from '../../../tests/oracle/odd-lists.ts';
import { areaDifference } from './area-difference.ts';
import { areaChanges, areaHistory, areaOn, areaOfVillage, type AreaCells } from './areas.ts';
import { dayText } from './iso-day.ts';
import { checkVillages } from './check-villages.ts';
import { Classifier, classifyAll } from './classify.ts';
import { RURAL, URBAN } from './columns.ts';
import { chooseRound } from './plans.ts';
import type { CellValue, ReviewData, Row } from './types.ts';
import { explainHousehold } from './why.ts';

const cells = (area: CellValue, areaFrom: CellValue = null, areaBefore: CellValue = null): AreaCells => ({ area, areaFrom, areaBefore });
const village = (name: string, own: Partial<AreaCells> = {}): Row => ({ id: `v:${name}`, sheet: 'villages', cells: { name, ...own } });
const household = (name: string, b1: number): Row => ({
  id: `h:${name}`,
  sheet: 'list01',
  cells: { code: name, head: 'Nông Đình Bằng', size: 4, village: name, lastYear: 'Hộ nghèo', b1, c1: 'x' },
});

describe('the area on a day', () => {
  it.each([
    ['of the day itself', cells(URBAN, '30/04/2026', RURAL), '2026-04-30', URBAN],
    ['of the day before', cells(URBAN, '30/04/2026', RURAL), '2026-04-29', RURAL],
    ['of a year earlier and a later month', cells(URBAN, '30/04/2026', RURAL), '2025-12-31', RURAL],
    ['unknown where nobody wrote the area before', cells(URBAN, '30/04/2026'), '2026-04-29', ''],
    ['without a day always the same', cells(RURAL, null, URBAN), '2000-01-01', RURAL],
    ['the same for a day that is not whole', cells(URBAN, '10/2026', RURAL), '2026-04-29', URBAN],
    ['the same for what is no day', cells(URBAN, 'không rõ!!', RURAL), '2026-04-29', URBAN],
    ['unknown where nobody wrote anything', cells(null), '2026-04-29', ''],
  ])('%s', (_, own, day, expected) => expect(areaOn(own, day)).toBe(expected));
});

describe('ten xã of Đồng Nai that became phường', () => {
  const round = chooseRound({ year: 2026, area: 'urban', areaFrom: BECAME_PHUONG, areaBefore: 'rural' });
  const earlier = chooseRound({ year: 2025, area: 'urban', areaFrom: BECAME_PHUONG, areaBefore: 'rural' });

  it.each(DONG_NAI_2026)('$name is rural in the round of 2025, urban in that of 2026, under either name', ({ code, name }) => {
    for (const unit of [`Xã ${name}`, `Phường ${name}`, name]) {
      const data: ReviewData = { unit, villages: [village(`Ấp 1 ${code}`)], households: [household(`Ấp 1 ${code}`, 160)], members: [] };
      // 160 points: above the limit of 140 of a rural area, within the 175 of an urban one.
      expect([...classifyAll(data, earlier).results.values()]).toMatchObject([{ area: RURAL, b1Limit: 140, class: 'Không nghèo' }]);
      expect([...classifyAll(data, round).results.values()]).toMatchObject([{ area: URBAN, b1Limit: 175, class: 'Hộ cận nghèo' }]);
      // Nobody has set it: the name is not asked.
      expect([...classifyAll(data, chooseRound({ year: 2026 })).results.values()]).toMatchObject([{ area: '', b1Limit: '', class: '' }]);
    }
  });
});

/** Any village with any dates: what the lists give by a day is what they give where the village simply has that area. */
const dates = fc.constantFrom('30/04/2026', '01/09/2026', '15/10/2026', '14/12/2026', '01/01/2027', '10/2026', null);
const areas = fc.constantFrom(RURAL, URBAN, null);

it('a round by the areas of a day equals the round laid out with those areas alone', () => {
  fc.assert(
    fc.property(
      fc.nat(10_000),
      fc.array(fc.record({ area: areas, areaFrom: dates, areaBefore: areas }), { minLength: 12, maxLength: 12 }),
      fc.constantFrom(undefined, '2026-04-29', '2026-09-01', '2026-10-15', '2026-12-14'),
      fc.constantFrom('rural' as const, undefined),
      (seed, own, areaDay, area) => {
        const commune = area && { area: 'urban' as const, areaFrom: '2026-10-01', areaBefore: area };
        const round = chooseRound({ year: 2026, areaDay, ...commune });
        const data = oddLists(seed, 40);
        const dated = data.villages.map((row, index): Row => ({ ...row, cells: { ...row.cells, ...own[index] } }));
        const plain = dated.map((row) => ({
          ...row,
          cells: { name: row.cells.name ?? null, area: areaOfVillage(row.cells, round) || null },
        }));
        // Of every village that occurs: those that only the lists name have the commune's.
        const ofCommune = areaOfVillage({}, round);
        const alone = chooseRound({ year: 2026, ...(ofCommune && { area: ofCommune === URBAN ? 'urban' : 'rural' }) });
        fc.pre(plain.every(({ cells: { area: counted } }) => counted !== null) || ofCommune === '');
        const by = (villages: Row[], of: typeof round) => [...classifyAll({ ...data, villages }, of).results];
        expect(by(dated, round)).toEqual(by(plain, alone));
      },
    ),
    { numRuns: 60 },
  );
});

describe('a change inside the round', () => {
  const villages = [
    village('Thôn 1', cells(URBAN, '15/10/2026', RURAL)),
    village('Thôn 2', cells(URBAN, '15/10/2026', RURAL)),
    village('Thôn 3', cells(RURAL)),
    village('Thôn 4', cells(URBAN, '30/04/2026', RURAL)),
    village('Thôn 5', cells(URBAN, '15/12/2026', RURAL)),
  ];
  const data: ReviewData = { unit: 'Xã A', villages, households: [household('Thôn 1', 160)], members: [] };
  const round = chooseRound({ year: 2026 });
  const problems = (of = round) => checkVillages(classifyAll(data, of)).map(({ code, text }) => [code, text]);

  it('is what differs between the plan’s first day and the round’s last', () => {
    expect(areaChanges(villages, round).map(({ village: name, from }) => [name, from])).toEqual([
      ['Thôn 1', '2026-10-15'],
      ['Thôn 2', '2026-10-15'],
    ]);
  });

  it('is asked about, once, until somebody names the day', () => {
    expect(problems()).toEqual([
      [
        'area-changes',
        'Khu vực đổi trong đợt rà soát: Thôn 1, Thôn 2 là thành thị từ 15/10/2026, trước đó là nông thôn. ' +
          'Chưa ai chọn tính theo khu vực trước hay sau khi đổi; đang tính theo ngày 14/12/2026.',
      ],
    ]);
    expect(problems(chooseRound({ year: 2026, areaDay: '2026-09-01' }))).toEqual([]);
  });

  it('decides each household’s limit by the day that is named, and “Vì sao?” says so', () => {
    const by = (areaDay?: string) => {
      const classifier = new Classifier(chooseRound({ year: 2026, areaDay }), villages);
      const why = explainHousehold(classifier, household('Thôn 1', 160));
      return [why.verdict, ...why.lines.slice(0, 2)];
    };
    const since = 'Thôn 1 là thành thị từ 15/10/2026, trước đó là nông thôn';
    expect(by()).toEqual([
      'HỘ CẬN NGHÈO',
      { fact: since, meaning: 'đợt tính theo ngày 14/12/2026' },
      { fact: 'Khu vực thành thị', against: 'mức 175 điểm', meaning: 'tương ứng 2.000.000 đồng/người/tháng' },
    ]);
    expect(by('2026-09-01')).toEqual([
      'KHÔNG NGHÈO',
      { fact: since, meaning: 'đợt tính theo ngày 01/09/2026' },
      { fact: 'Khu vực nông thôn', against: 'mức 140 điểm', meaning: 'tương ứng 1.500.000 đồng/người/tháng' },
    ]);
  });

  it('matters to the households of the changed villages whose result differs', () => {
    const of = (...households: Row[]) => areaDifference({ villages, households }, round);
    // 130 points are within both limits, 180 above both.
    expect(of(household('Thôn 1', 160), household('Thôn 1', 130), household('Thôn 2', 180), household('Thôn 4', 160))).toBe(1);
  });

  it('says of a village what is not known', () => {
    const own = [village('Thôn 6', cells(URBAN, '15/10/2026')), village('Thôn 7', cells(URBAN, '10/2026', RURAL)), village('Thôn 8')];
    const said = checkVillages(classifyAll({ ...data, villages: own }, chooseRound({ year: 2026, areaDay: '2026-09-01' })));
    expect(said.map(({ text }) => text)).toEqual([
      'Cột Khu vực trước đó: Thôn 6 chưa ghi khu vực trước ngày 15/10/2026, mà đợt tính theo ngày 01/09/2026.',
      "Cột Khu vực từ ngày: Thôn 7 ghi '10/2026', không phải một ngày đủ ngày/tháng/năm, nên đang tính là thành thị từ trước tới nay.",
      'Cột Khu vực: Thôn 8 chưa ghi khu vực Nông thôn hay Thành thị.',
      'Cột Khu vực: Thôn 1 chưa ghi khu vực Nông thôn hay Thành thị.',
    ]);
  });
});

it('the history of an area is only said where a day is written', () => {
  const round = chooseRound({ year: 2026, area: 'urban', areaFrom: BECAME_PHUONG, areaBefore: 'rural' });
  expect(areaHistory({ name: 'Ấp 1' }, round)).toBe(`Ấp 1 là thành thị từ ${dayText(BECAME_PHUONG)}, trước đó là nông thôn`);
  expect(areaHistory({ name: 'Ấp 2', area: RURAL }, round)).toBeNull();
});

it('the odd lists with dates have every area', () => {
  const found = withDatedAreas(oddLists(3, 1)).villages.map(({ cells: own }) => areaOfVillage(own, chooseRound({ year: 2026 })));
  expect(new Set(found)).toEqual(new Set(['', RURAL, URBAN]));
});
