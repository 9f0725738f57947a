/** A list form and a summary exactly as in the file: merges, print set-up, heights, number formats. The oracle checks the formulas. */
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, expect, it, vi } from 'vitest';
import { fillReport } from '../forms/report.ts';
import { classifyAll } from '../review/classify.ts';
import { chooseRound } from '../review/plans.ts';
import type { ReviewData, Row } from '../review/types.ts';
import { writeReport } from './write.ts';

const VILLAGES = ['Thôn Bản Chèo', 'Thôn Nà Đán'];
/** One left poverty, one became near poor, one stayed poor. */
const HOUSEHOLDS = [
  ['Lò Văn An', 150, ''],
  ['Hoàng Thị Mỹ Nguyệt', 100, 'i1'],
  ['Ma Văn Đức', 60, 'i1 i2 i3'],
] as const;

const data: ReviewData = {
  unit: 'Xã A',
  villages: VILLAGES.map((name): Row => ({
    id: name,
    sheet: 'villages',
    cells: { name, area: 'Nông thôn', households: 1250, persons: 4800 },
  })),
  households: VILLAGES.flatMap((village, v) =>
    HOUSEHOLDS.map(([head, b1, deprived], h): Row => ({
      id: `h:${v}-${h}`,
      sheet: 'list01',
      cells: {
        code: `${v}-${h}`,
        village,
        head,
        size: 2,
        lastYear: 'Hộ nghèo',
        b1,
        c1: 'x',
        cccd: '006085000020',
        birth: '02/03/1985',
        sex: 'Nam',
        ethnic: 'Tày',
        ...Object.fromEntries(
          deprived
            .split(' ')
            .filter(Boolean)
            .map((key) => [key, 'x']),
        ),
      },
    })),
  ),
  members: VILLAGES.flatMap((_, v) =>
    HOUSEHOLDS.flatMap(([head], h) =>
      [
        ['Chủ hộ', head],
        ['Con đẻ', 'Lò An'],
      ].map(([relation, name], n): Row => ({
        id: `m:${v}-${h}:${n}`,
        sheet: 'members',
        cells: {
          code: `${v}-${h}`,
          name: name ?? '',
          relation: relation ?? '',
          birth: n === 0 ? '02/03/1985' : '2015',
          sex: 'Nam',
          ethnic: 'Tày',
        },
      })),
    ),
  ),
};

const write = (): Promise<Uint8Array> => {
  const classified = classifyAll(data, chooseRound({ year: 2023 }));
  return writeReport(classified, { filled: [fillReport(classified, ['6.2', '7.1', '7.2'])] });
};
let bytes: Uint8Array;
let parts: Record<string, Uint8Array>;
const part = (name: string): string => strFromU8(parts[name] ?? new Uint8Array());
beforeAll(async () => {
  bytes = await write();
  parts = unzipSync(bytes);
});

/** Describes a style in words. */
function looks(): string[] {
  const styles = part('xl/styles.xml');
  const formats = new Map(
    [...styles.matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g)].map(([, id = '', code = '']) => [id, code]),
  );
  const fonts = [...(/<fonts[^]*?<\/fonts>/.exec(styles)?.[0].matchAll(/<font>(.*?)<\/font>/g) ?? [])].map(
    ([, font = '']) =>
      `${/name val="([^"]*)"/.exec(font)?.[1]} ${/sz val="([^"]*)"/.exec(font)?.[1]}${font.includes('<b/>') ? ' bold' : ''}${font.includes('<i/>') ? ' italic' : ''}`,
  );
  return [...(/<cellXfs[^]*?<\/cellXfs>/.exec(styles)?.[0].matchAll(/<xf ([^>]*?)(?:\/>|>(.*?)<\/xf>)/g) ?? [])].map(
    ([, own = '', inner = '']) => {
      const id = /numFmtId="(\d+)"/.exec(own)?.[1] ?? '0';
      return [
        fonts[Number(/fontId="(\d+)"/.exec(own)?.[1])],
        id === '0' ? 'General' : (formats.get(id) ?? `builtin ${id}`),
        /borderId="0"/.test(own) ? 'no border' : 'border',
        /horizontal="(\w+)"/.exec(inner)?.[1] ?? '',
        inner.includes('wrapText="1"') ? 'wraps' : '',
        inner.includes('locked="0"') ? 'open' : '',
      ]
        .filter(Boolean)
        .join(', ');
    },
  );
}

function golden(sheet: string): string {
  const names = [...part('xl/workbook.xml').matchAll(/<sheet [^>]*?name="([^"]*)"/g)].map(([, name]) => name);
  const at = names.indexOf(sheet);
  const xml = part(`xl/worksheets/sheet${at + 1}.xml`);
  const look = looks();
  const named = [...part('xl/workbook.xml').matchAll(new RegExp(`<definedName name="([^"]*)" localSheetId="${at}">([^<]*)<`, 'g'))].map(
    ([, name, ref]) => `${name} ${ref?.replaceAll('&apos;', "'")}`,
  );
  const tags = [
    'sheetPr',
    'sheetView',
    'pane',
    'cols',
    'sheetProtection',
    'printOptions',
    'pageMargins',
    'pageSetup',
    'headerFooter',
    'rowBreaks',
  ].map((tag) => new RegExp(`<${tag}(?: [^>]*)?(?:/>|>[^]*?</${tag}>)`).exec(xml)?.[0] ?? `no ${tag}`);
  const rows = [...xml.matchAll(/<row r="(\d+)"[^>]*?(?: ht="([\d.]+)")?[^>]*?(?:\/>|>([^]*?)<\/row>)/g)].flatMap(
    ([, row, height, cells = '']) => {
      const said: { from: string; to: string; what: string }[] = [];
      for (const [, address = '', style, type = 'n', held = ''] of cells.matchAll(
        /<c r="([A-Z]+\d+)" s="(\d+)"(?: t="(\w+)")?(?:\/>|>(.*?)<\/c>)/g,
      )) {
        const what = `${look[Number(style)]}${held === '' ? '' : held.includes('<f>') ? ': formula' : type === 's' ? ': text' : ': number'}`;
        const last = said.at(-1);
        if (last?.what === what) last.to = address;
        else said.push({ from: address, to: address, what });
      }
      return [
        `row ${row}, ${height ?? 'no'} high`,
        ...said.map(({ from, to, what }) => `  ${from === to ? from : `${from}:${to}`} ${what}`),
      ];
    },
  );
  return [...named, ...tags, ...[...xml.matchAll(/<mergeCell ref="[^"]*"\/>/g)].map(([tag]) => tag).sort(), ...rows, ''].join('\n');
}

it.each([
  ['6.2 thoát nghèo', 'list'],
  ['7.1', 'rates'],
  ['7.2', 'lines'],
])('%s', async (sheet, file) => {
  await expect(golden(sheet)).toMatchFileSnapshot(`golden/${file}.txt`);
});

it('is byte for byte the same in another year', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2031-05-06T07:08:09Z') });
  try {
    expect(Buffer.compare(await write(), bytes)).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

it('the properties of the file name a program and the round, but no person or machine', () => {
  const core = part('docProps/core.xml');
  expect(
    [...core.matchAll(/<(dc:creator|cp:lastModifiedBy|dcterms:created|dcterms:modified)[^>]*>([^<]*)</g)].map(([, tag, text]) => [
      tag,
      text,
    ]),
  ).toEqual([
    ['dc:creator', 'Sổ Rà Soát'],
    ['cp:lastModifiedBy', 'Sổ Rà Soát'],
    ['dcterms:created', '2023-12-14T00:00:00Z'],
    ['dcterms:modified', '2023-12-14T00:00:00Z'],
  ]);
  expect(part('docProps/app.xml')).not.toMatch(/<(Company|Manager)>[^<]/);
});

it('limits have names, and formulas use them', () => {
  const book = part('xl/workbook.xml');
  const ref = (name: string): string | undefined =>
    new RegExp(`<definedName name="${name}">([^<]*)<`).exec(book)?.[1]?.replaceAll('&apos;', "'");
  expect([ref('NGUONG_B1_NT'), ref('NGUONG_B1_TT'), ref('NGUONG_B1')]).toEqual([
    "'Thông số'!$B$5",
    "'Thông số'!$B$6",
    "'Thông số'!$B$5:$B$6",
  ]);
  expect(part('xl/worksheets/sheet2.xml')).toContain('NGUONG_B1_NT');
});
