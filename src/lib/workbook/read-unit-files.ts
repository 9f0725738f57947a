/**
 * Reads the open files of units: a JSON of provinces with their communes (`Code`, `FullName`, `Wards`), and a CSV of the communes before
 * 1 July 2025 with those of today (`province`, `district`, `ward`, `wardCode`, `isDividedWard`, `newWardCode`). Other fields are ignored.
 */
import { tidy } from '../review/text.ts';
import { COMMUNE_CODE, PROVINCE_CODE, type OfficialUnit, type OldUnit, type UnitFileProblem } from '../review/unit-directory.ts';
import { parseCsv } from './read-csv.ts';

export interface UnitFiles {
  /** null when no file has them. */
  units: OfficialUnit[] | null;
  olds: OldRow[] | null;
  /** Of the units: any of these keeps them from being loaded. */
  unitProblems: UnitFileProblem[];
  /** Of the old names: those rows are left out. */
  oldProblems: UnitFileProblem[];
}

/** With the place that it was read from. */
export type OldRow = OldUnit & { file: string; row: string };

const OLD_COLUMNS = ['province', 'district', 'ward', 'wardCode', 'isDividedWard', 'newWardCode'] as const;
type OldColumn = (typeof OLD_COLUMNS)[number];
const NAME_MOST = 120;

export function readUnitFiles(files: readonly { name: string; text: string }[]): UnitFiles {
  const read: UnitFiles = { units: null, olds: null, unitProblems: [], oldProblems: [] };
  for (const { name, text } of files) {
    const wrong = (said: string, row = '', column = ''): void => void read.unitProblems.push({ file: name, row, column, text: said });
    const bare = text.replace(/^\ufeff/, '').trimStart();
    if (bare.startsWith('[') || bare.startsWith('{')) {
      if (read.units) wrong('đã có một tệp đơn vị khác: mỗi lần chỉ nạp một tệp.');
      else read.units = readUnits(bare, wrong);
    } else if (read.olds) wrong('đã có một tệp tên cũ khác: mỗi lần chỉ nạp một tệp.');
    else read.olds = readOlds(name, bare, wrong, read.oldProblems);
  }
  return read;
}

type Wrong = (text: string, row?: string, column?: string) => void;

function readUnits(text: string, wrong: Wrong): OfficialUnit[] | null {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    wrong('không phải tệp JSON đọc được.');
    return null;
  }
  if (!Array.isArray(content)) {
    wrong('phải là một dãy các tỉnh, mỗi tỉnh có Code, FullName, Wards.');
    return null;
  }
  const units: OfficialUnit[] = [];
  const seen = new Set<string>();
  const take = (raw: unknown, parent: string, shape: RegExp, digits: number, row: string): OfficialUnit | null => {
    const { Code: code, FullName: name } = fieldsOf(raw);
    if (typeof code !== 'string' || !shape.test(code)) wrong(`phải là chữ gồm ${digits} chữ số, như trong danh mục.`, row, 'Code');
    else if (seen.has(code)) wrong(`mã ${code} có hai lần.`, row, 'Code');
    else if (typeof name !== 'string' || tidy(name) === '' || name.length > NAME_MOST) wrong('chưa có tên đơn vị.', row, 'FullName');
    else {
      seen.add(code);
      const unit = { code, parent, name: tidy(name) };
      units.push(unit);
      return unit;
    }
    return null;
  };
  content.forEach((raw: unknown, at) => {
    const row = `tỉnh thứ ${at + 1}`;
    const province = take(raw, '', PROVINCE_CODE, 2, row);
    const { Wards: wards } = fieldsOf(raw);
    if (!province) return;
    if (!Array.isArray(wards) || wards.length === 0) {
      wrong('tỉnh không có xã nào.', row, 'Wards');
      return;
    }
    wards.forEach((ward: unknown, index) => {
      const place = `${province.name}, xã thứ ${index + 1}`;
      const { ProvinceCode: above } = fieldsOf(ward);
      if (above !== undefined && above !== province.code) wrong(`khác mã ${province.code} của tỉnh đứng trên.`, place, 'ProvinceCode');
      else take(ward, province.code, COMMUNE_CODE, 5, place);
    });
  });
  if (content.length === 0) wrong('không có tỉnh nào.');
  return units;
}

const fieldsOf = (raw: unknown): Record<string, unknown> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? (raw as Record<string, unknown>) : {};

function readOlds(file: string, text: string, wrong: Wrong, problems: UnitFileProblem[]): OldRow[] | null {
  const [head = [], ...rows] = parseCsv(text);
  const at = new Map(head.map((label, index) => [tidy(label), index]));
  const missing = OLD_COLUMNS.filter((column) => !at.has(column));
  if (missing.length > 0) {
    wrong(`không phải tệp đơn vị (JSON), cũng không phải tệp tên cũ: thiếu cột ${missing.join(', ')}.`, '1');
    return null;
  }
  const olds: OldRow[] = [];
  /** Old communes with a row that could not be read: where else they went, nobody knows. */
  const open = new Set<string>();
  rows.forEach((cells, index) => {
    if (cells.every((cell) => cell.trim() === '')) return;
    const cell = (column: OldColumn): string => tidy(cells[at.get(column) ?? -1] ?? '');
    const [province, district, ward, code, divided, into] = [
      cell('province'),
      cell('district'),
      cell('ward'),
      cell('wardCode'),
      cell('isDividedWard').toLowerCase(),
      cell('newWardCode'),
    ];
    const row = String(index + 2);
    // A district of an island without communes stands for itself.
    const old = { code: code === '' ? '' : code.padStart(5, '0'), province, district, name: ward || district };
    const found = problemOf({ ...old, divided, into });
    if (found) {
      problems.push({ file, row, ...found });
      open.add(oldId(old));
    } else olds.push({ ...old, divided: divided === 'true', into, file, row });
  });
  const several = new Map<string, Set<string>>();
  for (const old of olds) several.set(oldId(old), (several.get(oldId(old)) ?? new Set()).add(old.into));
  const unique = new Map(olds.map((old) => [`${oldId(old)} ${old.into}`, old]));
  return [...unique.values()].map((old) => ({
    ...old,
    divided: old.divided || open.has(oldId(old)) || (several.get(oldId(old))?.size ?? 0) > 1,
  }));
}

/** One old commune, whatever rows it has. */
export const oldId = ({ code, province, district, name }: Pick<OldUnit, 'code' | 'province' | 'district' | 'name'>): string =>
  JSON.stringify([province, district, name, code]);

function problemOf(row: { code: string; province: string; district: string; name: string; divided: string; into: string }): {
  column: OldColumn;
  text: string;
} | null {
  for (const column of ['province', 'district'] as const)
    if (row[column] === '' || row[column].length > NAME_MOST) return { column, text: 'chưa có tên.' };
  if (row.name.length > NAME_MOST) return { column: 'ward', text: 'tên quá dài.' };
  if (row.code !== '' && !COMMUNE_CODE.test(row.code)) return { column: 'wardCode', text: `“${row.code}” không phải mã xã.` };
  if (row.divided !== 'true' && row.divided !== 'false')
    return { column: 'isDividedWard', text: `“${row.divided}” phải là True hoặc False.` };
  if (!COMMUNE_CODE.test(row.into)) return { column: 'newWardCode', text: `“${row.into}” không phải mã xã gồm 5 chữ số.` };
  return null;
}
