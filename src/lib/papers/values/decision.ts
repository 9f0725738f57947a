/** Quyết định công nhận (Mẫu số 02 Quyết định 24/2021/QĐ-TTg), with the lists that the rules name. */
import { entriesOn } from '../../review/rules-in-force.ts';
import { rulesOfPaper, within } from '../common-values.ts';
import { listNamed } from '../list-values.ts';
import type { PaperFacts } from '../paper.ts';
import { decisionPaper } from './decision-values.ts';

/** As the rules name them; [] while those are not known. */
function namesOf(facts: PaperFacts): string[] {
  const set = rulesOfPaper(facts);
  const [lists] = set ? entriesOn(set, 'lists', facts.round.lastDay) : [];
  return (lists?.value ?? []).map(({ name }) => name);
}

const inSentence = (name: string): string => name.charAt(0).toLocaleLowerCase('vi') + name.slice(1);
const isLeaving = (name: string): boolean => /^hộ thoát/iu.test(name);

/** 'danh sách hộ nghèo, hộ cận nghèo và danh sách hộ thoát nghèo, hộ thoát cận nghèo', as the title of Mẫu số 02 has it. */
const listsInWords = (names: readonly string[]): string =>
  [names.filter((name) => !isLeaving(name)), names.filter(isLeaving)]
    .filter((part) => part.length > 0)
    .map((part) => `danh sách ${part.map(inSentence).join(', ')}`)
    .join(' và ');

export const DECISION = decisionPaper({
  id: 'decision',
  names: namesOf,
  households: listNamed,
  records: true,
  subject: (names, { unit, round }) =>
    names.length === 0 ? '' : `Công nhận ${listsInWords(names)} trên địa bàn ${within(unit)} năm ${round.plan.year}`,
});
