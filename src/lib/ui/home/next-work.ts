/** The one next step of the home page, from the villages' progress and the person's rights. */
import { STEP_IDS, type StepId } from '$lib/process/steps.ts';
import type { Progress } from '$lib/summary/progress.ts';
import { stepsOf } from './progress-text.ts';

export interface VillageStand {
  id: string;
  name: string;
  locked: boolean;
  progress: Progress;
  /** The step of the round that the commune can close now; null while it waits for a day or for others, or is through. */
  due?: StepId | null;
  /** Its meeting is next: who chairs it can go there. */
  meets?: boolean;
  /** Its list was sent up and waits for an answer. */
  asked?: boolean;
}

/** Villages that wait for the same thing. */
export type Waiting = readonly Pick<VillageStand, 'id' | 'name'>[];

export type NextWork =
  | { kind: 'import' }
  | { kind: 'settle'; cells: number; households: number }
  | { kind: 'late'; edits: number }
  | { kind: 'village'; id: string; name: string; step: string }
  | { kind: 'step'; step: StepId; villages: Waiting }
  | { kind: 'meeting'; villages: Waiting }
  | { kind: 'opinion'; villages: Waiting }
  | { kind: 'export' }
  | { kind: 'read'; id: string; name: string }
  | { kind: 'done' };

export interface Standing {
  /** The open villages only; the others are not known yet. */
  villages: readonly VillageStand[];
  /** Whether every village is open. */
  allKnown: boolean;
  /** Late edits waiting for the commune; null until known. */
  late: number | null;
  may: { write: boolean; import: boolean; late: boolean; export: boolean; steps?: boolean; meeting?: boolean; opinion?: boolean };
}

const share = ({ progress: { classified, toReview } }: VillageStand): number => (toReview === 0 ? 0 : classified / toReview);

/** @returns null if too little is known to recommend a step. */
export function nextWork({ villages, allKnown, late, may }: Standing): NextWork | null {
  const waiting = (isIt: (village: VillageStand) => boolean | undefined): Waiting =>
    villages.filter(isIt).map(({ id, name }) => ({ id, name }));
  const sum = (key: 'conflicts' | 'unsettled'): number => villages.reduce((all, { progress }) => all + progress[key], 0);
  if (may.write && sum('conflicts') > 0) return { kind: 'settle', cells: sum('conflicts'), households: sum('unsettled') };
  if (!allKnown) return null;
  if (villages.every(({ progress }) => progress.households === 0)) return may.import ? { kind: 'import' } : null;
  if (may.late && late !== null && late > 0) return { kind: 'late', edits: late };
  if (may.write) {
    // Finish what is begun: the village that is nearest to its end comes first.
    const open = villages.flatMap((village) => {
      const [step] = village.locked ? [] : stepsOf(village.progress);
      return step === undefined ? [] : [{ village, step }];
    });
    const [first] = open.sort((a, b) => share(b.village) - share(a.village));
    if (first) return { kind: 'village', id: first.village.id, name: first.village.name, step: first.step };
  }
  if (may.steps) {
    // What is furthest goes first: a posted list must not wait for one that is still reviewed.
    const step = STEP_IDS.findLast((id) => villages.some(({ due }) => due === id));
    if (step) return { kind: 'step', step, villages: waiting(({ due }) => due === step) };
  } else if (may.opinion) {
    const asked = waiting((village) => village.asked);
    if (asked.length > 0) return { kind: 'opinion', villages: asked };
  } else if (may.meeting) {
    const met = waiting(({ meets }) => meets);
    if (met.length > 0) return { kind: 'meeting', villages: met };
  }
  if (may.export) return late === null && may.late ? null : { kind: 'export' };
  const [village] = villages;
  return may.write || !village ? { kind: 'done' } : { kind: 'read', id: village.id, name: village.name };
}
