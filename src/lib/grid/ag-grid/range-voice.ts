/** Tells a screen reader what is selected, once the selection has not changed for REST milliseconds. */

const REST = 400;

export class RangeVoice {
  readonly #element = document.createElement('div');
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: HTMLElement) {
    this.#element.className = 'range-voice visually-hidden';
    this.#element.setAttribute('role', 'status');
    this.#element.setAttribute('aria-label', 'Vùng đang chọn');
    host.append(this.#element);
  }

  select(text: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#element.textContent = text), REST);
  }

  say(text: string): void {
    clearTimeout(this.#timer);
    this.#element.textContent = text;
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#element.remove();
  }
}
