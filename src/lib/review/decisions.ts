/**
 * How a standard decides, as data: an ordered list of decisions in the formula language. The first one whose condition holds gives the
 * outcome; the last one has no condition. Formulas, explanations and checks are made from the list.
 */
import * as v from 'valibot';

export const CLASS_OUTCOMES = ['poor', 'near', 'none', 'unknown'] as const;
export const LIVING_OUTCOMES = ['average', 'well-off', 'rich', 'above', 'need-b1', 'to-list-01', 'unknown'] as const;

export interface Decision<Outcome extends string = string> {
  /**
   * Besides the columns of the list and the standard's limits it can say [Điểm B1] (whichever table the standard has), CHI_SO_RO (every
   * indicator is blank or x) and SO_THIEU_HUT (how many are x).
   */
  when?: string;
  then: Outcome | readonly Decision<Outcome>[];
  /** What it means that the condition holds, or does not: 'trên mức thu nhập'. */
  yes?: string;
  no?: string;
}

/** Deeper than any real rule; a hostile file must not exhaust the stack. */
const DEEPEST = 5;

function decisions<Outcome extends string>(outcomes: readonly Outcome[], deep = 1): v.GenericSchema<Decision<Outcome>[]> {
  const words = v.optional(v.pipe(v.string('phải là chữ'), v.maxLength(100, 'dài quá 100 chữ')));
  const outcome = v.picklist(outcomes, `phải là một trong: ${outcomes.join(', ')}${deep < DEEPEST ? ', hoặc một danh sách' : ''}`);
  const entry = v.strictObject(
    {
      when: v.optional(v.pipe(v.string('phải là chữ'), v.maxLength(1000, 'dài quá 1000 chữ'))),
      then: v.lazy((input) => (Array.isArray(input) && deep < DEEPEST ? decisions(outcomes, deep + 1) : outcome)),
      yes: words,
      no: words,
    },
    'phải có then, và chỉ có when, then, yes, no',
  );
  return v.pipe(
    v.array(entry, 'phải là một danh sách'),
    v.minLength(1, 'chưa có dòng nào'),
    v.maxLength(20, 'nhiều quá 20 dòng'),
    v.check(
      (list) => list.every(({ when }, index) => (when === undefined) === (index === list.length - 1)),
      'dòng cuối, và chỉ dòng cuối, không có when',
    ),
  ) as unknown as v.GenericSchema<Decision<Outcome>[]>;
}

export const ClassesShape = decisions(CLASS_OUTCOMES);
export const LivingShape = decisions(LIVING_OUTCOMES);

/** Every decision of a list, those within others as well. */
export const allDecisions = (list: readonly Decision[]): Decision[] =>
  list.flatMap((decision) => [decision, ...(typeof decision.then === 'string' ? [] : allDecisions(decision.then))]);

/** The list as one formula. @param outcome its text. */
export function ruleText<Outcome extends string>(
  list: readonly Decision<Outcome>[],
  outcome: (code: Outcome) => string,
  condition: (when: string) => string,
): string {
  const [first, ...rest] = list;
  if (!first) throw new Error('a rule without an end');
  const then = typeof first.then === 'string' ? outcome(first.then) : ruleText(first.then, outcome, condition);
  return first.when === undefined ? then : `IF(${condition(first.when)};${then};${ruleText(rest, outcome, condition)})`;
}
