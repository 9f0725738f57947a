import { expect, it } from 'vitest';
import { PAPER_IDS, paperKind } from '../../process/paper-kinds.ts';
import { fillTemplate } from '../fill.ts';
import { SAMPLE_RECORD, sampleFacts } from '../sample-facts.ts';
import { shippedTemplate } from '../templates/templates.ts';
import { pathsOf } from '../template-fields.ts';
import { fieldRows, type FieldRow } from './field-rows.ts';
import { fieldsOf, paperOf } from './papers.ts';

/** What the invented commune has nothing for, or nobody knows: written by hand, or blank. */
const EMPTY = new Set(['ngày cấp cccd', 'dòng cộng › stt', 'so với chỉ tiêu', 'chỉ in các giấy số']);
const isEmpty = ({ path, example }: FieldRow): boolean =>
  /^(\(trống\)|…+ \(ghi tay\))$/.test(example) &&
  ![...EMPTY].some((end) => path.endsWith(end)) &&
  // Danh sách 02 knows no movements; a household lacks only some indicators.
  !/^(từng mức sống|từng phụ lục) › từng hộ › (diễn biến|kết quả năm trước)$|chỉ tiêu \d+$/.test(path);

it.each(PAPER_IDS)('every field has an explanation and an example: %s', (id) => {
  const rows = fieldRows(id);
  expect(new Set(rows.map(({ path }) => path)).size).toBe(rows.length);
  expect(rows.filter(({ about }) => about.trim() === '')).toEqual([]);
  expect(rows.filter(isEmpty)).toEqual([]);
});

it.each(PAPER_IDS)('every field that is offered has a value: %s', (id) => {
  const paper = paperOf(id);
  const values = paper.values(sampleFacts(id), SAMPLE_RECORD);
  const missing = pathsOf(fieldsOf(paper)).filter(({ lists, field }) => lists.length === 0 && !(field.name in values));
  expect(missing.map(({ field }) => field.name)).toEqual([]);
});

it.each(PAPER_IDS)('our template is filled from the invented commune: %s', async (id) => {
  const paper = paperOf(id);
  expect(paper.missing(sampleFacts(id))).toEqual([]);
  expect(fillTemplate(await shippedTemplate(id), paper.values(sampleFacts(id), SAMPLE_RECORD)).unknown).toEqual([]);
});

it('the documented table has every field', async () => {
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  const table = (rows: readonly FieldRow[]): string =>
    [
      '| viết trong mẫu | bên trong | là gì | ví dụ |',
      '|---|---|---|---|',
      ...rows.map(
        ({ typed, lists, about, example }) =>
          `| \`${typed}\` | ${lists.map((list) => `\`${list}\``).join(' › ')} | ${cell(about)} | ${cell(example)} |`,
      ),
    ].join('\n');
  const each = PAPER_IDS.map((id) => ({ id, rows: fieldRows(id) }));
  const inAll = ({ path, about }: FieldRow): boolean =>
    each.every(({ rows }) => rows.some((row) => row.path === path && row.about === about));
  const text = [
    '# Fields of the papers\n',
    'What a template of each paper may use, as the page *Mẫu văn bản* shows it. Made by `src/lib/papers/values/field-rows.test.ts` (with `--update`); [templates.md](../templates.md) says how they are written.\n',
    `## Every paper\n\n${table(fieldRows('decision').filter(inAll))}\n`,
    ...each.map(({ id, rows }) => `## ${paperKind(id).name} (\`${id}\`)\n\n${table(rows.filter((row) => !inAll(row)))}\n`),
  ].join('\n');
  await expect(text).toMatchFileSnapshot('../../../../docs/papers/fields.md');
});
