/** What a person should look at before a paper is signed: its official form is out of force on its day, and what the paper itself warns of. */
import { paperKind } from '../process/paper-kinds.ts';
import { dayText } from '../review/iso-day.ts';
import { rulesOn } from '../review/rules-in-force.ts';
import { entriesOf, shortName, type RuleSet } from '../review/rules.ts';
import type { Paper, PaperFacts, PaperRecord } from './paper.ts';

export const warningsOf = (paper: Paper, facts: PaperFacts, record: PaperRecord): string[] => [
  ...formWarnings(paper, facts, record),
  ...(paper.warnings?.(facts, record) ?? []),
];

/** The form belongs to the first set of rules that lists its number: our templates are made for those. */
function formWarnings({ id }: Pick<Paper, 'id'>, { rules, today }: PaperFacts, { day }: PaperRecord): string[] {
  const { form } = paperKind(id);
  const own = form === undefined ? undefined : rules.find((set) => sourceOf(set, form) !== undefined);
  const inForce = rulesOn(day || today, rules);
  if (!own || own === inForce) return [];
  const then = day === '' ? 'Hôm nay' : 'Văn bản này';
  return [
    [
      `${form} (${sourceOf(own, form ?? '') ?? ''}) dùng từ ngày ${dayText(own.from)}${own.to === undefined ? '' : ` đến hết ngày ${dayText(own.to)}`}.`,
      `${then} là ngày ${dayText(day || today)}${inForce ? `, theo ${shortName(inForce)}` : ''}: hãy hỏi cấp trên mẫu đang dùng trước khi in.`,
    ].join(' '),
  ];
}

const sourceOf = (set: RuleSet, form: string): string | undefined =>
  entriesOf(set, 'forms').find(({ value }) => value?.some(({ number }) => number === form))?.source;
