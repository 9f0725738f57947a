/** Tells the other tabs of this device that its user has changed: an earlier person's pages close at once. */
export type TabNews = { kind: 'left'; personId: string } | { kind: 'entered'; personId: string };

export class OtherTabs {
  readonly #channel: BroadcastChannel | null;

  constructor(hear: (news: TabNews) => void) {
    this.#channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('ra-soat.session') : null;
    if (this.#channel) this.#channel.onmessage = (event: MessageEvent<TabNews>) => hear(event.data);
  }

  tell(news: TabNews): void {
    this.#channel?.postMessage(news);
  }

  close(): void {
    this.#channel?.close();
  }
}
