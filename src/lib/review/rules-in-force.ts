/** Which set of rules governs a day, with what a person in charge has confirmed of it. */
import * as v from 'valibot';
import { draftById } from './drafts.ts';
import { RULES_2021 } from './rules-2021.ts';
import { RULES_2027 } from './rules-2027.ts';
import { RuleSetShape, VALUES, type EntryOf, type Part, type RuleEntry, type RuleSet } from './rules.ts';
import { standardById } from './standards.ts';
import { tidy } from './text.ts';

/** As shipped, in the order of their dates. */
export const RULES: readonly RuleSet[] = v.parse(v.array(RuleSetShape), [RULES_2021, RULES_2027]);

const shippedEntry = (set: string, entry: string): RuleEntry | undefined =>
  RULES.find(({ id }) => id === set)?.entries.find(({ id }) => id === entry);

/** What a person in charge confirms about one entry; without a value, that the text says nothing about it. */
const confirmed = <const P extends Part>(part: P) =>
  v.object({
    rules: v.string(),
    entry: v.string(),
    part: v.literal(part),
    value: v.nullable(VALUES[part] as (typeof VALUES)[P]),
    /** The text that the value comes from. */
    basis: v.pipe(
      v.string('Hãy ghi văn bản làm căn cứ.'),
      v.transform(tidy),
      v.minLength(8, 'Hãy ghi số, ngày và tên văn bản làm căn cứ.'),
      v.maxLength(300, 'Tên văn bản quá dài.'),
    ),
  });

/** As stored: stays readable when a later version of the product knows more. */
export const StoredRuleShape = v.variant('part', [
  confirmed('standard'),
  confirmed('law'),
  confirmed('procedure'),
  confirmed('steps'),
  confirmed('limit'),
  confirmed('opinion'),
  confirmed('lists'),
  confirmed('forms'),
  confirmed('time'),
]);
export type ConfirmedRule = v.InferOutput<typeof StoredRuleShape>;

/** As a person sends it. What was read in the text stays as it is. */
export const ConfirmedRuleShape = v.pipe(
  StoredRuleShape,
  v.check(({ rules }) => RULES.some(({ id }) => id === rules), 'Không có bộ quy định này.'),
  v.check(({ rules, entry, part }) => shippedEntry(rules, entry)?.part === part, 'Không có mục này trong bộ quy định.'),
  v.check(({ rules, entry }) => shippedEntry(rules, entry)?.certainty !== 'read', 'Mục này đã đọc trong văn bản, không cần xác nhận.'),
  v.check(
    ({ rules, entry, value }) => value !== null || !RULES.some(({ id, named }) => id === rules && named === entry),
    'Bộ quy định phải có văn bản mà nó gọi tên.',
  ),
  v.check(
    ({ part, value }) => part !== 'standard' || value === null || (standardById(value.standard) ?? draftById(value.standard)) !== undefined,
    'Không có bộ chuẩn này.',
  ),
);

/** The shipped sets with the latest confirmation of each entry. */
export const rulesWith = (all: readonly ConfirmedRule[]): RuleSet[] =>
  RULES.map((set) => {
    const latest = new Map(all.filter(({ rules }) => rules === set.id).map((each) => [each.entry, each]));
    return { ...set, entries: set.entries.map((entry) => withConfirmed(entry, latest.get(entry.id))) };
  });

function withConfirmed(entry: RuleEntry, confirmation: ConfirmedRule | undefined): RuleEntry {
  if (confirmation?.part !== entry.part || entry.certainty === 'read') return entry;
  return { ...entry, value: confirmation.value, certainty: 'confirmed', source: confirmation.basis } as RuleEntry;
}

/** The set that governs an act of that day (yyyy-mm-dd). */
export const rulesOn = (day: string, rules: readonly RuleSet[] = RULES): RuleSet | undefined =>
  rules.find(({ from, to }) => from <= day && (to === undefined || day <= to));

/** The entries of a part that hold on a day of the set. */
export const entriesOn = <P extends Part>(set: RuleSet, part: P, day: string): EntryOf<P>[] =>
  set.entries.filter(
    (entry): entry is EntryOf<P> => entry.part === part && (entry.from ?? '') <= day && (entry.to === undefined || day <= entry.to),
  );
