/** What is exported and for whom, as chosen on the page. Starts with all forms of the whole commune. */
import { CIRCULAR_02, CIRCULAR_07, formLabel } from '$lib/forms/official/description.ts';
import type { FormFile } from '$lib/forms/form-file.ts';
import { formsFor, membersCount, withOwn, type Forms } from '$lib/forms/registry.ts';
import { SHEETS } from '$lib/review/columns.ts';
import type { Plan, Round } from '$lib/review/plans.ts';
import type { Standard } from '$lib/review/standards.ts';
import type { Whose } from '$lib/workbook/export-request.ts';

type Form = Forms['lists'][number] | Forms['summaries'][number];

/** Forms that the plan requires together. */
export interface FormSet {
  name: string;
  forms: readonly string[];
  /** 'Mẫu 6.1, Mẫu 6.2 … 7.11', and the due date. */
  text: string;
}

export class ExportChoice {
  readonly #round: () => Round | null;
  readonly #own: () => readonly FormFile[];
  /** 'all', 'some', or the name of a set. */
  what = $state('all');
  picked = $state<string[]>([]);
  whose = $state<Whose['kind']>('commune');
  village = $state('');
  /** The forms by the standards beside the main one, too. */
  withBeside = $state(true);
  #all = $derived.by(() => this.#forms());
  #sets = $derived.by(() => setsOf(this.#round(), this.#own()));
  #wanted = $derived.by(() => this.#want());
  #chosen = $derived.by(() => this.#forms(this.#wanted));

  /** @param own the province's own forms. */
  constructor(round: () => Round | null, own: () => readonly FormFile[] = () => []) {
    this.#round = round;
    this.#own = own;
  }

  get count(): number {
    return this.#all.lists.length + this.#all.summaries.length;
  }

  get besides(): readonly Standard[] {
    return this.#round()?.beside ?? [];
  }

  get sets(): readonly FormSet[] {
    return this.#sets;
  }

  get groups(): { heading: string; forms: readonly Form[] }[] {
    const { lists, summaries } = this.#all;
    const national = ({ reference }: Form): boolean => reference === CIRCULAR_07 || reference === CIRCULAR_02;
    const groups = [
      { heading: 'Danh sách', forms: lists },
      { heading: 'Tổng hợp', forms: summaries.filter(national) },
      { heading: 'Khác', forms: summaries.filter((form) => !national(form)) },
    ];
    return groups.filter(({ forms }) => forms.length > 0);
  }

  /** Ids in the order of the workbook; undefined means all. */
  get forms(): readonly string[] | undefined {
    return this.#wanted;
  }

  get of(): Whose {
    return this.whose === 'village' ? { kind: 'village', village: this.village } : { kind: this.whose };
  }

  get ready(): boolean {
    return this.#wanted?.length !== 0 && (this.whose !== 'village' || this.village !== '');
  }

  /** Sheets with CCCD, birth or income: the lists that every figure counts, and lists of people. */
  get personal(): string[] {
    const { lists, summaries } = this.#chosen;
    const members = membersCount({ lists, forms: summaries.map((form) => ({ form })) });
    const inputs = [SHEETS.list01, ...(this.#round()?.plan.living ? [SHEETS.list02] : []), ...(members ? [SHEETS.members] : [])];
    // Mẫu 6.2 is two lists with one number.
    return [...new Set([...inputs.map(({ name }) => name), ...lists.filter(({ personal }) => personal).map(formLabel)])];
  }

  #forms(wanted?: readonly string[]): Forms {
    const round = this.#round();
    return round ? formsFor(round, wanted, withOwn(this.#own(), round)) : { lists: [], summaries: [] };
  }

  #want(): readonly string[] | undefined {
    if (this.what === 'all') return undefined;
    if (this.what !== 'some') return this.#sets.find(({ name }) => name === this.what)?.forms;
    return [...this.#all.lists, ...this.#all.summaries].map(({ id }) => id).filter((id) => this.picked.includes(id));
  }
}

/** The reports of the plan, each with those of its forms that exist. */
function setsOf(round: Round | null, own: readonly FormFile[]): FormSet[] {
  if (!round) return [];
  return round.plan.reports.flatMap((report) => {
    const { lists, summaries } = formsFor(round, report.forms, withOwn(own, round));
    const labels = [...lists, ...summaries].map(formLabel);
    return labels.length === 0
      ? []
      : [{ name: report.name, forms: report.forms, text: [dueText(report), listText(labels)].filter(Boolean).join(' · ') }];
  });
}

const dueText = ({ due, every }: Plan['reports'][number]): string =>
  every ? every : due ? `Hạn ${due.split('-').reverse().join('/')}` : '';

/** More than a few are counted instead of listed. */
const listText = (labels: readonly string[]): string =>
  labels.length <= 3 ? labels.join(', ') : `${labels.length} biểu, từ ${labels[0]} đến ${labels.at(-1)}`;
