/** The passage between standards: its figures by village, for programs, and what must agree with the forms by either. */
import type { Classified } from '../review/classify.ts';
import { CLASSES } from '../review/formula-columns.ts';
import { besideKey } from '../review/by-standard.ts';
import { NEAR_POOR, POOR } from '../review/columns.ts';
import { inSentence, type Standard } from '../review/standards.ts';
import type { Identity } from './identities.ts';
import { leavesOf, numbersOf } from './official/description.ts';
import type { FilledForm } from './fill.ts';
import { passageForm, passedBy, type Both } from './official/passage.ts';
import { fillPassages } from './report.ts';

/** [village][class by the main standard][class by the other] = households. */
type Passage = Record<string, Record<string, Record<string, number>>>;

/** One for each standard beside the main one. */
export const passagesByVillage = (classified: Classified): Passage[] => fillPassages(classified).forms.map(figuresOf);

/** Households without a class are listed only where there are some. */
const isClass = (label: string): boolean => CLASSES.some((each) => each.label === label);

function figuresOf({ form, rows }: FilledForm): Passage {
  const passed = leavesOf(form.headings).map(passedBy);
  return Object.fromEntries(
    rows.map(({ name, lines: [line = []] }) => {
      const by: Record<string, Record<string, number>> = {};
      passed.forEach((pair, column) => {
        const figure = line[column] ?? 0;
        if (pair && (figure !== 0 || (isClass(pair.from) && isClass(pair.to)))) (by[pair.from] ??= {})[pair.to] = figure;
      });
      return [name, by];
    }),
  );
}

const CLASS_COLUMNS = { [POOR]: '3', [NEAR_POOR]: '5' } as const;

/** The totals of the passage are those of Mẫu 7.1 by either standard. @param by whose forms they are compared with. */
export function passageIdentities([main, other]: Both, by: Standard): Identity[] {
  const { id, headings } = passageForm([main, other]);
  const numbers = numbersOf(headings);
  const total = (label: string): string => {
    const at = leavesOf(headings).findIndex(({ measure }) => {
      const [only, ...more] = measure.kind === 'count' ? measure.terms : [];
      if (!only || more.length > 0) return false;
      const where = Object.entries(only.where);
      return where.length === 1 && where[0]?.[0] === (by === main ? 'class' : besideKey('class', other)) && where[0][1] === label;
    });
    return numbers[at] ?? '';
  };
  return ([POOR, NEAR_POOR] as const).map((label) => ({
    text: `Số ${label.toLowerCase()} theo ${inSentence(by.short)} ở bảng chuyển chuẩn và ở biểu tổng hợp`,
    left: { form: id, columns: [total(label)], of: 'households' },
    right: { form: '7.1', columns: [CLASS_COLUMNS[label]], of: 'households' },
  }));
}
