/** Sums kept row by row against the forms filled from the whole lists. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { STANDARD_2027 } from '../../../tests/fixtures/confirmed-2027.ts';
import { DocRows } from '../cells/doc-rows.ts';
import { readReview } from '../cells/review-rooms.ts';
import { SharedList } from '../cells/shared-list.ts';
import { communeFigures, fillFromFigures } from '../forms/communes.ts';
import { eachCounted } from '../forms/counted-rows.ts';
import type { FilledForm } from '../forms/fill.ts';
import { fillEach, fillPassages } from '../forms/report.ts';
import { builtIn } from '../forms/registry.ts';
import { Classifier, classifyAll, eachAlone } from '../review/classify.ts';
import { CAUSES, DECIDED, LEAVING, NEAR_POOR, NOT_POOR, POOR, RURAL, URBAN } from '../review/columns.ts';
import { byEachStandard, chooseRound, type Round } from '../review/plans.ts';
import type { CellValue } from '../review/types.ts';
import { Counting } from './counting.ts';
import { PASSAGES } from './names.ts';
import { overviewOf } from './overview.ts';
import { progressOf } from './progress.ts';
import { communeSums, fillOfCommunes, fillOfVillages, sumOfFigures, villageFigures } from './unit-figures.ts';
import { VillageCounting } from './village-counting.ts';

/** With living standards and both standards: every kind of form. */
const ROUNDS = [
  chooseRound({ year: 2026, area: 'rural' }),
  chooseRound({ plan: 'tra-cu-2023' }),
  chooseRound({ year: 2026, beside: [STANDARD_2027.id] }, [STANDARD_2027]),
];
const VILLAGES = [
  { id: 'mot', cells: { name: 'Thôn 1', area: RURAL, households: 40, poorTarget: 3 } },
  { id: 'hai', cells: { name: 'Thôn 2', area: URBAN, householdsLastYear: 20 } },
  // The same name in another spelling is the same line of a form.
  { id: 'mot-2', cells: { name: 'THÔN 1', area: RURAL } },
];

const builtInForms = (round: Round) => byEachStandard(round).map(({ standard }) => builtIn(standard));

const some = (...values: CellValue[]): fc.Arbitrary<CellValue> => fc.constantFrom(null, ...values);
const CELLS: Record<string, fc.Arbitrary<CellValue>> = {
  // Two households with one code, and members that follow the first of them.
  code: some('H001', 'H002', 'H003'),
  sheet: fc.constantFrom('list01', 'list02'),
  order: some(1, 2, 3),
  aside: fc.constantFrom(null, null, null, 'x'),
  head: some('A', 'B'),
  ethnic: some('Kinh', 'Tày', 'TÀY', 'Nùng', 'Khác lạ', 'khác lạ'),
  spouseEthnic: some('Kinh', 'Dao'),
  // Sums of larger numbers depend on the order.
  size: some(1, 4, 2.5, 2 ** 40, 'bốn'),
  lastYear: some(POOR, NEAR_POOR, NOT_POOR),
  formerly: some(POOR),
  change: some(...LEAVING, 'Chuyển đến'),
  request: some('x'),
  formA: some(0, 2, 5),
  b1: some(60, 130, 139, 141, 174, 200),
  income: some(500_000, 3_000_000, 9_000_000),
  [DECIDED]: fc.constantFrom(null, null, null, POOR, NOT_POOR),
  ...Object.fromEntries(
    ['i1', 'i2', 'i3', 'i12', 'i13', 'merit', 'noLabour', ...CAUSES.map(([key]) => key)].map((key) => [key, some('x')]),
  ),
};
const MEMBER_CELLS: Record<string, fc.Arbitrary<CellValue>> = {
  code: some('H001', 'H002', 'H003', 'H009'),
  name: some('M'),
  birth: some('01/02/2015', '2011', '1950', 'không rõ'),
  sex: some('Nam', 'Nữ'),
  ethnic: some('Kinh', 'Tày'),
  aside: fc.constantFrom(null, null, 'x'),
  malnourished: some('x'),
  notInSchool: some('x'),
  noInsurance: some('x'),
};
const write = (rows: readonly string[], cells: typeof CELLS) =>
  fc
    .constantFrom(...Object.keys(cells))
    .chain((field) =>
      fc.record({ row: fc.constantFrom(...rows), field: fc.constant(field), value: cells[field] as fc.Arbitrary<CellValue> }),
    );
const deed = fc.record({
  village: fc.nat(VILLAGES.length - 1),
  device: fc.nat(1),
  writes: fc.array(
    fc.oneof({ weight: 3, arbitrary: write(['h:1', 'h:2', 'h:3', 'h:4'], CELLS) }, write(['m:1', 'm:2', 'm:3'], MEMBER_CELLS)),
    {
      minLength: 1,
      maxLength: 12,
    },
  ),
  /** Whether the devices of that village exchange what they have now; until then they work apart. */
  merges: fc.boolean(),
});

const lines = (forms: readonly FilledForm[]) =>
  forms.map(({ form, rows, blocks, total, numbers }) => ({
    id: form.id,
    numbers,
    rows: rows.map((row) => [row.name, row.lines]),
    blocks: blocks.map(({ from, to, sum }) => [from, to, sum.name, sum.lines]),
    total: total.lines,
  }));

it.each(ROUNDS)('sums kept row by row are those of the whole lists, in every form: $plan.id', (round) => {
  fc.assert(
    fc.property(fc.array(deed, { minLength: 1, maxLength: 8 }), (deeds) => {
      const commune = new SharedList(new Y.Doc(), 'xã');
      commune.write([{ row: 'round', field: 'unit', value: 'Xã Thử' }]);
      VILLAGES.forEach(({ id, cells }, order) =>
        commune.write(Object.entries({ ...cells, order }).map(([field, value]) => ({ row: `v:${id}`, field, value }))),
      );
      const counting = new Counting(round, builtInForms(round));
      const rows = readReview(commune, new Map()).villages;
      const classifier = new Classifier(counting.round, rows);
      const all = VILLAGES.map(({ id, cells }) => {
        const doc = new Y.Doc();
        const changed = new Set<string>();
        doc.on('afterTransaction', ({ changed: types }: Y.Transaction) => {
          for (const type of types.keys()) changed.add(Y.findRootTypeKey(type));
        });
        return {
          id,
          doc,
          changed,
          devices: [new SharedList(new Y.Doc(), 'A'), new SharedList(new Y.Doc(), 'B')] as const,
          counted: new VillageCounting(counting, classifier, cells.name),
        };
      });
      for (const { village, device, writes, merges } of deeds) {
        const { doc, devices, changed, counted } = all[village]!;
        // An id is given once in the commune.
        devices[device as 0 | 1].write(writes.map((one) => ({ ...one, row: `${one.row}-${village}` })));
        if (!merges) continue;
        for (const { doc: own } of devices) Y.applyUpdate(doc, Y.encodeStateAsUpdate(own));
        for (const { doc: own } of devices) Y.applyUpdate(own, Y.encodeStateAsUpdate(doc));
        counted.take(new DocRows(doc), changed);
        changed.clear();
      }
      const lists = new Map(
        all.map(({ id, doc, counted, changed }) => {
          counted.take(new DocRows(doc), changed);
          return [id, new SharedList(doc, '')] as const;
        }),
      );
      const classified = classifyAll(readReview(commune, lists), round);
      const villages = villageFigures(
        counting,
        all.map(({ id, counted }, index) => ({
          id,
          row: rows[index]!,
          sums: counted.sums,
          conflicts: counted.conflicts,
          tasks: counted.tasks,
        })),
      );
      const figures = communeSums('Xã Thử', undefined, counting, villages);
      fillEach(classified).forEach((filled, index) => {
        const set = counting.sets[index]!;
        expect(lines(fillOfVillages(villages, set))).toEqual(lines(filled.forms));
        const above = fillFromFigures('Tỉnh', round, [communeFigures('Xã Thử', undefined, filled)]);
        if (index === 0) expect(lines(fillOfCommunes([figures], set))).toEqual(lines(above.forms));
      });
      const passages = counting.setOf(PASSAGES);
      if (passages) expect(lines(fillOfVillages(villages, passages))).toEqual(lines(fillPassages(classified).forms));

      const whole = overviewOf(sumOfFigures(counting, villages));
      const progress = [...lists].map(([id, list]) => progressOf(list, VILLAGES.find((one) => one.id === id)!.cells.name, classifier));
      for (const stage of ['households', 'toReview', 'classified', 'unsettled', 'withoutB1', 'missing', 'conflicts'] as const)
        expect([stage, whole[stage]]).toEqual([stage, progress.reduce((sum, one) => sum + one[stage], 0)]);
      eachAlone(classified).forEach(({ results }, index) => {
        const by = whole.by[index]!;
        const from = classified.data.households.filter(({ cells }) => cells.lastYear === POOR);
        expect(by.flow.poor).toEqual({
          poor: from.filter(({ id }) => results.get(id)?.class === POOR).length,
          near: from.filter(({ id }) => results.get(id)?.class === NEAR_POOR).length,
          none: from.filter(({ id }) => results.get(id)?.class === NOT_POOR).length,
          '': from.filter(({ id }) => ![POOR, NEAR_POOR, NOT_POOR].includes(String(results.get(id)?.class ?? ''))).length,
        });
      });
    }),
    { numRuns: 60 },
  );
});

it("counts a member in its own list's household, though another village has the same code", () => {
  const round = chooseRound({ year: 2026, area: 'rural' });
  const commune = new SharedList(new Y.Doc(), 'xã');
  VILLAGES.slice(0, 2).forEach(({ id, cells }) => commune.write([{ row: `v:${id}`, field: 'name', value: cells.name }]));
  const list = (head: string, birth: string) => {
    const own = new SharedList(new Y.Doc(), 'A');
    own.write([
      { row: 'h:1', field: 'code', value: 'H001' },
      { row: 'h:1', field: 'head', value: head },
      { row: `m:${head}`, field: 'code', value: 'H001' },
      { row: `m:${head}`, field: 'birth', value: birth },
    ]);
    return own;
  };
  const data = readReview(
    commune,
    new Map([
      ['mot', list('A', '2015')],
      ['hai', list('B', '2016')],
    ]),
  );
  const found: string[] = [];
  eachCounted(classifyAll(data, round), true, ({ sheet, row, household }) => {
    if (sheet === 'members') found.push(`${row.id} of ${String(household?.cells.head)}`);
  });
  expect(found.sort()).toEqual(['m:A of A', 'm:B of B']);
});

it('has the right sums again when a number of persons that no sum can hold is corrected', () => {
  const round = chooseRound({ year: 2026, area: 'rural' });
  const counting = new Counting(round, builtInForms(round));
  const counted = new VillageCounting(counting, new Classifier(counting.round, []), 'Thôn 1');
  const doc = new Y.Doc();
  const list = new SharedList(doc, 'A');
  const rows = ['h:1', 'h:2'];
  const take = (size: number) => {
    list.write(
      rows.flatMap((row) => [
        { row, field: 'code', value: row },
        { row, field: 'sheet', value: 'list01' },
      ]),
    );
    list.write([
      { row: 'h:1', field: 'size', value: size },
      { row: 'h:2', field: 'size', value: 3 },
    ]);
    counted.take(new DocRows(doc), rows);
    return [...counted.sums.columns];
  };
  const right = take(4);
  expect(take(1e17)).not.toEqual(right);
  expect(take(4)).toEqual(right);
});
