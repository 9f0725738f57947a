/**
 * What one paper is made from. Its values are plain texts by the names of fields, in Vietnamese: the commune reads these names in its own
 * templates. Layout and wording are in the template, never here.
 */
import type { Act } from '../process/acts.ts';
import type { Course } from '../process/course.ts';
import type { PaperId } from '../process/paper-kinds.ts';
import type { RegisterRound } from '../process/register.ts';
import type { Standing } from '../process/standing.ts';
import type { TeamMember } from '../cells/team.ts';
import type { Classified } from '../review/classify.ts';
import type { Round } from '../review/plans.ts';
import type { RuleSet } from '../review/rules.ts';
import type { WorkingDays } from '../review/working-days.ts';
import type { Summary } from './summary-shape.ts';

/** null: nobody knows it yet, so the paper has dots to write on. true and false choose a part of the template; a list repeats one. */
export type Value = string | null | boolean | readonly Values[];
export interface Values {
  readonly [field: string]: Value;
}

/** A field that the template may use. */
export interface Field {
  /** As it stands in the template between braces; lower case. */
  name: string;
  /** For the page of templates. */
  about: string;
  kind: 'text' | 'choice' | 'list';
  /** Of a text that may be left out: it is a condition as well. */
  optional?: true;
  /** Of a list: the fields of each of its lines. */
  fields?: readonly Field[];
}

/** What a person may change before the paper is printed; the template uses it under the same name. */
export interface Ask {
  name: string;
  label: string;
  /** One line, several paragraphs, one item a line, a day (yyyy-mm-dd), or yes and no. */
  kind: 'line' | 'text' | 'items' | 'day' | 'choice';
  /** What stands there at first: taken from the data. A choice is 'có' or ''. */
  initial: (facts: PaperFacts) => string;
  hint?: string;
  /** An empty line leaves its part of the template out; without it, an empty one is dots. */
  optional?: true;
  /** The same in all papers of the office: taken from the last one that is in the book. */
  lasting?: true;
}

export interface PaperVillage {
  id: string;
  name: string;
  /** null while its list is not on this device. */
  classified: Classified;
  /** About this village, in order. */
  acts: readonly Act[];
  standing: Standing;
}

/** What is known when a paper is made. */
export interface PaperFacts {
  /** The commune, as the round names it: 'Xã Kim Sơn'. */
  unit: string;
  round: Round;
  course: Course;
  /** With what the admin has confirmed. */
  rules: readonly RuleSet[];
  days: WorkingDays;
  /** All villages of the round, in their order. */
  villages: readonly PaperVillage[];
  /** Of several communes, whose lists are not kept: what they amount to. Absent where the lists of `villages` are all. */
  summary?: Summary;
  /** The one that the paper is about; null for a paper of the commune. */
  village: PaperVillage | null;
  /** The row of the household, or the id of the act, that it is about; '' for none. */
  about: string;
  /** Of the round, with those that were taken back. */
  acts: readonly Act[];
  team: readonly TeamMember[];
  /** The other rounds of the commune, earliest first, as its register has them; absent while they are not known here. */
  rounds?: readonly RegisterRound[];
  /** Whether pictures can be drawn where the paper is made: on a page, not by a command. */
  draws?: true;
  /** yyyy-mm-dd, in Vietnam. */
  today: string;
  /** The paper's own day, where one is written: laws are cited as they stood then. */
  day?: string;
}

/** What a person decides for this one paper. */
export interface PaperRecord {
  /** null while the office's book has none for it: dots on the paper. */
  number: number | null;
  /** yyyy-mm-dd; '' for a day that is written by hand. */
  day: string;
  signer: string;
  /** Answers to the questions of the paper, by their names. */
  texts: Readonly<Record<string, string>>;
}

/** What an act says of the paper itself, where the step was recorded before the paper was made. */
export type Recorded = Pick<PaperRecord, 'number' | 'day' | 'signer'>;

export interface Paper {
  id: PaperId;
  asks: readonly Ask[];
  /** Besides the common ones and the asks. */
  fields: readonly Field[];
  values: (facts: PaperFacts, record: PaperRecord) => Values;
  /** What stands there at first, so that a paper and the step that it is about have one number and day. */
  recorded?: (facts: PaperFacts) => Recorded | null;
  /** What must be known before it can be made, in words; [] when nothing is missing. */
  missing: (facts: PaperFacts) => readonly string[];
  /** What a person should look at before it is signed, in words; it can be made all the same. Read by `warningsOf` (warnings.ts). */
  warnings?: (facts: PaperFacts, record: PaperRecord) => readonly string[];
}
