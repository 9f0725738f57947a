/** What a test does in a browser, the same for each engine. */
export interface Hand {
  open(address: string): Promise<void>;
  /** Runs in the page. @param expression text of an expression with a JSON value. */
  look<T>(expression: string): Promise<T>;
  click(selector: string): Promise<void>;
  type(text: string): Promise<void>;
  enter(): Promise<void>;
  /** Closes the page, or the whole browser if it keeps its storage, and opens it again. */
  reopen(address: string): Promise<void>;
  quit(): Promise<void>;
}

export interface Engine {
  name: string;
  /** @returns null if the browser is not on this machine. */
  start(): Promise<Hand | null>;
  /** How to install it. */
  missing: string;
}

/** Waits until the page shows it; the limit is only for a page that hangs. */
export async function until(hand: Hand, what: string, expression: string, limit = 120_000): Promise<void> {
  const end = Date.now() + limit;
  while (!(await hand.look<boolean>(`Boolean(${expression})`))) {
    if (Date.now() > end)
      throw new Error(`Not within ${limit / 1000} s: ${what}\n${await hand.look<string>('document.body.innerText.slice(0, 2000)')}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
