/**
 * Where a person is in a village on a phone. It is kept in the address: Back leads to the previous view, and after a reload,
 * or when the phone has discarded the tab, the same household and the same tab of its card are open.
 */
import { goto } from '$app/navigation';
import { page } from '$app/state';
import { FORM, formIn, STANDARD } from '../state/form-address.ts';

const HOUSEHOLD = 'ho';
const LEAF = 'phan';
const FORMS = 'xem';

export class PhonePlace {
  /** Whether the card was opened from the list: then Back leads to the list. */
  #fromList = false;

  /** Id of the household whose card is open. */
  get household(): string | null {
    return page.url.searchParams.get(HOUSEHOLD);
  }

  /** The tab of the card. */
  get leaf(): string | null {
    return page.url.searchParams.get(LEAF);
  }

  /** Whether the forms are shown in place of the list. */
  get forms(): boolean {
    return page.url.searchParams.has(FORMS) || this.form !== null;
  }

  get form(): string | null {
    return formIn(page.url.searchParams).form;
  }

  /** Id of the standard by which the forms are shown; null: the main one. */
  get standard(): string | null {
    return formIn(page.url.searchParams).standard;
  }

  /** Going from card to card adds no steps to Back. */
  openHousehold(row: string, leaf = this.leaf): void {
    if (row === this.household) {
      // Asked for with every address of the same card: going where it stands already would never end.
      if (leaf !== null && leaf !== this.leaf) this.openLeaf(leaf);
      return;
    }
    const replaceState = this.household !== null;
    if (!replaceState) this.#fromList = true;
    this.#go({ [HOUSEHOLD]: row, ...(leaf && { [LEAF]: leaf }) }, { replaceState, keepFocus: true });
  }

  openLeaf(leaf: string): void {
    if (this.household !== null)
      this.#go({ [HOUSEHOLD]: this.household, [LEAF]: leaf }, { replaceState: true, noScroll: true, keepFocus: true });
  }

  openForms(): void {
    this.#goToForms(null, null);
  }

  openForm(form: string): void {
    this.#goToForms(form, this.standard);
  }

  /** The forms, or the form that is open, by another standard. */
  openStandard(standard: string | null): void {
    this.#goToForms(this.form, standard, { replaceState: true, noScroll: true, keepFocus: true });
  }

  leaveForm(): void {
    this.#goToForms(null, this.standard, { replaceState: true });
  }

  toList(): void {
    if (this.#fromList && this.household !== null) history.back();
    else this.#go({}, { replaceState: true });
    this.#fromList = false;
  }

  /** The household is no longer on the list. */
  leaveGone(): void {
    this.#fromList = false;
    this.#go({}, { replaceState: true });
  }

  #goToForms(form: string | null, standard: string | null, how?: Parameters<typeof goto>[1]): void {
    this.#go({ [FORMS]: FORM, ...(form !== null && { [FORM]: form }), ...(standard !== null && { [STANDARD]: standard }) }, how);
  }

  #go(place: Record<string, string>, how: Parameters<typeof goto>[1] = {}): void {
    const search = new URLSearchParams(place).toString();
    void goto(`${page.url.pathname}${search && '?'}${search}`, how);
  }
}
