/** Mã hộ and row ids: codes from the file, generated codes, and duplicates. */
import { textOf } from '../review/check-place.ts';
import { CODE_TWICE, isIdNumber, NO_HOUSEHOLD, NUMBER_TWICE } from '../review/identity.ts';
import { fold, spelling } from '../review/text.ts';
import type { Problem, Row } from '../review/types.ts';
import { isHead } from './head-row.ts';
import { problemAt } from './read-problem.ts';

const place = (row: Row) => ({ sheet: row.source?.sheet ?? '', row: row.source?.row, household: textOf(row, 'code') || undefined });

/** 'Tổ 1' -> 'T1', 'Ấp Trà Cú A' -> 'ATCA'. */
export const villageInitials = (village: string): string =>
  fold(village)
    .split(' ')
    .map((word) => (/^\d/.test(word) ? word : word.charAt(0).toUpperCase()))
    .join('') || 'H';

/** The next free code of a village: 'T1-001', 'T1-002', … */
export function makeCode(village: string, taken: ReadonlySet<string>, counters: Map<string, number>): string {
  const initials = villageInitials(village);
  for (let n = (counters.get(initials) ?? 0) + 1; ; n++) {
    const code = `${initials}-${String(n).padStart(3, '0')}`;
    counters.set(initials, n);
    if (!taken.has(code)) return code;
  }
}

/** Whether a code looks like one generated here; such a code is replaced by a real one. */
export const isMadeCode = (code: string, village: string): boolean =>
  code.startsWith(`${villageInitials(village)}-`) && /-\d{3,}$/.test(code);

/** If the head is on Thành viên with a code, the household has that code. */
function codesByHeadId(members: Row[]): Map<string, string | null> {
  const codes = new Map<string, string | null>();
  for (const row of members) {
    const id = textOf(row, 'cccd');
    const code = textOf(row, 'code');
    if (id !== '' && code !== '') codes.set(id, codes.has(id) && codes.get(id) !== code ? null : code);
  }
  return codes;
}

/** Appends in place, so that a file with one repeated code does not take quadratic time. */
function pushTo(lists: Map<string, Row[]>, key: string, row: Row): Row[] {
  const list = lists.get(key);
  if (list) list.push(row);
  else lists.set(key, [row]);
  return lists.get(key) ?? [];
}

function groupBySheet(rows: readonly Row[]): Map<string, Row[]> {
  const bySheet = new Map<string, Row[]>();
  for (const row of rows) pushTo(bySheet, row.source?.sheet ?? '', row);
  return bySheet;
}

/** Gives a code to every household without one; returns the rows with generated codes. */
export function fillCodes(households: Row[], members: Row[], problems: Problem[]): Set<Row> {
  const taken = new Set([...households, ...members].map((row) => textOf(row, 'code')));
  const byHead = codesByHeadId(members);
  const counters = new Map<string, number>();
  const made = new Set<Row>();
  for (const row of households) {
    if (textOf(row, 'code') !== '') continue;
    const found = byHead.get(textOf(row, 'cccd'));
    if (found) {
      row.cells['code'] = found;
      continue;
    }
    const code = makeCode(textOf(row, 'village'), taken, counters);
    taken.add(code);
    row.cells['code'] = code;
    made.add(row);
  }
  for (const [sheet, rows] of groupBySheet([...made])) {
    problems.push(
      problemAt({ sheet }, 'warning', 'codes-made', `${rows.length} hộ không có Mã hộ, đã đặt mã tạm (${textOf(rows[0] as Row, 'code')}…)`),
    );
  }
  return made;
}

/** The household of a head on Thành viên: by CCCD, by name as spelled, finally by folded name if only one fits. */
function householdsByHead(households: readonly Row[]): (person: Row) => string | undefined {
  const keys = (row: Row, name: string): string[] => {
    const [birth, id] = [textOf(row, 'birth'), textOf(row, 'cccd')];
    const year = birth.slice(-4);
    return [
      id && `id ${id}`,
      birth && `${spelling(name)} ${birth}`,
      year && `${spelling(name)} ${year}`,
      spelling(name),
      year && `${fold(name)} ${year}`,
      fold(name) && `folded ${fold(name)}`,
    ];
  };
  const unique = new Map<string, Row | null>();
  for (const row of households)
    for (const key of new Set(keys(row, textOf(row, 'head')))) if (key !== '') unique.set(key, unique.has(key) ? null : row);
  const differs = (a: string, b: string): boolean => a !== '' && b !== '' && a !== b;
  const differ = (a: Row, b: Row): boolean =>
    differs(textOf(a, 'cccd'), textOf(b, 'cccd')) || differs(textOf(a, 'birth').slice(-4), textOf(b, 'birth').slice(-4));
  return (person) => {
    for (const key of keys(person, textOf(person, 'name'))) {
      const found = unique.get(key);
      if (found && (key.startsWith('id ') || !differ(found, person))) return textOf(found, 'code');
    }
    return undefined;
  };
}

/** Members without a code belong to the household above, or to the household of the head who precedes them. */
export function fillMemberCodes(members: Row[], households: readonly Row[], problems: Problem[]): void {
  const ofHead = householdsByHead(households);
  const filled: Row[] = [];
  let last = { sheet: '', code: '' };
  for (const row of members) {
    const sheet = row.source?.sheet ?? '';
    const given = textOf(row, 'code');
    if (given === '') {
      // If no column says who is the head, the head's name marks the start of the household.
      const starts = isHead(row) || (fold(textOf(row, 'relation')) === '' && ofHead(row) !== undefined);
      const code = starts ? (ofHead(row) ?? '') : last.sheet === sheet ? last.code : '';
      if (code === '')
        problems.push(
          problemAt(place(row), 'error', 'member-without-household', `${textOf(row, 'name')} không có Mã hộ nên không biết thuộc hộ nào`),
        );
      else row.cells['code'] = code;
      filled.push(row);
    }
    last = { sheet, code: textOf(row, 'code') };
  }
  for (const [sheet, rows] of groupBySheet(filled.filter((row) => textOf(row, 'code') !== ''))) {
    problems.push(problemAt({ sheet }, 'warning', 'member-codes-made', `${rows.length} người không có Mã hộ, đã lấy theo chủ hộ ở trên`));
  }
}

/** A household of list 01 that was found not poor is on list 02 too: one household, one row, on list 01. */
export function mergeLists(households: Row[], problems: Problem[]): Row[] {
  const first = new Map<string, Row>();
  for (const row of households) if (row.sheet === 'list01' && !first.has(textOf(row, 'code'))) first.set(textOf(row, 'code'), row);
  return households.filter((row) => {
    const main = row.sheet === 'list02' ? first.get(textOf(row, 'code')) : undefined;
    if (!main) return true;
    const differing: string[] = [];
    for (const [key, value] of Object.entries(row.cells)) {
      if (main.cells[key] === undefined) main.cells[key] = value;
      else if (main.cells[key] !== value) differing.push(String(value));
    }
    const differs = differing.length === 0 ? '' : `; trang này ghi khác: ${differing.slice(0, 5).join(', ')}`;
    problems.push(
      problemAt(
        place(row),
        'warning',
        'on-both-lists',
        `hộ ${textOf(row, 'code')} đã có ở dòng ${main.source?.row} trang ${main.source?.sheet}, gộp vào đó${differs}`,
      ),
    );
    return false;
  });
}

export function identifyHouseholds(households: Row[], problems: Problem[]): void {
  const times = new Map<string, Row[]>();
  for (const row of households) {
    const code = textOf(row, 'code');
    const all = pushTo(times, code, row);
    const first = all[0];
    row.id = all.length === 1 ? `h:${code}` : `h:${code}~${all.length}`;
    if (first && first !== row)
      problems.push(
        problemAt(
          place(row),
          CODE_TWICE.severity,
          CODE_TWICE.code,
          `Mã hộ ${code} (${textOf(row, 'head')}) đã dùng ở dòng ${first.source?.row} trang ${first.source?.sheet} (${textOf(first, 'head')})`,
        ),
      );
  }
}

export function identifyMembers(members: Row[], households: readonly Row[], problems: Problem[]): void {
  const known = new Set(households.map((row) => textOf(row, 'code')));
  const counts = new Map<string, number>();
  for (const row of members) {
    const code = textOf(row, 'code');
    const n = (counts.get(code) ?? 0) + 1;
    counts.set(code, n);
    row.id = `m:${code}:${n}`;
    if (n === 1 && code !== '' && known.size > 0 && !known.has(code))
      problems.push(
        problemAt(
          place(row),
          NO_HOUSEHOLD.severity,
          NO_HOUSEHOLD.code,
          `Mã hộ ${code} (${textOf(row, 'name')}) không có trên danh sách hộ nào`,
        ),
      );
  }
}

/** A person may be once among the heads and once among the members. */
export function checkIdNumbers(rows: readonly Row[], nameKey: 'head' | 'name', problems: Problem[]): void {
  const first = new Map<string, Row>();
  for (const row of rows) {
    const id = textOf(row, 'cccd');
    if (!isIdNumber(id)) continue;
    const other = first.get(id);
    if (other)
      problems.push(
        problemAt(
          place(row),
          NUMBER_TWICE.severity,
          NUMBER_TWICE.code,
          `số CCCD ${id} của ${textOf(row, nameKey)} trùng với ${textOf(other, nameKey)} ở dòng ${other.source?.row} trang ${other.source?.sheet}`,
        ),
      );
    else first.set(id, row);
  }
}
