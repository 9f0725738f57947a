/** What a test does in a browser, whichever it is. */
export interface Hand {
  open(address: string): Promise<void>;
  /** Runs in the page. @param expression text of an expression, whose value is JSON. */
  look<T>(expression: string): Promise<T>;
  click(selector: string): Promise<void>;
  type(text: string): Promise<void>;
  enter(): Promise<void>;
  /** Closes the page, and more where the browser keeps what it has; opens another. */
  reopen(address: string): Promise<void>;
  quit(): Promise<void>;
}

export interface Engine {
  name: string;
  /** @returns null where it is not on this machine. */
  start(): Promise<Hand | null>;
  /** How it can be had. */
  missing: string;
}

/** Until the page shows it; fails for what hangs. */
export async function until(hand: Hand, what: string, expression: string, limit = 120_000): Promise<void> {
  const end = Date.now() + limit;
  while (!(await hand.look<boolean>(`Boolean(${expression})`))) {
    if (Date.now() > end)
      throw new Error(`Not within ${limit / 1000} s: ${what}\n${await hand.look<string>('document.body.innerText.slice(0, 2000)')}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
