/**
 * The register of a commune (sổ theo dõi hộ nghèo, hộ cận nghèo): each household that was ever listed, over all rounds, with its
 * certificates. Rounds are joined by the households' codes; it says where that cannot be done.
 */
import { LEAVING, NEAR_POOR, POOR } from '../review/columns.ts';
import type { Classified } from '../review/classify.ts';
import { spelling, tidy } from '../review/text.ts';
import type { Act } from './acts.ts';
import { issuedLines } from './certificate-lines.ts';
import { certificatesOf, householdKey, type Certificate } from './certificates.ts';
import { isOpen } from './next-year.ts';

/** One household in one round. */
export interface RegisterEntry {
  row: string;
  code: string;
  head: string;
  size: number | null;
  /** What the list computes, and what the meeting decided otherwise; '' for neither. */
  computed: string;
  decided: string;
  /** It is on a list, and nobody can say yet what it is. */
  open: boolean;
  /** Diễn biến, Biến động, Kết quả năm trước, Từng thuộc diện. */
  move: string;
  change: string;
  before: string;
  formerly: string;
}

export interface RegisterVillage {
  id: string;
  name: string;
  /** yyyy-mm-dd of the decision; null before it. */
  recognised: string | null;
  entries: readonly RegisterEntry[];
}

export interface RegisterRound {
  review: string;
  name: string;
  year: number;
  /** Put aside by an admin. */
  aside: boolean;
  /** Not the review of a month. */
  yearly: boolean;
  villages: readonly RegisterVillage[];
  acts: readonly Act[];
}

/** Acts that the register shows, or reads certificates from. */
const SHOWN: ReadonlySet<Act['kind']> = new Set([
  'recognised',
  'decided',
  'complaint',
  'answered',
  'corrected',
  'issued',
  'withdrawn',
  'undone',
]);
export const isInRegister = ({ kind }: Pick<Act, 'kind'>): boolean => SHOWN.has(kind);

export const entriesOf = ({ data, results }: Classified): RegisterEntry[] =>
  data.households.map(({ id, cells }) => {
    const result = results.get(id);
    const stands = String(result?.class ?? '');
    const computed = String(result?.computed ?? stands);
    return {
      row: id,
      code: tidy(String(cells.code ?? '')),
      head: String(cells.head ?? ''),
      size: typeof cells.size === 'number' ? cells.size : null,
      computed,
      decided: stands === computed ? '' : stands,
      open: isOpen(result) && !LEAVING.some((change) => change === cells.change),
      move: String(result?.move ?? ''),
      change: String(cells.change ?? ''),
      before: String(cells.lastYear ?? ''),
      formerly: String(cells.formerly ?? ''),
    };
  });

export const isListed = (result: string): boolean => result === POOR || result === NEAR_POOR;
export const resultOf = ({ computed, decided }: RegisterEntry): string => decided || computed;
/** Whether a round says that the household is, was or has been on a list, or may be. */
export const wasListed = (entry: RegisterEntry): boolean =>
  entry.open || [entry.computed, entry.decided, entry.before, entry.formerly].some(isListed);
/** It moved away, died out or joined another. */
export const hasLeft = ({ change }: RegisterEntry): boolean => LEAVING.some((each) => each === change);

export interface RegisterYear {
  round: RegisterRound;
  village: RegisterVillage;
  entry: RegisterEntry;
  /** About this household, without acts that were taken back. */
  acts: readonly Act[];
}

/** What a household is now: by the newest decision, and where there is none, as it was the year before. */
export const STATES = { poor: 'Hộ nghèo', near: 'Hộ cận nghèo', left: 'Đã ra khỏi danh sách', open: 'Chưa có kết quả' } as const;
export type RegisterState = keyof typeof STATES;

export interface RegisterHousehold {
  id: string;
  code: string;
  /** As last written. */
  head: string;
  village: string;
  size: number | null;
  state: RegisterState;
  /** Its result was open when the next round was made, which is without it. */
  missed: boolean;
  /** The latest first. */
  years: readonly RegisterYear[];
  certificates: readonly Certificate[];
  /** Why its years may not be all of them, or not all its own. */
  doubts: readonly string[];
}

/** @param rounds earliest first. */
export function registerOf(rounds: readonly RegisterRound[]): RegisterHousehold[] {
  const certificates = new Map<string, Certificate[]>();
  for (const certificate of certificatesOf(rounds).values())
    certificates.set(certificate.household, [...(certificates.get(certificate.household) ?? []), certificate]);
  const twice = codesTwice(rounds);
  const newest = rounds.findLast(({ yearly, aside }) => yearly && !aside);
  const households = new Map<string, RegisterYear[]>();
  rounds.forEach((round) => {
    const acts = actsByHousehold(round);
    for (const village of round.villages)
      for (const entry of village.entries) {
        const key = householdKey(village.id, { id: entry.row, cells: { code: entry.code } });
        // Two households of one round with one code: nobody can tell which of another year is which.
        const id = twice.has(entry.code) ? `${key} ${round.review} ${village.id} ${entry.row}` : key;
        const year = { round, village, entry, acts: acts.get(`${village.id} ${entry.row}`) ?? [] };
        households.set(id, [year, ...(households.get(id) ?? [])]);
      }
  });
  return [...households].flatMap(([id, years]) => {
    const [latest] = years;
    if (!latest) return [];
    const { entry, village } = latest;
    const own = certificates.get(householdKey(village.id, { id: entry.row, cells: { code: entry.code } })) ?? [];
    if (own.length === 0 && !years.some(({ entry: each }) => wasListed(each))) return [];
    const { code, head, size } = entry;
    return [
      {
        id,
        code,
        head,
        size,
        village: village.name,
        years,
        certificates: own,
        state: stateOf(years),
        doubts: doubtsOf(years, twice),
        missed: entry.open && newest !== undefined && newest.year > latest.round.year,
      },
    ];
  });
}

/** @param years the latest round first. A monthly review may be decided after the yearly one that ends later. */
function stateOf(years: readonly RegisterYear[]): RegisterState {
  const decidedOn = ({ village }: RegisterYear): string => village.recognised ?? '';
  const known = years.filter(({ entry, village }) => village.recognised !== null && (hasLeft(entry) || !entry.open));
  const decided = known.reduce<RegisterYear | undefined>(
    (newest, year) => (!newest || decidedOn(year) > decidedOn(newest) ? year : newest),
    undefined,
  )?.entry;
  // Until somebody has decided, it is what it was.
  const result = decided ? resultOf(decided) : years[0]?.entry.before;
  if (decided && hasLeft(decided)) return 'left';
  return result === POOR ? 'poor' : result === NEAR_POOR ? 'near' : decided ? 'left' : 'open';
}

function doubtsOf(years: readonly RegisterYear[], twice: ReadonlySet<string>): string[] {
  const { code } = years[0]?.entry ?? { code: '' };
  if (code === '') return ['Hộ không có mã hộ, nên có thể chưa nối được với các năm khác. Hãy ghi mã hộ.'];
  if (twice.has(code)) return [`Có hai hộ cùng mã ${code} trong một đợt, nên chưa nối được với các năm khác. Hãy sửa mã hộ.`];
  const names = new Map([...years].reverse().map(({ entry, round }) => [spelling(entry.head), `${entry.head} (đợt ${round.year})`]));
  return names.size > 1 ? [`Cùng mã hộ, khác tên chủ hộ: ${[...names.values()].join(', ')}. Hãy xem có đúng là một hộ.`] : [];
}

function codesTwice(rounds: readonly RegisterRound[]): Set<string> {
  const twice = new Set<string>();
  for (const { villages } of rounds) {
    const seen = new Set<string>();
    for (const { code } of villages.flatMap(({ entries }) => entries.filter((entry) => !hasLeft(entry)))) {
      if (code !== '' && seen.has(code)) twice.add(code);
      seen.add(code);
    }
  }
  return twice;
}

/** By village and row. */
function actsByHousehold({ acts }: RegisterRound): Map<string, Act[]> {
  const undone = new Set(acts.flatMap((act) => (act.kind === 'undone' ? [act.data.of] : [])));
  const complaints = new Map(acts.flatMap((act) => (act.kind === 'complaint' ? [[act.id, act.data.household] as const] : [])));
  const found = new Map<string, Act[]>();
  for (const act of acts) {
    const household =
      act.kind === 'decided' || act.kind === 'complaint' || act.kind === 'corrected'
        ? act.data.household
        : act.kind === 'answered'
          ? complaints.get(act.data.of)
          : undefined;
    if (household === undefined || undone.has(act.id)) continue;
    const key = `${act.village} ${household}`;
    found.set(key, [...(found.get(key) ?? []), act]);
  }
  return found;
}

/** Keys of the households that have or had a certificate. */
export const certifiedIn = (acts: readonly Act[]): string[] =>
  acts.flatMap((act) => (act.kind === 'issued' ? (issuedLines(act.data.households) ?? []).map(({ household }) => household) : []));
