/**
 * The forms, standards, rules and working days that are in use: asked from the server when it can be reached, and
 * stored here so that forms, limits and deadlines are the same without a network.
 */
import { createContext } from 'svelte';
import * as v from 'valibot';
import { FORMS } from '$lib/api/forms.ts';
import type { FormFile } from '$lib/forms/form-file.ts';
import { filesInUse, NOTHING_OWN, OwnShape, rulesInUse, standardsInUse, workingDaysInUse, type Own } from '$lib/forms/own.ts';
import type { StandardRecord } from '$lib/review/read-standard-file.ts';
import type { ConfirmedRule } from '$lib/review/rules-in-force.ts';
import type { RuleSet } from '$lib/review/rules.ts';
import type { Standard } from '$lib/review/standards.ts';
import type { WorkingDays } from '$lib/review/working-days.ts';
import type { YearOfDays } from '$lib/review/year-of-days.ts';
import { ask, AskError } from '../parts/ask.ts';

const KEPT = 'ra-soat.own-forms';

export class OwnForms {
  #own = $state.raw<Own>(recall());
  readonly files = $derived<readonly FormFile[]>(filesInUse(this.#own));
  readonly standards = $derived<readonly Standard[]>(standardsInUse(this.#own));
  readonly rules = $derived<readonly RuleSet[]>(rulesInUse(this.#own));
  readonly workingDays = $derived<WorkingDays>(workingDaysInUse(this.#own));

  get all(): Own {
    return this.#own;
  }

  /** Asks again; the stored ones stay as long as nothing answers. */
  async load(): Promise<void> {
    try {
      this.#take(await ask(FORMS.all));
    } catch (error) {
      if (!(error instanceof AskError)) console.warn('GET /api/forms', error);
    }
  }

  /** @throws AskError with the problems, in words. */
  async put(file: FormFile): Promise<void> {
    this.#take(await ask(FORMS.add, { body: { file } }));
  }

  /** @throws AskError */
  async withdraw(key: number): Promise<void> {
    this.#take(await ask(FORMS.withdraw, { body: { key } }));
  }

  /** @throws AskError */
  async confirm(values: StandardRecord): Promise<void> {
    this.#take(await ask(FORMS.confirm, { body: values }));
  }

  /** @throws AskError */
  async confirmRule(values: ConfirmedRule): Promise<void> {
    this.#take(await ask(FORMS.confirmRule, { body: values }));
  }

  /** @throws AskError */
  async setYear(values: YearOfDays): Promise<void> {
    this.#take(await ask(FORMS.setYear, { body: values }));
  }

  /** Somebody else uses this device now, perhaps from another province. */
  forget(): void {
    this.#own = NOTHING_OWN;
    keep(null);
  }

  #take(own: Own): void {
    this.#own = own;
    keep(JSON.stringify(this.#own));
  }
}

function recall(): Own {
  try {
    const result = v.safeParse(OwnShape, JSON.parse(localStorage.getItem(KEPT) ?? 'null'));
    return result.success ? result.output : NOTHING_OWN;
  } catch (error) {
    console.warn('localStorage', error);
    return NOTHING_OWN;
  }
}

function keep(text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, text);
  } catch (error) {
    console.warn('localStorage', error);
  }
}

export const [getOwnForms, setOwnForms] = createContext<OwnForms>();
