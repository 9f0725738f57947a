import { entry, type Entry } from './measure.ts';

/** For figures where less is better. */
export const less = (id: string, unit: string, ours: number, peerName: string | null = null, peer: number | null = null): Entry =>
  finite(entry(id, unit, ours, peerName, peer));

/** For figures where more is better: the ratio is inverted. */
export function more(id: string, unit: string, ours: number, peerName: string, peer: number): Entry {
  const { ratio } = entry(id, unit, peer, peerName, ours);
  return finite({ ...entry(id, unit, ours, peerName, peer), ratio });
}

/** Compared with zero there is no ratio. */
const finite = (measured: Entry): Entry => ({ ...measured, ratio: Number.isFinite(measured.ratio) ? measured.ratio : null });
