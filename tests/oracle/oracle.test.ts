/** The app and LibreOffice must agree in every formula cell of every workbook that we export. */
import { readFile } from 'node:fs/promises';
import * as XLSX from 'xlsx';
import { beforeAll, describe, expect, it } from 'vitest';
import { readFormText } from '../../src/lib/forms/read-form-file.ts';
import { withOwn } from '../../src/lib/forms/registry.ts';
import { fillReport } from '../../src/lib/forms/report.ts';
import { classifyAll, type Classified } from '../../src/lib/review/classify.ts';
import { chooseRound, type Round, type RoundChoice } from '../../src/lib/review/plans.ts';
import type { ServiceTargets } from '../../src/lib/review/services.ts';
import { readWorkbook } from '../../src/lib/workbook/read.ts';
import { communeFigures, fillFromFigures, joinCommunes } from '../../src/lib/forms/communes.ts';
import { writeReport, writeSummaries } from '../../src/lib/workbook/write.ts';
import { STANDARD_2027 } from '../fixtures/confirmed-2027.ts';
import { STANDARD_2027_NEW_B1, STANDARD_HCM } from '../fixtures/confirmed-hcm.ts';
import { RURAL_TABLE, URBAN_TABLE, withAnswers } from '../fixtures/score-tables.ts';
import { compare, type Comparison } from './compare.ts';
import { convert, recalculate } from './libreoffice.ts';
import { oddLists, withDatedAreas, withDecided, withOtherKinds } from './odd-lists.ts';

const SAMPLES: readonly { file: string; round: RoundChoice }[] = [
  { file: 'nong-thuong-2023.xlsx', round: { year: 2023 } },
  { file: 'huyen-tung-2023.xlsx', round: { year: 2023 } },
  { file: 'kim-son-2023.xlsx', round: { plan: 'tra-cu-2023' } },
  { file: 'huyen-tung-2023-nhu-nhan-duoc.xlsx', round: { year: 2023, area: 'urban' } },
  { file: 'nong-thuong-2023-tcvn3.xls', round: { year: 2023, area: 'rural' } },
];
const ODD: readonly { seed: number; round: RoundChoice }[] = [
  { seed: 1, round: { plan: 'tra-cu-2023' } },
  { seed: 2, round: { plan: 'tra-cu-2023', area: 'urban' } },
  { seed: 3, round: { year: 2023 } },
  { seed: 4, round: { plan: 'hai-duong-2024', area: 'rural' } },
  // Its plan sets targets for services.
  { seed: 14, round: { plan: 'bac-kan-2024', area: 'rural' } },
];

interface Case {
  name: string;
  write(uncached: boolean): Promise<Uint8Array>;
}

const SEVERAL = ['three communes in one workbook', 'the summary of three communes from their sums'];

const NEXT = 'odd lists by the standard of 2027';
const BOTH = 'odd lists by two standards in one workbook';
const KINDS = 'odd lists by the national standard and by income of a year, with the living standard';
const ALONE = 'odd lists by income of a year alone';
const TABLES = 'odd lists by two tables of Điểm B1';
const DATED = 'odd lists with areas from a day, by two standards';
const OWN = 'the example of a province’s own form';

const DECIDED = 'odd lists with what meetings decided, by two standards';
const SCORED = 'odd lists with the answers to score tables';
const OPEN = 'lists with cells that two people wrote differently';

/** Every third household has points that two people wrote differently. */
function openLists(): Classified {
  const data = oddLists(8, 150);
  return classifyAll(
    { ...data, households: data.households.map((row, index) => (index % 3 === 0 ? { ...row, disputed: ['b1'] } : row)) },
    chooseRound({ plan: 'tra-cu-2023' }),
  );
}

/** Villages are rural and urban; every household has answers, some not all. */
function scored(): Case {
  const data = oddLists(9, 150);
  const classified = classifyAll({ ...data, households: data.households.map(withAnswers) }, chooseRound({ plan: 'tra-cu-2023' }));
  return { name: SCORED, write: (uncached) => writeReport(classified, { uncached, forms: [[]], tables: [RURAL_TABLE, URBAN_TABLE] }) };
}

const written = (name: string, classified: Classified): Case => ({ name, write: (uncached) => writeReport(classified, { uncached }) });

const withTargets = (round: Round, targets: ServiceTargets): Round => ({ ...round, plan: { ...round.plan, targets } });

/** The odd lists have villages with the same names; one of the three is urban. */
function several(): Case[] {
  const round = chooseRound({ plan: 'tra-cu-2023' });
  const communes = [5, 6, 7].map((seed) => ({
    name: `Xã "Số" ${seed}`,
    classified: classifyAll(
      oddLists(seed, 150),
      withTargets(chooseRound({ plan: 'tra-cu-2023', area: seed === 7 ? 'urban' : 'rural' }), { water: 99.5, toilet: seed * 10 }),
    ),
  }));
  const figures = communes.map(({ name, classified }, index) =>
    communeFigures(name, index === 0 ? 'Huyện A' : 'Huyện B', fillReport(classified)),
  );
  return [
    written(SEVERAL[0] ?? '', joinCommunes('Huyện', round, communes)),
    { name: SEVERAL[1] ?? '', write: (uncached) => writeSummaries([fillFromFigures('Tỉnh', round, figures)], { uncached }) },
  ];
}

async function cases(): Promise<Case[]> {
  const classified = async ({ file, round }: (typeof SAMPLES)[number]): Promise<Classified> => {
    const bytes = await readFile(new URL(`../fixtures/${file}`, import.meta.url));
    return classifyAll(readWorkbook(bytes, file).data, chooseRound(round));
  };
  const samples = SAMPLES.map(async (sample) => written(sample.file, await classified(sample)));
  const odd = ODD.map(({ seed, round }) => written(`odd lists ${seed}`, classifyAll(oddLists(seed), chooseRound(round))));
  const next = written(NEXT, classifyAll(oddLists(8, 120), chooseRound({ year: 2027, area: 'rural' }, [STANDARD_2027])));
  const both = written(
    BOTH,
    classifyAll(oddLists(9, 120), chooseRound({ year: 2026, area: 'rural', beside: ['nd351-2025'] }, [STANDARD_2027])),
  );
  const dated = written(
    DATED,
    classifyAll(
      withDatedAreas(oddLists(11, 120)),
      chooseRound(
        { year: 2026, area: 'urban', areaFrom: '2026-10-15', areaBefore: 'rural', areaDay: '2026-10-01', beside: ['nd351-2025'] },
        [STANDARD_2027],
      ),
    ),
  );
  const kinds: readonly [string, RoundChoice][] = [
    [KINDS, { plan: 'tra-cu-2023', beside: ['tp-hcm-2026'] }],
    [ALONE, { plan: 'tra-cu-2023', standard: 'tp-hcm-2026' }],
    [TABLES, { year: 2026, area: 'rural', beside: ['nd351-2025'] }],
  ];
  const others = kinds.map(([name, choice], index) =>
    written(name, classifyAll(withOtherKinds(oddLists(10 + index, 120)), chooseRound(choice, [STANDARD_HCM, STANDARD_2027_NEW_B1]))),
  );
  const decided = written(
    DECIDED,
    classifyAll(withDecided(oddLists(13, 120)), chooseRound({ plan: 'tra-cu-2023', beside: ['tp-hcm-2026'] }, [STANDARD_HCM])),
  );
  const first = await classified(SAMPLES[0]!);
  const { file } = readFormText(await readFile(new URL('../../docs/examples/bieu-12-nu-chu-ho.json', import.meta.url), 'utf8'));
  const own: Case = { name: OWN, write: (uncached) => writeReport(first, { uncached, from: [withOwn(file ? [file] : [], first.round)] }) };
  return [
    ...(await Promise.all(samples)),
    ...odd,
    next,
    both,
    ...others,
    dated,
    ...several(),
    own,
    decided,
    scored(),
    written(OPEN, openLists()),
  ];
}

/** The workbook with one stored value changed, as if the app had counted wrongly. */
function plant(workbook: Uint8Array, sheet: string, address: string, value: number): Uint8Array {
  const book = XLSX.read(workbook, { cellFormula: true });
  const cell = book.Sheets[sheet]?.[address] as XLSX.CellObject | undefined;
  if (!cell?.f) throw new Error(`${sheet}!${address} is no formula`);
  cell.v = value;
  return new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
}

describe('LibreOffice calculates what the app calculates', () => {
  let results: { name: string; ours: Uint8Array; theirs: Uint8Array; comparison: Comparison }[] = [];

  beforeAll(async () => {
    const all = await cases();
    const ours = await Promise.all(all.map(({ write }) => write(false)));
    const theirs = await recalculate(await Promise.all(all.map(({ write }) => write(true))));
    results = all.map(({ name }, index) => {
      const mine = ours[index] as Uint8Array;
      const other = theirs[index] as Uint8Array;
      return { name, ours: mine, theirs: other, comparison: compare(mine, other) };
    });
    const total = results.reduce((sum, { comparison }) => sum + comparison.compared, 0);
    for (const { name, comparison } of results)
      console.log(`${name}: ${comparison.compared} cells compared, ${comparison.differences.length} differ`);
    console.log(`total: ${total} cells compared`);
  });

  it.each([
    ...SAMPLES.map(({ file }) => file),
    ...ODD.map(({ seed }) => `odd lists ${seed}`),
    NEXT,
    BOTH,
    KINDS,
    ALONE,
    TABLES,
    DATED,
    ...SEVERAL,
    OWN,
    DECIDED,
    SCORED,
    OPEN,
  ])('%s', (name) => {
    const { comparison } = results.find((result) => result.name === name)!;
    expect(comparison.differences.slice(0, 20)).toEqual([]);
    // The summary has only sums and rates to calculate.
    expect(comparison.compared).toBeGreaterThan(name === SEVERAL[1] ? 300 : 400);
  });

  it('covers every sheet that has formulas', () => {
    const book = XLSX.read(results.find(({ name }) => name.startsWith('kim-son'))!.ours, { cellFormula: true });
    const live = book.SheetNames.filter((name) => Object.values(book.Sheets[name] ?? {}).some((cell) => (cell as XLSX.CellObject).f));
    // The list for the police has only typed text, and no CCCD is wrong here.
    expect(live).toEqual(book.SheetNames.filter((name) => name !== 'Công an'));
  });

  it('covers the sums of answers, blank where an answer is missing', () => {
    const book = XLSX.read(results.find(({ name }) => name === SCORED)!.theirs);
    const sums = ['Phiếu B1 NT', 'Phiếu B1 TT'].flatMap((name) => {
      const rows = XLSX.utils.sheet_to_json<Record<string, unknown>>(book.Sheets[name]!, { range: 2, defval: '' }).slice(1);
      return rows.map(({ Cộng }) => Cộng);
    });
    expect(sums.filter((sum) => typeof sum === 'number').length).toBeGreaterThan(10);
    expect(sums.filter((sum) => sum === '').length).toBeGreaterThan(10);
  });

  it('covers a form that is not ours', () => {
    const sheet = XLSX.read(results.find(({ name }) => name === OWN)!.ours, { cellFormula: true }).Sheets['DN-12']!;
    const formulas = Object.values(sheet).flatMap((cell) => (cell as XLSX.CellObject).f ?? []);
    // Fifteen columns for twelve villages and their sum.
    expect(formulas.length).toBe(15 * 13);
    expect(formulas.some((formula) => formula.includes('"Nữ"'))).toBe(true);
  });

  it('would notice a wrong figure', () => {
    const { ours, theirs } = results[0]!;
    expect(compare(plant(ours, '7.1', 'E10', 8), theirs).differences).toMatchObject([{ cell: '7.1!E10', ours: 8, theirs: 7 }]);
  });

  it('leaves no stored value in the uncached workbook, so that LibreOffice has nothing to trust', async () => {
    const [first] = await cases();
    const book = XLSX.read(await first!.write(true), { cellFormula: true });
    const valued = book.SheetNames.flatMap((name) =>
      Object.entries(book.Sheets[name] ?? {}).filter(
        ([address, cell]) => !address.startsWith('!') && (cell as XLSX.CellObject).f && (cell as XLSX.CellObject).v !== undefined,
      ),
    );
    expect(valued).toEqual([]);
  });
});

it('on a machine set to Vietnamese, numbers have dots between thousands', async () => {
  const data = oddLists(1, 20);
  const [village] = data.villages;
  village!.cells['households'] = 12_345;
  const [csv] = await convert(
    [await writeReport(classifyAll(data, chooseRound({ year: 2023, area: 'rural' })))],
    { from: 'xlsx', to: 'csv:Text - txt - csv (StarCalc):59,34,76,1,,1066,false,true' },
    true,
  );
  // The first sheet, Thôn, as displayed.
  expect(new TextDecoder().decode(csv)).toContain(';12.345;');
});
