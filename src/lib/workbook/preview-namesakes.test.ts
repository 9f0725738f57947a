/** Almost the same name means another person: lists with near-namesakes, imported again in every order and in part. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReviewData, Row } from '../review/types.ts';
import { NEW } from './preview-match.ts';
import { previewImport, type ImportPreview } from './preview.ts';
import { fillCodes, fillMemberCodes, identifyHouseholds, identifyMembers } from './read-codes.ts';
import { readWorkbook, type WorkbookReading } from './read.ts';

const EMPTY: ReviewData = { unit: '', villages: [], households: [], members: [] };
const village = (name: string): Row => ({ id: `v:${name}`, sheet: 'villages', cells: { name } });
const file = (name: string): WorkbookReading =>
  readWorkbook(readFileSync(new URL(`../../../tests/fixtures/field/${name}`, import.meta.url)), name);

function apply(data: ReviewData, { writes }: ImportPreview): ReviewData {
  const result = structuredClone(data);
  for (const write of writes) {
    const rows = write.sheet === 'villages' ? result.villages : write.sheet === 'members' ? result.members : result.households;
    const row = rows.find(({ id }) => id === write.id);
    if (row) Object.assign(row.cells, write.cells);
    else rows.push(structuredClone(write));
  }
  return result;
}

type Person = Record<string, string | number>;
/** Reads the rows like a file, in this order; missing codes are generated. */
function reading(heads: readonly Person[], villages: readonly Row[] = [village('Tổ 1')], people: readonly Person[] = []): WorkbookReading {
  const row =
    (sheet: Row['sheet']) =>
    (cells: Person, index: number): Row => ({ id: '', sheet, cells: { ...cells }, source: { sheet, row: index + 2 } });
  const [households, members] = [heads.map(row('list01')), people.map(row('members'))];
  const problems: WorkbookReading['problems'] = [];
  const made = fillCodes(households, members, problems);
  fillMemberCodes(members, households, problems);
  identifyHouseholds(households, problems);
  identifyMembers(members, households, problems);
  return {
    data: { unit: '', villages: structuredClone([...villages]), households, members },
    sheets: [],
    problems,
    formulaValues: [],
    madeCodes: [...made].map(({ id }) => id),
    results: [],
    questions: [],
  };
}

const head = (name: string, cells: Person = {}): Person => ({ head: name, village: 'Tổ 1', ...cells });
const namesOf = (data: ReviewData): string[] => data.households.map(({ cells }) => String(cells.head)).sort();

describe('importing a list again', () => {
  it('in another order changes nothing', () => {
    const data = apply(EMPTY, previewImport(EMPTY, file('again-a.xlsx')));
    const preview = previewImport(data, file('again-b.xlsx'));
    expect([preview.writes, preview.changes, preview.questions]).toEqual([[], [], []]);
    expect(preview.notInFile).toBe(0);
  });

  it('with only one of two near-namesakes finds the right one', () => {
    const data = apply(
      EMPTY,
      previewImport(EMPTY, reading([head('Vi Văn Hòa', { birth: '1970', size: 3 }), head('Vi Văn Hoa', { birth: '1970', size: 5 })])),
    );
    const preview = previewImport(data, reading([head('Vi Văn Hoa', { birth: '1970', size: 6 })]));
    expect(preview.changes.map(({ name, key, before, after }) => [name, key, before, after])).toEqual([['Vi Văn Hoa', 'size', 5, 6]]);
  });

  it('tone position makes no other name', () => {
    const data = apply(EMPTY, previewImport(EMPTY, reading([head('Vi Văn Hòa', { size: 3 }), head('Vi Văn Hoa', { size: 5 })])));
    expect(
      previewImport(data, reading([head('VI VĂN HOÀ', { size: 4 })])).changes.map(({ key, before, after }) => [key, before, after]),
    ).toEqual([
      ['head', 'Vi Văn Hòa', 'VI VĂN HOÀ'],
      ['size', 3, 4],
    ]);
  });

  it('without diacritics matches if it can be one household only, and keeps the list’s diacritics', () => {
    const one = apply(EMPTY, previewImport(EMPTY, reading([head('Vi Văn Hòa', { birth: '1970', size: 3 })])));
    const preview = previewImport(one, reading([head('VI VAN HOA', { birth: '1970', size: 4 })]));
    expect(preview.changes.map(({ key }) => key)).toEqual(['size']);
    expect(preview.keptMarked).toBe(1);
    const two = apply(one, previewImport(one, reading([head('Vi Văn Hoá', { birth: '1970', size: 5 })], undefined, [])));
    expect(namesOf(two)).toHaveLength(1);
  });

  it('another diacritic is reported if one is left on each side, and asked where near-namesakes live', () => {
    const one = apply(EMPTY, previewImport(EMPTY, reading([head('Lò Thị Lan', { birth: '1975', size: 2 })])));
    expect(previewImport(one, reading([head('Lò Thị Lân', { birth: '1975' })])).problems.map(({ code }) => code)).toContain('name-differs');
    const two = apply(
      EMPTY,
      previewImport(EMPTY, reading([head('Lò Thị Lan', { birth: '1975', size: 2 }), head('Lò Thị Lân', { birth: '1975', size: 6 })])),
    );
    const incoming = reading([head('LO THI LAN', { birth: '1975', size: 7 })]);
    const asked = previewImport(two, incoming);
    expect(asked.writes).toEqual([]);
    const [question] = asked.questions;
    expect(asked.questions.map(({ answer, choices }) => [answer, choices.map(({ label }) => label)])).toEqual([
      [
        null,
        ['Lò Thị Lan, sinh 1975, Mã hộ T1-001, nhân khẩu 2', 'Lò Thị Lân, sinh 1975, Mã hộ T1-002, nhân khẩu 6', 'Không phải: là hộ mới'],
      ],
    ]);
    expect(question?.text).toContain('Trang list01, dòng 2: LO THI LAN');
    const second = question?.choices[1]?.id ?? '';
    expect(previewImport(two, incoming, { answers: { [question?.id ?? '']: second } }).writes).toMatchObject([
      { id: second, cells: { size: 7 } },
    ]);
    expect(previewImport(two, incoming, { answers: { [question?.id ?? '']: NEW } }).households[0]?.new).toBe(1);
  });

  it('two rows answered to be one household are asked again, naming both, and nothing of the second is written', () => {
    const two = apply(
      EMPTY,
      previewImport(EMPTY, reading([head('Lò Thị Lan', { birth: '1975', size: 2 }), head('Lò Thị Lân', { birth: '1975', size: 6 })])),
    );
    const incoming = reading([head('LO THI LAN', { birth: '1975', size: 7 }), head('Lo Thi Lan', { birth: '1975', size: 8 })]);
    const [one, other] = previewImport(two, incoming).questions.map(({ id }) => id);
    const lan = two.households[0]?.id ?? '';
    for (const answers of [{ [one ?? '']: lan, [other ?? '']: lan }, { ho: lan }]) {
      const preview = previewImport(two, incoming, { answers });
      expect(preview.writes).toMatchObject([{ id: lan, cells: { size: 7 } }]);
      expect(preview.questions.map(({ id, answer }) => [id, answer])).toEqual([
        [one, lan],
        [other, null],
      ]);
      expect(preview.questions[1]?.text).toContain(
        'Trang list01, dòng 2 (LO THI LAN) đã được trả lời là Lò Thị Lan, sinh 1975, Mã hộ T1-001, nhân khẩu 2: hai dòng của tệp không thể cùng là một hộ.',
      );
      expect(preview.questions[1]?.choices.map(({ id }) => id)).toEqual([two.households[1]?.id, NEW]);
    }
    const settled = previewImport(two, incoming, { answers: { [one ?? '']: lan, [other ?? '']: two.households[1]?.id ?? '' } });
    expect([settled.writes.map(({ cells }) => cells.size), settled.questions.some(({ answer }) => answer === null)]).toEqual([
      [7, 8],
      false,
    ]);
  });

  it('without codes never shows generated codes as if they were the file’s', () => {
    const people = [
      { name: 'Lò Thị Na', birth: '2001' },
      { name: 'Lò Thị Nà', birth: '2001' },
    ].map((each) => ({ ...each, relation: 'Con' }));
    const heads = [head('Lò Thị Lan', { birth: '1975' }), head('Lò Thị Lân', { birth: '1975' })];
    const two = apply(
      EMPTY,
      previewImport(EMPTY, reading(heads, undefined, [{ name: 'Lò Thị Lan', relation: 'Chủ hộ', birth: '1975' }, ...people])),
    );
    const shown = previewImport(two, reading([head('LO THI LAN', { birth: '1975' })])).questions.map(({ text }) => text);
    expect(shown).toHaveLength(1);
    const members = previewImport(
      two,
      reading([heads[0] ?? {}], undefined, [
        { name: 'Lò Thị Lan', relation: 'Chủ hộ', birth: '1975' },
        { name: 'LO THI NA', birth: '2001', relation: 'Con' },
      ]),
    ).questions.map(({ text }) => text);
    expect(members).toHaveLength(1);
    expect([...shown, ...members].filter((text) => text.includes('Mã hộ'))).toEqual([]);
    expect(previewImport(two, reading([head('Bế Văn Sơn')])).added.map(({ marks }) => marks)).toEqual(['']);
  });

  it('with reassigned codes gives no family the name of another', () => {
    const data = apply(
      EMPTY,
      previewImport(
        EMPTY,
        reading([
          head('Vi Văn Hòa', { code: 'A1', birth: '1970', size: 3 }),
          head('Vi Văn Hoa', { code: 'A2', birth: '1970', size: 5 }),
          head('Lò Thị Lan', { code: 'A3', birth: '1975' }),
        ]),
      ),
    );
    const swapped = previewImport(
      data,
      reading([head('Vi Văn Hoa', { code: 'A1', birth: '1970', size: 5 }), head('Vi Văn Hòa', { code: 'A2', birth: '1970', size: 3 })]),
    );
    expect(swapped.changes.map(({ key }) => key)).toEqual(['code', 'code']);
    const other = previewImport(data, reading([head('Bế Văn Sơn', { code: 'A3', birth: '1950' })]));
    expect(other.questions.map(({ choices }) => choices.map(({ label }) => label.split(',')[0]))).toEqual([
      ['Lò Thị Lan', 'Không phải: là hộ mới'],
    ]);
    expect(other.writes).toEqual([]);
    // Only the name contradicts it: the head has changed, and the preview says so.
    const followed = previewImport(data, reading([head('Lò Văn Tý', { code: 'A3' })]));
    expect(followed.changes.map(({ key }) => key)).toEqual(['head']);
    expect(followed.problems.map(({ code }) => code)).toContain('name-differs');
  });
});

describe('villages', () => {
  it('that differ in a diacritic are two, and asked; written without diacritics it is the existing one', () => {
    const data: ReviewData = { ...EMPTY, villages: [village('Nà Lan')] };
    const asked = previewImport(data, reading([{ head: 'Vi Văn An', village: 'Nà Lân' }], [village('Nà Lân')]));
    expect(asked.unknownVillages.map(({ village: name, households }) => [name, households.length])).toEqual([['Nà Lân', 1]]);
    expect(asked.writes).toEqual([]);
    const chosen = previewImport(data, reading([{ head: 'Vi Văn An', village: 'Nà Lân' }], [village('Nà Lân')]), {
      villages: { 'Nà Lân': 'Nà Lân' },
    });
    expect(chosen.writes.map(({ cells }) => cells.name ?? cells.village)).toEqual(['Nà Lân', 'Nà Lân']);
    expect(chosen.writes[0]?.id).not.toBe('v:Nà Lan');
    const bare = previewImport(data, reading([{ head: 'Vi Văn An', village: 'NA LAN' }], []));
    expect(bare.writes.map(({ cells }) => cells.village)).toEqual(['Nà Lan']);
  });
});

describe('members', () => {
  const heads = [head('Vi Văn Hòa', { birth: '1970' }), head('Vi Văn Hoa', { birth: '1970' })];
  const person = (name: string, relation: string, birth: string): Person => ({ name, relation, birth });

  it('of a list without codes go with their heads, also among near-namesakes', () => {
    const { data, problems } = reading(heads, undefined, [
      person('Vi Văn Hoa', 'Chủ hộ', '1970'),
      person('Lò Thị Mai', 'Vợ', '1972'),
      person('Vi Văn Hòa', 'Chủ hộ', '1970'),
      person('Vi Thị Na', 'Con', '2001'),
      person('Vi Thị Nà', 'Con', '2003'),
    ]);
    const [hoaf, hoa] = data.households.map(({ cells }) => cells.code);
    expect(data.members.map(({ cells }) => cells.code)).toEqual([hoa, hoa, hoaf, hoaf, hoaf]);
    expect(problems.some(({ severity }) => severity === 'error')).toBe(false);
  });

  it('without a relation begin at the name of their head', () => {
    const { data } = reading(heads, undefined, [{ name: 'Vi Văn Hòa' }, { name: 'Lò Thị Mai' }, { name: 'Vi Văn Hoa' }]);
    const [hoaf, hoa] = data.households.map(({ cells }) => cells.code);
    expect(data.members.map(({ cells }) => cells.code)).toEqual([hoaf, hoaf, hoa]);
  });

  it('keep their rows in any order', () => {
    const people: Person[] = [
      { name: 'Lan', code: 'A1', birth: '2001' },
      { name: 'Lân', code: 'A1', birth: '2001' },
      { name: 'Làn', code: 'A1' },
    ];
    const data = apply(EMPTY, previewImport(EMPTY, reading([head('Vi Văn Hòa', { code: 'A1' })], undefined, people)));
    expect(previewImport(data, reading([head('Vi Văn Hòa', { code: 'A1' })], undefined, [...people].reverse())).writes).toEqual([]);
  });
});

const person = fc.record(
  {
    head: fc.constantFrom('Vi Văn Hòa', 'Vi Văn Hoa', 'Vi Văn Hoà', 'Vi Văn Hóa', 'VI VAN HOA', 'Lò Thị Lan', 'Lò Thị Lân', 'Lò Thị Làn'),
    birth: fc.constantFrom('1970', '05/06/1970', '1975'),
    size: fc.integer({ min: 1, max: 3 }),
    village: fc.constantFrom('Tổ 1', 'Nà Lan', 'Nà Lân'),
    cccd: fc.constantFrom('006070000001', '006070000002'),
  },
  { requiredKeys: ['head', 'size', 'village'] },
);
const VILLAGES = ['Tổ 1', 'Nà Lan', 'Nà Lân'].map(village);

describe('whatever the names', () => {
  const withCodes = (people: readonly Person[], coded: boolean): Person[] =>
    people.map((each, index) => (coded ? { ...each, code: `A${index}` } : { ...each }));
  const lists = fc.tuple(fc.array(person, { minLength: 1, maxLength: 12 }), fc.boolean(), fc.integer()).map(([people, coded, seed]) => {
    const all = withCodes(people, coded);
    const order = all
      .map((each, index) => ({ each, at: Math.imul(seed ^ (index * 2654435761), 2246822519) >>> 0 }))
      .sort((a, b) => a.at - b.at);
    return { all, shuffled: order.map(({ each }) => each) };
  });

  it('shuffled and imported again, nothing changes', () => {
    fc.assert(
      fc.property(lists, ({ all, shuffled }) => {
        const data = apply(EMPTY, previewImport(EMPTY, reading(all, VILLAGES)));
        expect(data.households).toHaveLength(all.length);
        const preview = previewImport(data, reading(shuffled, VILLAGES));
        expect([preview.writes, preview.questions]).toEqual([[], []]);
      }),
    );
  });

  it('a part of it, with something new in each row, changes no name and no other row, or asks', () => {
    fc.assert(
      fc.property(lists, fc.integer({ min: 0, max: 11 }), ({ all, shuffled }, count) => {
        const data = apply(EMPTY, previewImport(EMPTY, reading(all, VILLAGES)));
        const part = shuffled.slice(0, count).map((each) => ({ ...each, b1: 150 }));
        const preview = previewImport(data, reading(part, VILLAGES));
        const said = new Set(preview.problems.filter(({ code }) => code === 'name-differs').map(({ row }) => row));
        expect(preview.changes.filter(({ key }) => key === 'head')).toHaveLength(0);
        expect(preview.changes.filter(({ key }) => key === 'b1').length + preview.questions.length).toBe(part.length);
        expect(said.size).toBe(0);
        expect(preview.households.every((tally) => tally.new === 0)).toBe(true);
      }),
      {
        // Three with one spelling, and one without diacritics that is none of them.
        examples: [
          [
            {
              all: [...Array<string>(3).fill('Vi Văn Hòa'), 'VI VAN HOA'].map((head) => ({ head, size: 1, village: 'Tổ 1' })),
              shuffled: ['Vi Văn Hòa', 'VI VAN HOA', 'Vi Văn Hòa', 'Vi Văn Hòa'].map((head) => ({ head, size: 1, village: 'Tổ 1' })),
            },
            1,
          ],
        ],
      },
    );
  });

  const members = fc.array(
    fc.record(
      {
        name: fc.constantFrom('Lò Thị Na', 'Lò Thị Nà', 'Vi Văn Tí', 'LO THI NA'),
        birth: fc.constantFrom('2001', '2003'),
        relation: fc.constantFrom('Con đẻ', 'Cháu nội'),
        noInsurance: fc.constantFrom('x', 'Không'),
      },
      { requiredKeys: ['name'] },
    ),
    { minLength: 1, maxLength: 6 },
  );
  const merged = (rows: readonly Row[]): Map<string, Row[]> => {
    const byId = new Map<string, Row[]>();
    for (const row of rows) byId.set(row.id, [...(byId.get(row.id) ?? []), row]);
    return byId;
  };

  it('two devices that import it offline in two orders make no row of two people', () => {
    fc.assert(
      fc.property(lists, members, fc.array(fc.nat(), { minLength: 6, maxLength: 6 }), ({ all, shuffled }, people, keys) => {
        const coded = all.some((each) => 'code' in each);
        const of = (heads: readonly Person[], own: readonly Person[]): ImportPreview =>
          previewImport(
            EMPTY,
            reading(heads, VILLAGES, coded ? heads.flatMap(({ code = '' }) => own.map((each) => ({ ...each, code }))) : []),
          );
        const other = people
          .map((each, at) => ({ each, key: keys[at] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ each }) => each);
        const writes = [...of(all, people).writes, ...of(shuffled, other).writes].filter(({ sheet }) => sheet !== 'villages');
        for (const [id, rows] of merged(writes)) {
          const said = new Set(
            rows.map(({ sheet, cells }) =>
              JSON.stringify(
                Object.entries(cells)
                  .filter(([key]) => sheet === 'members' || key !== 'code')
                  .sort(),
              ),
            ),
          );
          expect([...said], id).toHaveLength(1);
        }
        if (coded)
          expect(new Set(writes.filter(({ sheet }) => sheet === 'members').map(({ id }) => id)).size).toBe(all.length * people.length);
      }),
      {
        examples: [
          [
            {
              all: ['Vi Văn Hoà', 'Vi Văn Hòa'].map((head) => ({ head, size: 1, village: 'Tổ 1' })),
              shuffled: ['Vi Văn Hòa', 'Vi Văn Hoà'].map((head) => ({ head, size: 1, village: 'Tổ 1' })),
            },
            [{ name: 'Lò Thị Na' }],
            [0, 0, 0, 0, 0, 0],
          ],
        ],
      },
    );
  });
});
