/** A random sample that anybody can draw again: the same households for the same seed, whatever the order of the list. */

/** 32-bit FNV-1a, then the finalizer of MurmurHash3: names that differ in their last letter fall far apart. */
function rank(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** @param keys each once, such as codes of households. */
export const drawSample = (keys: readonly string[], seed: string, count: number): Set<string> =>
  new Set(
    keys
      .map((key) => ({ key, at: rank(`${seed}\n${key}`) }))
      .sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1))
      .slice(0, Math.max(0, count))
      .map(({ key }) => key),
  );
