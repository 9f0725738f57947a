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
export function time(runs: number, work: () => unknown, warmUp = true): number {
  if (warmUp) work();
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    work();
    times.push(performance.now() - start);
  }
  return median(times);
}

/** Median times of two works that take turns, so that what else the machine does slows both down alike. */
export function timeBoth(runs: number, one: () => unknown, other: () => unknown): [number, number] {
  const times: [number[], number[]] = [[], []];
  for (let run = 0; run <= runs; run++) {
    [one, other].forEach((work, index) => {
      const ms = time(1, work, false);
      if (run > 0) times[index]?.push(ms);
    });
  }
  return [median(times[0]), median(times[1])];
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
