import { entry, type Entry } from './measure.ts';

/** Less is better for both figures. */
export const less = (id: string, unit: string, ours: number, peerName: string | null = null, peer: number | null = null): Entry =>
  finite(entry(id, unit, ours, peerName, peer));

/** More is better for both figures: the ratio is the other way round. */
export function more(id: string, unit: string, ours: number, peerName: string, peer: number): Entry {
  const { ratio } = entry(id, unit, peer, peerName, ours);
  return finite({ ...entry(id, unit, ours, peerName, peer), ratio });
}

/** Against nothing at all there is no ratio. */
const finite = (measured: Entry): Entry => ({ ...measured, ratio: Number.isFinite(measured.ratio) ? measured.ratio : null });
