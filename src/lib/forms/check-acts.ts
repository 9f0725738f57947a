/**
 * Acts outside the dates of their rules: forms printed, a round that ends, or a household reviewed on a day that another set governs. It
 * only warns: the commune may have to print an old form again.
 */
import { columnOf } from '../review/columns.ts';
import { dayText, isoOf } from '../review/iso-day.ts';
import { entriesOf, isDraft, shortName, type RuleSet } from '../review/rules.ts';
import type { Round } from '../review/plans.ts';
import { rulesOn } from '../review/rules-in-force.ts';
import type { Problem, Row } from '../review/types.ts';
import { formLabel } from './official/description.ts';

/** So many households are named; the list shows the rest. */
const NAMED = 5;

export interface Printing {
  forms: readonly { id: string; number?: string; reference: string }[];
  round: Pick<Round, 'lastDay'>;
  /** yyyy-mm-dd */
  today: string;
}

/** A sentence for each set whose forms are printed although another set governs the round's last day, or today. */
export function formsOutside({ forms, round, today }: Printing, rules: readonly RuleSet[]): string[] {
  const acts = [
    { day: round.lastDay, said: 'ngày cuối của đợt' },
    { day: today, said: 'hôm nay' },
  ];
  return rules.flatMap((set) => {
    const laws = ownLaws(set, rules).filter(({ cited }) => forms.some(({ reference }) => reference.includes(cited)));
    const act = acts.find(({ day }) => rulesOn(day, rules) !== set);
    if (laws.length === 0 || !act) return [];
    const labels = forms.filter(({ reference }) => laws.some(({ cited }) => reference.includes(cited))).map(formLabel);
    return `${together(labels)} theo ${laws.map(({ short }) => short).join(', ')} ${usedUntil(set, act.day)}; ${thenBy(act.day, rules)} (${act.said}: ${dayText(act.day)}).`;
  });
}

/** Households reviewed on a day that another set governs than the round's last day. */
export function reviewsOutside(households: readonly Row[], lastDay: string, rules: readonly RuleSet[]): Problem[] {
  const set = rulesOn(lastDay, rules);
  const dated = households.flatMap((row) => {
    const day = isoOf(row.cells.reviewedOn);
    return day !== null && set !== undefined && rulesOn(day, rules) !== set ? [{ row, day }] : [];
  });
  const [first] = dated;
  if (!first || !set) return [];
  const names = dated.slice(0, NAMED).map(({ row, day }) => `${String(row.cells.head ?? row.cells.code ?? '')} ${dayText(day)}`);
  const rest = dated.length > NAMED ? ` và ${dated.length - NAMED} hộ nữa` : '';
  return [
    {
      code: 'review-outside-rules',
      severity: 'warning',
      text: `Cột ${columnOf('list01', 'reviewedOn')?.label}: ${names.join(', ')}${rest} nằm ngoài thời gian của ${shortName(set)}, mà đợt này theo; ${thenBy(first.day, rules)}.`,
      ...(typeof first.row.cells.code === 'string' && { household: first.row.cells.code }),
    },
  ];
}

/** A law that several sets have does not say which of them a form belongs to. */
const ownLaws = (set: RuleSet, rules: readonly RuleSet[]): { short: string; cited: string }[] =>
  lawsOf(set).filter(({ short }) => rules.every((other) => other === set || lawsOf(other).every((law) => law.short !== short)));
const lawsOf = (set: RuleSet): { short: string; cited: string }[] => entriesOf(set, 'law').flatMap(({ value }) => value ?? []);

const usedUntil = ({ from, to }: RuleSet, day: string): string =>
  day < from || to === undefined ? `chỉ dùng từ ${dayText(from)}` : `chỉ dùng đến ${dayText(to)}`;

/** What governs a day, said as what comes after. */
function thenBy(day: string, rules: readonly RuleSet[]): string {
  const set = rulesOn(day, rules);
  if (!set) return `Sổ Rà Soát không có bộ quy định nào cho ngày ${dayText(day)}`;
  return `từ ${dayText(set.from)} theo ${shortName(set)}${isDraft(set) ? ', còn là bản nháp' : ''}`;
}

/** 'Phụ lục I, Mẫu 6.1, 6.2, 7.1' */
const together = (labels: readonly string[]): string =>
  [...new Set(labels)].map((label, index, all) => (all[index - 1]?.startsWith('Mẫu ') ? label.replace(/^Mẫu /, '') : label)).join(', ');
