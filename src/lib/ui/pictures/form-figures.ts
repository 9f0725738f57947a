/** Reads the figures of filled forms by the official numbers of their columns. */
import type { FigureValue } from '$lib/forms/blank.ts';
import type { FilledForm, FilledRow } from '$lib/forms/fill.ts';
import { leavesOf } from '$lib/forms/official/description.ts';

/** From lists, or from the sums of units. */
export interface FilledForms {
  forms: readonly FilledForm[];
}

export class FormFigures {
  readonly #form: FilledForm;

  /** @throws if the form was not filled. */
  constructor({ forms }: FilledForms, id: string) {
    const form = forms.find((filled) => filled.form.id === id);
    if (!form) throw new Error(`Form ${id} was not filled`);
    this.#form = form;
  }

  get units(): readonly FilledRow[] {
    return this.#form.rows;
  }

  get total(): FilledRow {
    return this.#form.total;
  }

  /** Of the line Hộ; null if unknown. */
  at(row: FilledRow, column: string): FigureValue {
    return row.lines[0]?.[this.#form.numbers.indexOf(column)] ?? null;
  }

  sum(column: string): FigureValue {
    return this.at(this.total, column);
  }

  /** Text of the heading of each column. */
  get headings(): readonly { number: string; text: string }[] {
    return leavesOf(this.#form.form.headings).map(({ text }, index) => ({ number: this.#form.numbers[index] ?? '', text }));
  }
}
