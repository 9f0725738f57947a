/** What is exported and for whom, as chosen on the page. Starts with all forms of the whole commune. */
import { CIRCULAR_02, CIRCULAR_07, formLabel } from '$lib/forms/official/description.ts';
import type { FormFile } from '$lib/forms/form-file.ts';
import { formsFor, membersCount, withOwn, type Forms } from '$lib/forms/registry.ts';
import { passagesOf, type WantedForms } from '$lib/forms/report.ts';
import { marked } from '$lib/review/by-standard.ts';
import { SHEETS } from '$lib/review/columns.ts';
import { dayText } from '$lib/review/iso-day.ts';
import { byEachStandard, standardsOf, type Report, type Round } from '$lib/review/plans.ts';
import { weeklyText } from '$lib/review/weekly.ts';
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

/** A form to pick: by one of the standards, or a passage to one. */
export interface Pick {
  /** Unique among all standards; for the main one the form's id. */
  key: string;
  form: Form;
}

export interface PickGroup {
  heading: string;
  picks: readonly Pick[];
}

const NONE: Forms = { lists: [], summaries: [] };
const formsOf = ({ lists, summaries }: Forms): Form[] => [...lists, ...summaries];
const keyOf = ({ id }: Form, index: number): string => (index === 0 ? id : `${index}:${id}`);

export class ExportChoice {
  readonly #round: () => Round | null;
  readonly #own: () => readonly FormFile[];
  /** 'all', 'some', or the name of a set. */
  what = $state('all');
  /** Keys of picks. */
  picked = $state<string[]>([]);
  whose = $state<Whose['kind']>('commune');
  village = $state('');
  /** The forms by the standards beside the main one, too. Single forms are picked by their own standard. */
  withBeside = $state(true);
  /** By each standard of the round. */
  #all = $derived.by(() => this.#forms());
  #passages = $derived.by(() => this.#passageForms());
  #sets = $derived.by(() => setsOf(this.#round(), this.#own()));
  #wanted = $derived.by(() => this.#want());
  #beside = $derived.by(() => this.#wantBeside());
  #chosen = $derived.by(() => this.#forms(this.#wanted));

  /** @param own the province's own forms. */
  constructor(round: () => Round | null, own: () => readonly FormFile[] = () => []) {
    this.#round = round;
    this.#own = own;
  }

  /** Forms of the main standard. */
  get count(): number {
    return formsOf(this.#all[0] ?? NONE).length;
  }

  get besides(): readonly Standard[] {
    return this.#round()?.beside ?? [];
  }

  get sets(): readonly FormSet[] {
    return this.#sets;
  }

  get groups(): PickGroup[] {
    const national = ({ reference }: Form): boolean => reference === CIRCULAR_07 || reference === CIRCULAR_02;
    const picks = (forms: readonly Form[], index: number): Pick[] => forms.map((form) => ({ key: keyOf(form, index), form }));
    const by = ({ lists, summaries }: Forms, index: number): PickGroup[] => {
      const standard = this.besides[index - 1];
      const heading = (text: string): string => (standard ? `${text}, ${standard.short}` : text);
      return [
        { heading: heading('Danh sách'), picks: picks(lists, index) },
        { heading: heading('Tổng hợp'), picks: picks(summaries.filter(national), index) },
        {
          heading: heading('Khác'),
          picks: picks(
            summaries.filter((form) => !national(form)),
            index,
          ),
        },
      ];
    };
    const passages = { heading: 'Từ chuẩn này sang chuẩn kia', picks: this.#passages.flatMap((forms, index) => picks(forms, index)) };
    return [...this.#all.flatMap(by), passages].filter((group) => group.picks.length > 0);
  }

  /** By each exported standard, ids in the order of the workbook; undefined means all. */
  get forms(): WantedForms | undefined {
    return this.#wanted?.filter((_, index) => index === 0 || this.#beside.has(index));
  }

  /** Ids of the exported standards beside the main one. */
  get beside(): readonly string[] {
    return this.besides.filter((_, index) => this.#beside.has(index + 1)).map(({ id }) => id);
  }

  get of(): Whose {
    return this.whose === 'village' ? { kind: 'village', village: this.village } : { kind: this.whose };
  }

  get ready(): boolean {
    return this.#wanted?.flat().length !== 0 && (this.whose !== 'village' || this.village !== '');
  }

  /** Sheets with CCCD, birth or income: the lists that every figure counts, and lists of people by each standard. */
  get personal(): string[] {
    const exported = this.#chosen.map((forms, index) => (index === 0 || this.#beside.has(index) ? forms : NONE));
    const lists = exported.flatMap((forms) => forms.lists);
    const summaries = exported.flatMap((forms) => forms.summaries);
    const passes = this.#passages.some((forms, index) => forms.some((form) => this.#isPassed(form, index)));
    const members = passes || membersCount({ lists, forms: summaries.map((form) => ({ form })) });
    const inputs = [SHEETS.list01, ...(this.#round()?.plan.living ? [SHEETS.list02] : []), ...(members ? [SHEETS.members] : [])];
    const named = exported.flatMap((forms, index) => {
      const standard = this.besides[index - 1];
      return forms.lists.filter(({ personal }) => personal).map((form) => (standard ? marked(formLabel(form), standard) : formLabel(form)));
    });
    // Mẫu 6.2 is two lists with one number.
    return [...new Set([...inputs.map(({ name }) => name), ...named])];
  }

  /** Whether the passage is in the file. @param index of the standard that it leads to. */
  #isPassed({ id }: Form, index: number): boolean {
    return this.#beside.has(index) && (this.what !== 'some' || this.#wanted?.[index]?.includes(id) === true);
  }

  /** @param wanted by each standard. */
  #forms(wanted?: WantedForms): Forms[] {
    const round = this.#round();
    return round ? byEachStandard(round).map((alone, index) => formsFor(alone, wanted?.[index], withOwn(this.#own(), alone))) : [NONE];
  }

  /** By the standard that each leads to; the main one has none. */
  #passageForms(): Form[][] {
    const round = this.#round();
    if (!round) return [];
    const { lists, summaries } = passagesOf(round);
    return standardsOf(round).map((_, index) => [summaries[index - 1], lists[index - 1]].filter((form) => form !== undefined));
  }

  #want(): WantedForms | undefined {
    if (this.what === 'all') return undefined;
    if (this.what === 'some')
      return this.#all.map((forms, index) =>
        [...formsOf(forms), ...(this.#passages[index] ?? [])]
          .filter((form) => this.picked.includes(keyOf(form, index)))
          .map(({ id }) => id),
      );
    const set = this.#sets.find(({ name }) => name === this.what);
    return set && this.#all.map((_, index) => [...set.forms, ...(this.#passages[index] ?? []).map(({ id }) => id)]);
  }

  /** Indexes of the exported standards beside the main one. */
  #wantBeside(): ReadonlySet<number> {
    const has = (index: number): boolean => (this.what === 'some' ? (this.#wanted?.[index]?.length ?? 0) > 0 : this.withBeside);
    return new Set(this.besides.map((_, at) => at + 1).filter(has));
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

const dueText = ({ due, weekly }: Report): string => (weekly ? weeklyText(weekly) : due ? `Hạn ${dayText(due)}` : '');

/** More than a few are counted instead of listed. */
const listText = (labels: readonly string[]): string =>
  labels.length <= 3 ? labels.join(', ') : `${labels.length} biểu, từ ${labels[0]} đến ${labels.at(-1)}`;
