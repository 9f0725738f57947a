/** A province's own standard from a file; holds docs/own-standards.md and its example true. */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { Classifier } from './classify.ts';
import { formulaTree } from './formula-trees.ts';
import { INDICATORS } from './indicators.ts';
import { chooseRound } from './plans.ts';
import { recordId, recordStandard, StandardRecordShape } from './read-standard-file.ts';
import { CLASS_OUTCOMES, LIVING_OUTCOMES } from './decisions.ts';
import { ND07, type Standard } from './standards.ts';

const GUIDE = readFileSync(new URL('../../../docs/own-standards.md', import.meta.url), 'utf8');
const EXAMPLE = readFileSync(new URL('../../../docs/examples/chuan-tp-hcm.json', import.meta.url), 'utf8');

interface Draft {
  [key: string]: unknown;
  standard: Record<string, unknown> & { limits: Record<string, unknown>[]; classes: Record<string, unknown>[] };
}
const example = (): Draft => JSON.parse(EXAMPLE) as Draft;
const read = (file: unknown): { standard: Standard | undefined; said: string } => {
  const result = v.safeParse(StandardRecordShape, file);
  return { standard: result.success ? recordStandard(result.output) : undefined, said: result.issues?.[0].message ?? '' };
};

describe('the example of the guide', () => {
  it('is a standard, and a round can use it beside the national one', () => {
    const { standard, said } = read(example());
    expect(said).toBe('');
    const round = chooseRound({ year: 2026, beside: ['tp-hcm-vi-du'] }, [standard!]);
    const classifier = new Classifier(round, [{ id: 'v', sheet: 'villages', cells: { name: 'A', area: 'Thành thị' } }]);
    const cells = { village: 'A', lastYear: 'Hộ nghèo', b1: 100, incomeYear: 50_000_000 };
    const results = classifier.results({ id: 'h', sheet: 'list01', cells });
    expect([results.class, results['class@tp-hcm-vi-du']]).toEqual(['Hộ cận nghèo', 'Hộ cận nghèo']);
  });

  it('is of another kind than the national standard', () => {
    const tree = JSON.stringify(formulaTree('list01', 'class', read(example()).standard!));
    expect(tree).toContain('TN_CAN_NGHEO_NAM');
    expect(tree).not.toContain('Điểm B1');
  });
});

describe('the guide', () => {
  it('names every indicator, outcome and field', () => {
    for (const { key, name } of INDICATORS) expect(GUIDE).toContain(`\`${key}\` ${name}`);
    for (const outcome of [...CLASS_OUTCOMES, ...LIVING_OUTCOMES]) expect(GUIDE).toContain(`\`${outcome}\``);
    for (const field of Object.keys(example().standard)) expect(GUIDE).toContain(`\`${field}\``);
  });

  it('gives the national rule as it is', () => {
    const quoted = /The national standard, in these words:\n\n```json\n([\s\S]*?)```/.exec(GUIDE)?.[1] ?? '';
    expect(JSON.parse(`{${quoted}}`)).toEqual({ classes: ND07.classes });
  });

  it('shows limits that are accepted', () => {
    const quoted = /### `limits`\n\n```json\n([\s\S]*?)```/.exec(GUIDE)?.[1] ?? '';
    const file = example();
    file.standard.limits.push(JSON.parse(quoted) as Record<string, unknown>);
    expect(read(file).said).toBe('');
  });
});

describe('a wrong file is refused with the place', () => {
  const said = (change: (file: Draft) => void): string => {
    const file = example();
    change(file);
    return read(file).said;
  };
  it.each<[string, (file: Draft) => void, string]>([
    [
      'a name that is no limit',
      ({ standard }) => (standard.classes[1]!.when = '[Thu nhập bình quân năm]>TN_CAN_NGHEO'),
      "classes, dòng 2, when: Không có tên 'TN_CAN_NGHEO'.",
    ],
    [
      'a column that it does not ask',
      ({ standard }) => (standard.classes[1]!.when = '[Thu nhập bình quân]>TN_CAN_NGHEO_NAM'),
      'classes, dòng 2, when: không đọc được cột [Thu nhập bình quân].',
    ],
    [
      'Điểm B1 without asking it',
      ({ standard }) => (standard.classes[0]!.when = '[Điểm B1]>140'),
      'classes, dòng 1, when: chuẩn không hỏi Điểm B1 (asks).',
    ],
    [
      'a bracket that is missing',
      ({ standard }) => (standard.classes[0]!.when = 'NOT(ISNUMBER([Thu nhập bình quân năm])'),
      "classes, dòng 1, when: Thiếu ')' (vị trí 39).",
    ],
    [
      'an unknown function',
      ({ standard }) => (standard.classes[0]!.when = 'XEP([Thu nhập bình quân năm])'),
      "classes, dòng 1, when: Không có hàm 'XEP'.",
    ],
    [
      'its own result',
      ({ standard }) => (standard.classes[0]!.when = '[Kết quả phân loại]=""'),
      'classes, dòng 1, when: không đọc được cột [Kết quả phân loại].',
    ],
    [
      'an unknown outcome',
      ({ standard }) => (standard.classes[0]!.then = 'ngheo'),
      'classes, dòng 1, then: phải là một trong: poor, near, none, unknown, hoặc một danh sách.',
    ],
    ['no last line', ({ standard }) => standard.classes.pop(), 'classes: dòng cuối, và chỉ dòng cuối, không có when.'],
    [
      'a limit in words',
      ({ standard }) => (standard.limits[0]!.at = '46 triệu'),
      'limits, dòng 1 (TN_NGHEO_NAM), at: phải là một số, hoặc { "rural": …, "urban": … } cho nông thôn và thành thị.',
    ],
    [
      'a limit whose name is a cell',
      ({ standard }) => (standard.limits[0]!.name = 'TN1'),
      'limits, dòng 1 (TN1), name: phải viết hoa, không dấu, có gạch dưới, như TN_NGHEO.',
    ],
    [
      'a limit of that name twice',
      ({ standard }) => standard.limits.push({ ...standard.limits[0] }),
      'limits, mức TN_NGHEO_NAM: ghi hai lần.',
    ],
    [
      'no Phiếu A',
      ({ standard }) => standard.limits.splice(2, 1),
      'limits: thiếu mức NGUONG_PHIEU_A (số tiêu chí Phiếu A từ đó không đưa vào Danh sách 01), một số.',
    ],
    ['an unknown indicator', ({ standard }) => (standard.indicators = ['i1', 'i99']), 'indicators, dòng 2: không phải mã của chỉ số nào.'],
    ['the id of ours', ({ standard }) => (standard.id = 'nd07-2021'), 'id: là mã của một bộ chuẩn có sẵn: hãy đặt mã khác.'],
    ['days in the wrong order', ({ standard }) => (standard.to = '2025-12-31'), 'to: phải sau from.'],
    [
      'a count where there are no indicators',
      ({ standard }) => (standard.living = [{ when: 'SO_THIEU_HUT>3', then: 'above' }, { then: 'average' }]),
      'living, dòng 1, when: Danh sách 02 không có chỉ số để đếm.',
    ],
    ['another version', (file) => (file.version = 2), 'version: phải là 1; bản khác là của bản Sổ Rà Soát khác.'],
  ])('%s', (_, change, expected) => {
    expect(said(change)).toBe(expected);
  });

  it('a confirmation of a draft is still read as one', () => {
    expect(read({ standard: 'khong-co' }).said).toBe('Không có bộ chuẩn này.');
    expect(recordId({ standard: 'nd351-2025', basis: '' })).toBe('nd351-2025');
  });
});
