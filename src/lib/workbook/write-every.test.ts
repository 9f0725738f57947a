/**
 * Every kind of file says to a reader what it said before: every part of it, with the look, the formula and the value of each cell. The
 * descriptions of large files are kept as hashes; `describeWorkbook` gives the text to compare. Whoever changes what a form says changes
 * the lines of its sheet here (`vitest -u`); whoever changes how workbooks are written changes none.
 */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { describeWorkbook } from './describe-testing.ts';
import { unzipSync } from 'fflate';
import { oddLists, withDatedAreas, withDecided, withOtherKinds } from '../../../tests/oracle/odd-lists.ts';
import { STANDARD_2027 } from '../../../tests/fixtures/confirmed-2027.ts';
import { STANDARD_HCM } from '../../../tests/fixtures/confirmed-hcm.ts';
import { RURAL_TABLE, URBAN_TABLE, withAnswers } from '../../../tests/fixtures/score-tables.ts';
import { communeFigures, fillFromFigures, joinCommunes } from '../forms/communes.ts';
import { fillReport } from '../forms/report.ts';
import { classifyAll, type Classified } from '../review/classify.ts';
import { chooseRound } from '../review/plans.ts';
import { surveyOf } from '../review/round-columns.ts';
import type { CellValue, ReviewData } from '../review/types.ts';
import { blankTemplate } from './template.ts';
import { writeExport } from './write-export.ts';
import { writeScoreTable } from './write-score-table.ts';
import { writeTable } from './write-table.ts';
import { writeReport, writeSummaries } from './write.ts';

const round = chooseRound({ plan: 'tra-cu-2023' });

function withOpenCells(data: ReviewData): ReviewData {
  return { ...data, households: data.households.map((row, index) => (index % 3 === 0 ? { ...row, disputed: ['b1'] } : row)) };
}

const register = (rows: readonly (readonly CellValue[])[]) =>
  writeTable({
    ...{
      name: 'Sổ "cũ" & <mới>',
      unit: 'Xã Nông Thượng',
      title: 'SỔ THEO DÕI',
      note: 'Thôn 3; <2> hộ & "một"',
      day: '2023-12-05',
      fixed: 2,
      rows,
    },
    columns: [
      { text: 'STT', align: 'center', most: 6 },
      { text: 'Họ và tên chủ hộ', most: 24 },
      { text: 'Ghi chú', most: 30 },
    ],
  });

const communes = (): { name: string; classified: Classified }[] =>
  [5, 6].map((seed) => ({
    name: `Xã "Số" ${seed}`,
    classified: classifyAll(oddLists(seed, 12), chooseRound({ plan: 'tra-cu-2023', area: seed === 6 ? 'urban' : 'rural' })),
  }));

/** One small file of each kind, from lists with everything odd in them. */
const EVERY_EXPORT: Readonly<Record<string, () => Promise<Uint8Array>>> = {
  'a commune': () => writeReport(classifyAll(oddLists(1, 30), round), { review: 'xa-2023', ethnicCodes: 'gso' }),
  'a long list': () => writeReport(classifyAll(oddLists(2, 300), round), { forms: [['6.1', '7.1', '12']] }),
  nobody: () => writeReport(classifyAll({ ...oddLists(3, 10), households: [], members: [] }, round)),
  'without stored values': () =>
    writeReport(classifyAll(oddLists(4, 12), chooseRound({ plan: 'hai-duong-2024', area: 'rural' })), { uncached: true }),
  'two standards, areas from a day': () =>
    writeReport(
      classifyAll(
        withDecided(withDatedAreas(oddLists(11, 16))),
        chooseRound(
          { year: 2026, area: 'urban', areaFrom: '2026-10-15', areaBefore: 'rural', areaDay: '2026-10-01', beside: ['nd351-2025'] },
          [STANDARD_2027],
        ),
      ),
    ),
  'incomes of a year, and the living standard': () =>
    writeReport(
      classifyAll(withOtherKinds(oddLists(10, 16)), chooseRound({ plan: 'tra-cu-2023', beside: ['tp-hcm-2026'] }, [STANDARD_HCM])),
    ),
  'open cells': () => writeReport(classifyAll(withOpenCells(oddLists(8, 25)), round), { forms: [['6.1', '6.2', '7.1', '7.2']] }),
  'answers to score tables': () => {
    const data = oddLists(9, 20);
    const classified = classifyAll({ ...data, households: data.households.map(withAnswers) }, round);
    return writeReport(classified, { forms: [[]], tables: [RURAL_TABLE, URBAN_TABLE] });
  },
  'communes in one workbook': () => writeReport(joinCommunes('Huyện', round, communes()), { forms: [['6.1', '7.1', '7.2', '7.10']] }),
  'a province': () => {
    const figures = communes().map(({ name, classified }, index) =>
      communeFigures(name, index === 0 ? 'Huyện A' : undefined, fillReport(classified)),
    );
    return writeSummaries([fillFromFigures('Tỉnh', round, figures)]);
  },
  'one of the villages': async () => {
    const zip = await writeExport({ data: oddLists(12, 20), round, forms: [['6.1', '7.3']], whose: { kind: 'each-village' } });
    return Object.values(unzipSync(zip))[0] as Uint8Array;
  },
  'a short table': () =>
    register([
      [1, 'Hà Văn Dũng', ' cách \n dòng '],
      [2.5, '=1+1', null],
      ['_x0041_', 'a\u0007b\u{1f600}', '\tx\r\ny'],
    ]),
  'a long table': () => register(Array.from({ length: 200 }, (_, n) => [n + 1, `Hà Văn ${n % 7}`, 'dòng dài '.repeat(n % 9)])),
  'the blank workbook': () => blankTemplate(surveyOf(round), [RURAL_TABLE, URBAN_TABLE]),
  'a table of points': () => writeScoreTable(URBAN_TABLE),
  'a table of signs': () => writeScoreTable({ ...RURAL_TABLE, scores: 'formA' }),
};

/** Of a text in the golden file; longer ones are known by their hash. */
const READABLE = 4000;
const brief = (text: string): string =>
  text.length <= READABLE ? text : `${text.length} characters, ${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;

it.each(Object.keys(EVERY_EXPORT))('%s', async (name) => {
  const described = describeWorkbook((await EVERY_EXPORT[name]?.()) ?? new Uint8Array());
  const golden = Object.entries(described).map(([part, text]) => `== ${part}\n${brief(text)}\n`);
  await expect(golden.join('\n')).toMatchFileSnapshot(`golden/every/${name.replaceAll(/[ ,]+/g, '-')}.txt`);
});
