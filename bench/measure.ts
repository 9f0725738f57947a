/** One entry of bench/results.json. `ratio` above 1 means ours is better; `peer` is null if nothing comparable exists. */
export interface Entry {
  id: string;
  ours: number;
  peer: number | null;
  peerName: string | null;
  ratio: number | null;
  unit: string;
}

/** Median wall time of `runs` calls in milliseconds, after one warm-up call. */
export function time(runs: number, work: () => unknown): number {
  work();
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    work();
    times.push(performance.now() - start);
  }
  return median(times);
}

export const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

const short = (value: number): number => Number(value.toPrecision(4));

/** For figures where less is better. */
export const entry = (id: string, unit: string, ours: number, peerName: string | null = null, peer: number | null = null): Entry => ({
  id,
  ours: short(ours),
  peer: peer === null ? null : short(peer),
  peerName,
  ratio: peer === null ? null : short(peer / ours),
  unit,
});
