/** The answers of a pure function of texts, as lists ask it for the same texts again and again. */

/** A list of a commune has some thousand different texts. */
const MANY = 10_000;
/** Longer texts are notes, which hardly repeat. */
const LONG = 100;

/**
 * @param work never gives undefined.
 * @returns the same function, which keeps the answers of up to twice `MANY` texts, so that no file can fill the memory.
 */
export function remember<Answer>(work: (text: string) => Answer): (text: string) => Answer {
  let lately = new Map<string, Answer>();
  let before = lately;
  return (text) => {
    const known = lately.get(text);
    if (known !== undefined) return known;
    const answer = before.get(text) ?? work(text);
    if (text.length > LONG) return answer;
    if (lately.size >= MANY) {
      before = lately;
      lately = new Map();
    }
    lately.set(text, answer);
    return answer;
  };
}
