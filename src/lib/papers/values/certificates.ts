/**
 * Giấy chứng nhận hộ nghèo, hộ cận nghèo (Mẫu số 03 Quyết định 24/2021/QĐ-TTg): every certificate that the commune has issued, of one household,
 * of a village or of all, in one file.
 */
import { certificatesOf, householdKey, validByHousehold, type Certificate } from '../../process/certificates.ts';
import { LISTED, listedOf } from '../../process/certificate-lines.ts';
import { resultOf, type RegisterRound } from '../../process/register.ts';
import type { Classified } from '../../review/classify.ts';
import { indicatorsOf } from '../../review/indicators.ts';
import { dayText } from '../../review/iso-day.ts';
import { UNSEEN } from '../../review/personal.ts';
import type { CellValue, Row } from '../../review/types.ts';
import { spelling } from '../../review/text.ts';
import { answer, basesAsk, commonValues, lawsOf, OFFICE_ASKS, positionAsk, within } from '../common-values.ts';
import { INDICATOR_COLUMNS } from '../indicator-columns.ts';
import type { Ask, Field, Paper, PaperFacts, PaperRecord, PaperVillage, Values } from '../paper.ts';
import { closedItems, dateParts, dateWords, linesOf } from '../paper-words.ts';

const BASES = basesAsk((facts) => lawsOf(facts).slice(0, 2));
const NUMBERS: Ask = {
  name: 'chỉ in các giấy số',
  label: 'Chỉ in các giấy số',
  kind: 'line',
  initial: () => '',
  hint: 'Ví dụ: 3, 7-12. Để trống thì in tất cả.',
};
const EARLIER: Ask = { name: 'cả giấy đợt trước', label: 'Cả giấy cấp ở các đợt trước, còn giá trị', kind: 'choice', initial: () => '' };
const TWO: Ask = {
  name: 'hai giấy một trang',
  label: 'Hai giấy một trang A4 ngang, cho hộ ít thành viên',
  kind: 'choice',
  initial: () => '',
  hint: 'Hộ đông thành viên vẫn in một giấy một trang.',
};
const ASKS: readonly Ask[] = [
  ...OFFICE_ASKS,
  BASES,
  {
    name: 'giai đoạn',
    label: 'Giai đoạn, ở phần kết quả phân loại',
    kind: 'line',
    initial: ({ round: { standard } }) => `${standard.from.slice(0, 4)} - ${standard.to.slice(0, 4)}`,
  },
  positionAsk(['CHỦ TỊCH']),
  NUMBERS,
  EARLIER,
  TWO,
];

const CERTIFICATE_FIELDS: readonly Field[] = [
  { name: 'số giấy', about: 'Số của giấy, trước /GCN-HN.HCN', kind: 'text' },
  { name: 'ông bà', about: 'ông, bà; hoặc ông/bà khi chưa ghi giới tính', kind: 'text' },
  { name: 'chủ hộ', about: 'Họ và tên chủ hộ', kind: 'text' },
  { name: 'dân tộc', about: 'Dân tộc của chủ hộ', kind: 'text' },
  { name: 'cccd', about: 'Số CCCD của chủ hộ', kind: 'text' },
  { name: 'ngày cấp cccd', about: 'Ngày cấp CCCD, ghi tay', kind: 'text' },
  { name: 'nơi thường trú', about: 'Thôn, xã', kind: 'text' },
  { name: 'thôn', about: 'Thôn, tổ dân phố', kind: 'text' },
  { name: 'mã hộ', about: 'Mã hộ', kind: 'text' },
  { name: 'loại hộ', about: 'Hộ nghèo, Hộ cận nghèo', kind: 'text' },
  {
    name: 'từng căn cứ',
    about: 'Các căn cứ, dòng cuối là quyết định công nhận của thôn',
    kind: 'list',
    fields: [{ name: 'căn cứ', about: 'Một căn cứ', kind: 'text' }],
  },
  {
    name: 'từng thành viên',
    about: 'Các thành viên; chưa ghi thành viên thì là các dòng trống',
    kind: 'list',
    fields: [
      { name: 'stt', about: 'Số thứ tự', kind: 'text' },
      { name: 'họ tên', about: 'Họ và tên', kind: 'text' },
      { name: 'dân tộc', about: 'Dân tộc', kind: 'text' },
      { name: 'quan hệ', about: 'Mối quan hệ với chủ hộ', kind: 'text' },
      { name: 'năm sinh nam', about: 'Năm sinh, nếu là nam', kind: 'text' },
      { name: 'năm sinh nữ', about: 'Năm sinh, nếu là nữ', kind: 'text' },
    ],
  },
  {
    name: 'từng năm',
    about: 'Kết quả phân loại từng năm của giai đoạn; năm chưa có kết quả thì trống',
    kind: 'list',
    fields: [
      { name: 'năm phân loại', about: 'Năm', kind: 'text' },
      { name: 'n cn', about: 'N hoặc CN', kind: 'text' },
      ...INDICATOR_COLUMNS.map((n): Field => ({ name: `chỉ tiêu ${n}`, about: `x nếu thiếu hụt chỉ tiêu ${n}`, kind: 'text' })),
      { name: 'các chỉ tiêu', about: 'Số của các chỉ tiêu thiếu hụt: 1, 4, 9', kind: 'text' },
      { name: 'ngày công nhận', about: 'Ngày quyết định công nhận', kind: 'text' },
    ],
  },
];

const FIELDS: readonly Field[] = [
  { name: 'từng giấy', about: 'Giấy in mỗi giấy một trang', kind: 'list', fields: CERTIFICATE_FIELDS },
  {
    name: 'từng trang đôi',
    about: 'Trang có hai giấy',
    kind: 'list',
    fields: [
      { name: 'giấy trái', about: 'Giấy ở nửa trái', kind: 'list', fields: CERTIFICATE_FIELDS },
      { name: 'giấy phải', about: 'Giấy ở nửa phải, có thể không có', kind: 'list', fields: CERTIFICATE_FIELDS },
    ],
  },
  { name: 'đủ 12 chỉ tiêu', about: 'Chuẩn của đợt có 12 chỉ tiêu, mỗi chỉ tiêu một cột', kind: 'choice' },
  { name: 'tên các chỉ tiêu', about: '1: Việc làm; 2: …', kind: 'text' },
];

export const CERTIFICATES: Paper = {
  id: 'certificates',
  asks: ASKS,
  fields: FIELDS,
  missing: (facts) => {
    if (scopeOf(facts).some(({ classified }) => classified.withoutPersonal))
      return ['Giấy chứng nhận ghi số CCCD và năm sinh, mà tài khoản này không xem được.'];
    return printedIn(facts, { texts: { [EARLIER.name]: 'có' } }).length > 0
      ? []
      : ['Chưa cấp giấy chứng nhận nào. Hãy cấp ở trang Giấy chứng nhận trước khi in.'];
  },
  values: (facts, record) => {
    const { standard } = facts.round;
    const indicators = indicatorsOf(standard);
    const printed = printedIn(facts, record).map((one) => ({ values: certificateValues(one, facts, record), lines: linesIn(one) }));
    const isTwo = answer(TWO, facts, record) !== '';
    const halves = isTwo ? printed.filter(({ lines }) => lines <= HALF_PAGE) : [];
    const whole = isTwo ? printed.filter(({ lines }) => lines > HALF_PAGE) : printed;
    return {
      ...commonValues('certificates', ASKS, facts, record),
      'từng giấy': whole.map(({ values }) => values),
      'từng trang đôi': halves.flatMap(({ values }, n) => {
        const right = halves[n + 1];
        return n % 2 === 1 ? [] : [{ 'giấy trái': [values], 'giấy phải': right ? [right.values] : [] }];
      }),
      'đủ 12 chỉ tiêu': indicators.length === INDICATOR_COLUMNS.length,
      'tên các chỉ tiêu': indicators.map(({ name }, n) => `${n + 1}: ${name}`).join('; '),
    };
  },
};

interface Printed {
  certificate: Certificate;
  village: PaperVillage;
  row: Row;
  members: readonly Row[];
}

const scopeOf = ({ village, villages }: PaperFacts): readonly PaperVillage[] => (village ? [village] : villages);
/** Of the round that the paper is made in. */
const HERE = '';

/** The valid certificates, in the order of the lists. */
function printedIn(facts: PaperFacts, record: Pick<PaperRecord, 'texts'>): Printed[] {
  const valid = validByHousehold(certificatesOf([...(facts.rounds ?? []), { review: HERE, acts: facts.acts }]));
  const wanted = numbersIn(answer(NUMBERS, facts, record));
  const withEarlier = answer(EARLIER, facts, record) !== '';
  return scopeOf(facts).flatMap((village) => {
    const byCode = membersByCode(village.classified);
    return village.classified.data.households.flatMap((row): Printed[] => {
      const certificate = valid.get(householdKey(village.id, row));
      if (!certificate || (facts.about !== '' && facts.about !== row.id)) return [];
      if (certificate.review !== HERE && !withEarlier && facts.about === '') return [];
      if (wanted && !wanted(certificate.number)) return [];
      return [{ certificate, village, row, members: byCode.get(String(row.cells.code ?? '')) ?? [] }];
    });
  });
}

/** '3, 7-12'. null where nothing is chosen. */
function numbersIn(text: string): ((number: number) => boolean) | null {
  const parts = [...text.matchAll(/(\d+)(?:\s*[-–]\s*(\d+))?/g)].map(([, from, to]) => [Number(from), Number(to ?? from)] as const);
  return parts.length === 0 ? null : (number) => parts.some(([from, to]) => from <= number && number <= to);
}

function membersByCode({ data }: Classified): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const member of data.members) {
    const code = String(member.cells.code ?? '');
    const known = found.get(code);
    if (code === '') continue;
    if (known) known.push(member);
    else found.set(code, [member]);
  }
  return found;
}

/** What fits on half a page: lines of the table of members. */
const HALF_PAGE = 5;
/** Letters of a name in one line of it. */
const NAME_WIDTH = 20;
const linesIn = (printed: Printed): number =>
  memberRows(printed).reduce((sum, { name }) => sum + Math.max(1, Math.ceil(name.length / NAME_WIDTH)), 0);

interface MemberRow {
  name: string;
  relation: string;
  cells: Row['cells'];
}

/** The head first; blank rows for persons who are not on the list of members. */
function memberRows({ row, members }: Printed): MemberRow[] {
  const isHead = ({ cells }: Row): boolean => spelling(String(cells.relation ?? '')) === spelling(HEAD);
  const head = members.find(isHead);
  const known = [
    { name: text(row.cells.head), relation: HEAD, cells: { ...head?.cells, ...filled(row.cells) } },
    ...members.filter((member) => member !== head).map(({ cells }) => ({ name: text(cells.name), relation: text(cells.relation), cells })),
  ];
  const size = typeof row.cells.size === 'number' ? row.cells.size : known.length;
  const blank = Array.from({ length: Math.max(0, Math.min(size, MOST_BLANK) - known.length) }, () => ({
    name: '',
    relation: '',
    cells: {},
  }));
  return [...known, ...blank];
}
const HEAD = 'Chủ hộ';
/** A number that somebody has mistyped must not fill pages. */
const MOST_BLANK = 20;
const filled = (cells: Row['cells']): Row['cells'] =>
  Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== null && value !== ''));

const text = (cell: CellValue | undefined): string => (cell === UNSEEN ? '' : String(cell ?? ''));
/** Of a cell dd/mm/yyyy, mm/yyyy or yyyy. */
const birthYear = (cell: CellValue | undefined): string => /(?:^|\D)(\d{4})$/.exec(text(cell))?.[1] ?? '';
const isFemale = (cell: CellValue | undefined): boolean => spelling(text(cell)) === 'nữ';

function certificateValues(printed: Printed, facts: PaperFacts, record: PaperRecord): Values {
  const { certificate, village, row } = printed;
  const { cells } = row;
  const { day, month, year } = dateParts(record.day || certificate.act.data.day);
  const sex = text(cells.sex);
  const decision = village.standing.closed.get('recognition');
  const decided =
    decision?.kind === 'recognised'
      ? [`Căn cứ Quyết định số ${decision.data.number} ${dateWords(decision.data.day)} của Chủ tịch Ủy ban nhân dân ${within(facts.unit)}`]
      : [];
  return {
    'số giấy': String(certificate.number).padStart(2, '0'),
    'ông bà': sex === '' ? 'ông/bà' : isFemale(sex) ? 'bà' : 'ông',
    'chủ hộ': text(cells.head) || null,
    'dân tộc': text(cells.ethnic) || null,
    cccd: text(cells.cccd) || null,
    'ngày cấp cccd': null,
    'nơi thường trú': `${village.name}, ${within(facts.unit)}`,
    thôn: village.name,
    'mã hộ': text(cells.code) || null,
    'loại hộ': LISTED[certificate.listed],
    ngày: day,
    tháng: month,
    năm: year,
    'người ký': record.signer || certificate.act.data.signer,
    'từng căn cứ': closedItems([...linesOf(answer(BASES, facts, record)), ...decided]).map((each) => ({ 'căn cứ': each })),
    'từng thành viên': memberRows(printed).map(({ name, relation, cells: own }, n) => ({
      stt: String(n + 1),
      'họ tên': name,
      'dân tộc': text(own.ethnic),
      'quan hệ': relation,
      'năm sinh nam': isFemale(own.sex) || text(own.sex) === '' ? '' : birthYear(own.birth),
      'năm sinh nữ': isFemale(own.sex) ? birthYear(own.birth) : '',
    })),
    'từng năm': yearRows(printed, facts),
  };
}

/** The earlier years of which the result is known, this one, and the years of the standard to come, to be written on. */
function yearRows({ village, row }: Printed, { round, rounds = [] }: PaperFacts): Values[] {
  const { standard, plan } = round;
  const years = Array.from(
    { length: Number(standard.to.slice(0, 4)) - Number(standard.from.slice(0, 4)) + 1 },
    (_, n) => Number(standard.from.slice(0, 4)) + n,
  );
  const key = householdKey(village.id, row);
  return years.flatMap((year) => {
    const lacking =
      year === plan.year ? standard.indicators.flatMap((indicator, n) => (text(row.cells[indicator]) === 'x' ? [n + 1] : [])) : [];
    const found =
      year === plan.year
        ? now(village, row)
        : earlier(
            key,
            rounds.filter((other) => other.year === year),
          );
    if (year < plan.year && found.listed === '') return [];
    return [
      {
        'năm phân loại': String(year),
        'n cn': found.listed,
        ...Object.fromEntries(INDICATOR_COLUMNS.map((n) => [`chỉ tiêu ${n}`, found.listed !== '' && lacking.includes(n) ? 'x' : ''])),
        'các chỉ tiêu': found.listed === '' ? '' : lacking.join(', '),
        'ngày công nhận': found.day,
      },
    ];
  });
}

interface Result {
  /** N, CN or '' for neither, or while it is not recognised. */
  listed: string;
  day: string;
}
const NONE: Result = { listed: '', day: '' };

function now({ classified, standing }: PaperVillage, { id }: Row): Result {
  const decision = standing.closed.get('recognition');
  if (decision?.kind !== 'recognised') return NONE;
  return { listed: listedOf(classified.results.get(id)?.class) ?? '', day: dayText(decision.data.day) };
}

/** By the yearly decision; the register keeps no indicators, so those are written by hand. */
function earlier(key: string, rounds: readonly RegisterRound[]): Result {
  for (const { villages, yearly, aside } of rounds) {
    if (!yearly || aside) continue;
    for (const { id, recognised, entries } of villages) {
      const entry =
        recognised === null ? undefined : entries.find((one) => householdKey(id, { id: one.row, cells: { code: one.code } }) === key);
      if (entry && recognised !== null) return { listed: listedOf(resultOf(entry)) ?? '', day: dayText(recognised) };
    }
  }
  return NONE;
}
