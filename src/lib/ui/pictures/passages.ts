/** From the classes by one standard to those by another, of the same survey: the passage form of a round of several standards. */
import { leavesOf } from '$lib/forms/official/description.ts';
import { passedBy } from '$lib/forms/official/passage.ts';
import { inSentence, type Standard } from '$lib/review/standards.ts';
import type { FilledForms } from './form-figures.ts';
import { valueText, type Flow, type FlowPicture } from './picture.ts';

type Short = Pick<Standard, 'short'>;

/** @param filled the passages from the main standard to each other, in the round's order. */
export const passagePictures = ({ forms }: FilledForms, [main, ...others]: readonly [Short, ...Short[]]): FlowPicture[] =>
  forms.flatMap(({ form, total }, index): FlowPicture[] => {
    const other = others[index];
    if (!other) return [];
    const pairs = leavesOf(form.headings).flatMap((leaf, column) => {
      const pair = passedBy(leaf);
      return pair ? [{ ...pair, value: total.lines[0]?.[column] ?? 0 }] : [];
    });
    const names = [...new Set(pairs.map(({ from }) => from))];
    const flows = pairs.flatMap(({ from, to, value }): Flow[] =>
      value > 0 ? [{ from: names.indexOf(from), to: names.indexOf(to), value }] : [],
    );
    const changed = flows.filter(({ from, to }) => from !== to).reduce((sum, { value }) => sum + value, 0);
    return [
      {
        kind: 'flow',
        id: form.id,
        title: `Từ ${inSentence(main.short)} sang ${inSentence(other.short)}`,
        unit: 'hộ',
        source: 'Bảng chuyển chuẩn',
        sentence: `Cùng một lần khảo sát, ${valueText(changed, 'hộ')} hộ có kết quả khác nhau theo hai chuẩn.`,
        sides: [main.short, other.short],
        from: names,
        to: names,
        flows,
        table: {
          columns: [main.short, ...names],
          rows: names.map((name, from) => [
            name,
            ...names.map((_, to) => valueText(flows.find((flow) => flow.from === from && flow.to === to)?.value ?? 0, 'hộ')),
          ]),
        },
      },
    ];
  });
