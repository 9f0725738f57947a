/**
 * Where one is in a village on a phone. The address says it: Back leads to what was seen before, and a reload, or a tab
 * that the phone threw away, comes back to the same household and the same leaf of its card.
 */
import { goto } from '$app/navigation';
import { page } from '$app/state';

const HOUSEHOLD = 'ho';
const LEAF = 'phan';
const FORM = 'bieu';
const FORMS = 'xem';

export class PhonePlace {
  /** Whether the card was opened from the list seen before: then Back is the way to it. */
  #fromList = false;

  /** Id of the household whose card is open. */
  get household(): string | null {
    return page.url.searchParams.get(HOUSEHOLD);
  }

  /** The leaf of the card. */
  get leaf(): string | null {
    return page.url.searchParams.get(LEAF);
  }

  /** Whether the forms stand in the list's place. */
  get forms(): boolean {
    return page.url.searchParams.has(FORMS) || this.form !== null;
  }

  get form(): string | null {
    return page.url.searchParams.get(FORM);
  }

  /** From card to card one does not go back through each. */
  openHousehold(row: string): void {
    if (row === this.household) return;
    const replaceState = this.household !== null;
    if (!replaceState) this.#fromList = true;
    this.#go({ [HOUSEHOLD]: row, ...(this.leaf && { [LEAF]: this.leaf }) }, { replaceState });
  }

  openLeaf(leaf: string): void {
    if (this.household !== null)
      this.#go({ [HOUSEHOLD]: this.household, [LEAF]: leaf }, { replaceState: true, noScroll: true, keepFocus: true });
  }

  openForms(): void {
    this.#go({ [FORMS]: FORM });
  }

  openForm(form: string): void {
    this.#go({ [FORMS]: FORM, [FORM]: form });
  }

  leaveForm(): void {
    this.#go({ [FORMS]: FORM }, { replaceState: true });
  }

  toList(): void {
    if (this.#fromList && this.household !== null) history.back();
    else this.#go({}, { replaceState: true });
    this.#fromList = false;
  }

  #go(place: Record<string, string>, how: Parameters<typeof goto>[1] = {}): void {
    const search = new URLSearchParams(place).toString();
    void goto(`${page.url.pathname}${search && '?'}${search}`, how);
  }
}
