/** From last year's classes to this year's: Mẫu 7.2 and 7.3, with the results of Mẫu 7.1 and last year's households of Biểu so sánh. */
import type { FigureValue } from '$lib/forms/blank.ts';
import { NEAR_POOR, POOR } from '$lib/review/columns.ts';
import { FormFigures, type FilledForms } from './form-figures.ts';
import { valueText, type Flow, type FlowPicture } from './picture.ts';

export const MOVEMENT_FORMS = ['7.1', '7.2', '7.3', 'so-sanh'] as const;

const FROM = [POOR, NEAR_POOR, 'Tái nghèo, tái cận nghèo', 'Phát sinh mới', 'Khác tăng'] as const;
const TO = [POOR, NEAR_POOR, 'Vượt chuẩn', 'Khác giảm', 'Chưa phân loại', 'Chưa thống nhất'] as const;

/** Columns of Mẫu 7.2 and 7.3, which have the same shape. */
const COLUMN = { start: '1', changed: '2', escaped: '3', left: '4', joined: '5', again: '6', fresh: '7', arrived: '8', end: '9' } as const;

/** Last year's households of each class on Biểu so sánh, which has also those that no result is agreed on for. */
const LAST_YEAR = ['3', '9'] as const;

export function movementPicture(filled: FilledForms): FlowPicture {
  const results = new FormFigures(filled, '7.1');
  const [poor, near] = [new FormFigures(filled, '7.2'), new FormFigures(filled, '7.3')];
  const compared = new FormFigures(filled, 'so-sanh');
  const before = LAST_YEAR.map((column) => compared.sum(column)) as [FigureValue, FigureValue];
  const flows = [...sideFlows(poor, before[0], results.sum('3'), 0), ...sideFlows(near, before[1], results.sum('5'), 1)].filter(
    ({ value }) => value > 0,
  );
  const of = (from: number, to: number): number => flows.find((flow) => flow.from === from && flow.to === to)?.value ?? 0;
  return {
    kind: 'flow',
    id: 'dien-bien',
    title: 'Từ kết quả năm trước đến năm nay',
    unit: 'hộ',
    source: 'Mẫu 7.1, 7.2, 7.3',
    sentence:
      `Năm trước ${valueText(before[0], 'hộ')} hộ nghèo${parts([
        [of(0, 0), 'vẫn nghèo'],
        [of(0, 1), 'thành cận nghèo'],
        [of(0, 2), 'vượt chuẩn cận nghèo'],
        [of(0, 3), 'giảm khác'],
        [of(0, 4), 'chưa phân loại'],
        [of(0, 5), 'chưa thống nhất'],
      ])}. ` +
      `Năm nay ${valueText(results.sum('3'), 'hộ')} hộ nghèo${parts([
        [of(1, 0), 'từ cận nghèo'],
        [of(2, 0), 'tái nghèo'],
        [of(3, 0), 'phát sinh mới'],
        [of(4, 0), 'tăng khác'],
      ])}; ${valueText(results.sum('5'), 'hộ')} hộ cận nghèo.`,
    sides: ['Năm trước', 'Năm nay'],
    from: FROM,
    to: TO,
    flows,
    table: {
      columns: ['Năm trước', ...TO, 'Cộng'],
      rows: FROM.map((name, from) => {
        const values = TO.map((_, to) => of(from, to));
        return [name, ...values.map((value) => valueText(value, 'hộ')), valueText(sumOf(values), 'hộ')];
      }).filter((_, from) => flows.some((flow) => flow.from === from)),
    },
  };
}

/**
 * The flows out of one class and into it. Who goes over to the other class is counted on the way out only.
 * @param before households of the class last year, also those whose result is not agreed on.
 * @param now households of the class this year, by Mẫu 7.1.
 * @param side its place on both sides.
 */
function sideFlows(form: FormFigures, before: FigureValue, now: FigureValue, side: 0 | 1): Flow[] {
  const at = (column: keyof typeof COLUMN): number => form.sum(COLUMN[column]) ?? 0;
  const entered = at('joined') + at('again') + at('fresh') + at('arrived');
  const stays = now === null ? 0 : Math.max(0, now - entered);
  // The form's balance keeps a household in its class until it has another result; only Mẫu 7.1 knows that it has none yet.
  const open = now === null ? 0 : Math.max(0, at('end') - now);
  const flow = (from: number, to: number, value: number): Flow => ({ from, to, value });
  return [
    flow(side, side, stays),
    flow(side, side === 0 ? 1 : 0, at('changed')),
    flow(side, 2, at('escaped')),
    flow(side, 3, at('left')),
    flow(side, 4, open),
    flow(side, 5, before === null ? 0 : Math.max(0, before - at('start'))),
    flow(2, side, at('again')),
    flow(3, side, at('fresh')),
    flow(4, side, at('arrived')),
  ];
}

/** ': 25 hộ vẫn nghèo, 5 hộ thành cận nghèo'; '' if there is none. */
function parts(all: readonly (readonly [value: number, what: string])[]): string {
  const some = all.filter(([value]) => value > 0).map(([value, what]) => `${valueText(value, 'hộ')} hộ ${what}`);
  return some.length > 0 ? `: ${some.join(', ')}` : '';
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
