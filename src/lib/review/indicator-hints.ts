/**
 * What a household's members, its house and its number of persons say about its indicators, by Nghị định 07/2021/NĐ-CP. A hint stands
 * beside what a person has marked, never in its place. What is not known suggests nothing: a birth without its year, a person who is counted
 * but not listed, a cell in conflict. A blank mark of a member says only that nobody has marked it.
 */
import { isB1 } from './b1-tables.ts';
import { formatNumber } from './cell-number.ts';
import { AGED_OR_DISABLED, columnOf, LEAVING, SCHOOLING } from './columns.ts';
import { excelKey } from './excel-key.ts';
import { countedAs, isIndicator } from './indicators.ts';
import { agesOn, type Ages } from './member-age.ts';
import { standardsOf, type Round } from './plans.ts';
import type { CellValue, Row } from './types.ts';

export interface IndicatorHint {
  /** Of the indicator. */
  key: string;
  says: 'deprived' | 'not-deprived' | 'unknown';
  /** '3/4 người phụ thuộc: A, B, C': the facts, or what is not known. */
  text: string;
  /** The definition with its limit. */
  rule: string;
  /** What is marked does not fit; never where the mark itself is in conflict or unclear, or the household has not been reviewed. */
  differs: boolean;
}

type Household = Pick<Row, 'sheet' | 'cells' | 'disputed'>;

/** Unmarked: the cell is blank; unknown: the cell or the age does not tell. */
type Judged = 'yes' | 'no' | 'unmarked' | 'unknown';

interface Person {
  name: string;
  ages: Ages;
  /** undefined while two values stand. */
  value(key: string): CellValue | undefined;
}

interface Family {
  persons: readonly Person[];
  /** Số nhân khẩu; null where it is not known. */
  size: number | null;
}

interface Said {
  says: IndicatorHint['says'];
  text: string;
  /** All that is missing is a mark: a household marked as deprived then does not say who it is. */
  unnamed?: boolean;
}

/** An indicator by which one person makes the household deprived. */
interface OfOne {
  who: string;
  ofAge(age: number): boolean;
  how: string;
  is(person: Person, age: number): Judged;
}

/** @param withoutPersonal the reader may not see dates of birth, and so nothing that rests on an age. */
export function indicatorHints(
  household: Household,
  members: readonly Row[],
  round: Pick<Round, 'standard' | 'beside' | 'lastDay'>,
  withoutPersonal = false,
): IndicatorHint[] {
  if (household.sheet !== 'list01' || LEAVING.some((word) => word === household.cells.change)) return [];
  const size = valueIn(household, 'size');
  const family: Family = {
    persons: members.map((member) => personOf(member, round.lastDay)),
    size: typeof size === 'number' && size >= 1 ? size : null,
  };
  const isReviewed = hasBegun(household);
  const hint = (key: string, { says, text, unnamed = false }: Said): IndicatorHint[] => {
    const rule = ruleOf(round, key);
    const marked = isReviewed ? markOf(household, key) : undefined;
    const differs = marked === true ? says === 'not-deprived' || unnamed : marked === false && says === 'deprived';
    return rule === undefined ? [] : [{ key, says, text, rule, differs }];
  };
  const ofMembers =
    withoutPersonal || members.length === 0
      ? []
      : [hint('i2', dependants(family)), ...Object.entries(OF_ONE).map(([key, test]) => hint(key, anybody(family, test)))];
  return [...ofMembers.flat(), ...hint('i8', houseArea(family, valueIn(household, 'houseArea')))];
}

/** By the first standard of the round that counts the indicator as the decree defines it. */
const ruleOf = (round: Pick<Round, 'standard' | 'beside'>, key: string): string | undefined =>
  standardsOf(round)
    .map((standard) => countedAs(standard, key)?.hint)
    .find((rule) => rule !== undefined);

/** Before that nothing is marked because nobody has asked yet. */
const hasBegun = ({ cells }: Household): boolean =>
  Object.entries(cells).some(([key, value]) => value !== null && (key === 'reviewedOn' || isB1(key) || isIndicator(key)));

const valueIn = ({ cells, disputed }: Pick<Row, 'cells' | 'disputed'>, key: string): CellValue | undefined =>
  disputed?.includes(key) ? undefined : (cells[key] ?? null);

const personOf = (member: Row, lastDay: string): Person => ({
  name: String(member.cells.name ?? '(chưa ghi tên)'),
  ages: agesOn(lastDay, valueIn(member, 'birth')),
  value: (key) => valueIn(member, key),
});

function markOf(household: Household, key: string): boolean | undefined {
  const value = valueIn(household, key);
  return value === null ? false : value !== undefined && excelKey(value) === 'x' ? true : undefined;
}

const marked =
  (key: string) =>
  (person: Person): Judged => {
    const value = person.value(key);
    return value === 'x' ? 'yes' : value === null ? 'unmarked' : 'unknown';
  };

const OF_ONE: Readonly<Record<string, OfOne>> = {
  i3: { who: 'trẻ em dưới 16 tuổi', ofAge: (age) => age < 16, how: 'suy dinh dưỡng', is: marked('malnourished') },
  i4: { who: 'người từ đủ 6 tuổi trở lên', ofAge: (age) => age >= 6, how: 'không có BHYT', is: marked('noInsurance') },
  i5: { who: 'người từ 16 đến 30 tuổi', ofAge: (age) => age >= 16 && age <= 30, how: 'chưa đủ trình độ theo tuổi', is: unschooled },
  i6: {
    who: 'trẻ em từ 3 đến dưới 16 tuổi',
    ofAge: (age) => age >= 3 && age < 16,
    how: 'không đi học đúng độ tuổi',
    is: marked('notInSchool'),
  },
};

const FROM_18: ReadonlySet<unknown> = new Set([
  SCHOOLING.inUpperSecondary,
  SCHOOLING.upperSecondary,
  SCHOOLING.vocational,
  SCHOOLING.atWork,
]);
const BELOW_18: ReadonlySet<unknown> = new Set([...FROM_18, SCHOOLING.inLowerSecondary, SCHOOLING.lowerSecondary]);

function unschooled(person: Person, age: number): Judged {
  const value = person.value('schooling');
  if ((age < 18 ? BELOW_18 : FROM_18).has(value)) return 'no';
  return value === SCHOOLING.none || BELOW_18.has(value) ? 'yes' : 'unknown';
}

function isDependant(person: Person, age: number): Judged {
  const value = person.value('allowance');
  if (age < 16 || value === AGED_OR_DISABLED) return 'yes';
  return typeof value === 'string' && columnOf('members', 'allowance')?.choices?.includes(value) ? 'no' : 'unknown';
}

interface Sorted {
  yes: readonly Person[];
  unmarked: readonly Person[];
  /** Of whom it is not known, and what about them. */
  unknown: readonly Person[];
  open: string[];
}

/** Everybody by what holds at every age that they may have. */
function sorted(persons: readonly Person[], is: (person: Person, age: number) => Judged, what: string): Sorted {
  const all = persons.map((person) => {
    const [from, to] = person.ages;
    // Nearly everybody's age is known.
    if (from === to) return { person, judged: is(person, from), lacksAge: false };
    const found = new Set(agesOf(person).map((age) => is(person, age)));
    const [first = 'unknown'] = found;
    const judged: Judged = found.size === 1 ? first : found.has('yes') || found.has('unknown') ? 'unknown' : 'unmarked';
    return { person, judged, lacksAge: judged === 'unknown' && !found.has('unknown') };
  });
  const those = (judged: Judged): Person[] => all.filter((each) => each.judged === judged).map(({ person }) => person);
  const lacking = (age: boolean): Person[] =>
    all.filter(({ judged, lacksAge }) => judged === 'unknown' && lacksAge === age).map(({ person }) => person);
  const open = [
    ['ngày sinh', lacking(true)],
    [what, lacking(false)],
  ] as const;
  return {
    yes: those('yes'),
    unmarked: those('unmarked'),
    unknown: those('unknown'),
    open: open.flatMap(([about, people]) => (people.length > 0 ? [`chưa rõ ${about} của ${names(people)}`] : [])),
  };
}

const agesOf = ({ ages: [from, to] }: Person): number[] => Array.from({ length: to - from + 1 }, (_, more) => from + more);
const names = (people: readonly Person[]): string => people.map(({ name }) => name).join(', ');

/** Persons who are counted but not listed. */
function unlisted({ persons, size }: Family): string[] {
  if (size === null) return ['chưa rõ Số nhân khẩu'];
  return size > persons.length ? [`trang Thành viên mới có ${persons.length}/${size} người`] : [];
}
const tooMany = ({ persons, size }: Family): string => `Số nhân khẩu ghi ${size} mà trang Thành viên có ${persons.length} người`;

function dependants(family: Family): Said {
  const { persons, size } = family;
  const { yes, unknown, open } = sorted(persons, isDependant, 'trợ cấp xã hội');
  if (size === null) return { says: 'unknown', text: 'chưa rõ Số nhân khẩu' };
  if (persons.length > size) return { says: 'unknown', text: tooMany(family) };
  const most = yes.length + unknown.length + size - persons.length;
  const found = `${yes.length}/${size} người phụ thuộc${yes.length > 0 ? `: ${names(yes)}` : ''}`;
  if (yes.length * 2 > size) return { says: 'deprived', text: found };
  if (most * 2 <= size) return { says: 'not-deprived', text: most > yes.length ? `nhiều nhất ${most}/${size} người phụ thuộc` : found };
  return { says: 'unknown', text: [`mới rõ ${found}`, ...open, ...unlisted(family)].join('; ') };
}

function anybody(family: Family, { who, ofAge, how, is }: OfOne): Said {
  const { yes, unmarked, open } = sorted(family.persons, (person, age) => (ofAge(age) ? is(person, age) : 'no'), 'trình độ');
  if (yes.length > 0) return { says: 'deprived', text: `${how}: ${names(yes)}` };
  const unknown = [...open, ...unlisted(family)];
  if (unmarked.length > 0)
    return { says: 'unknown', text: [`chưa đánh dấu ai ${how}`, ...unknown].join('; '), unnamed: unknown.length === 0 };
  if (unknown.length > 0) return { says: 'unknown', text: unknown.join('; ') };
  const those = family.persons.filter((person) => agesOf(person).some(ofAge));
  return { says: 'not-deprived', text: those.length > 0 ? `không có ai ${how}: ${names(those)}` : `không có ${who}` };
}

/** Square metres a head below which a household is deprived. */
const LEAST_AREA = 8;

function houseArea(family: Family, area: CellValue | undefined): Said {
  const { persons, size } = family;
  if (typeof area !== 'number' || area <= 0) return { says: 'unknown', text: 'chưa ghi Diện tích nhà ở' };
  // At least, and at most: people who are listed but not counted may or may not belong to the household.
  const least = size ?? persons.length;
  const most = size === null ? Infinity : Math.max(size, persons.length);
  // Cut off: 7,96 is not shown as 8.
  const text = `${formatNumber(Math.floor((area * 10) / least) / 10)} m² một người (${formatNumber(area)} m², ${least} người)`;
  if (area < LEAST_AREA * least) return { says: 'deprived', text };
  if (area >= LEAST_AREA * most) return { says: 'not-deprived', text };
  return { says: 'unknown', text: size === null ? 'chưa rõ Số nhân khẩu' : tooMany(family) };
}
