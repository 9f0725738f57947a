/** The forms of a commune and the state of its villages, as the reports take them. */
import { fillEach } from '../forms/report.ts';
import type { Act, ActOf } from '../process/acts.ts';
import type { Classified } from '../review/classify.ts';
import type { PaperFacts, PaperVillage } from './paper.ts';
import type { Summary, VillageProgress } from './summary-shape.ts';

export type { Summary, VillageProgress } from './summary-shape.ts';

/** What the reports are made of. */
export const SUMMARY_FORMS = ['7.1', '7.2', '7.3', '7.4', '7.5', '7.6', '7.7', '7.10', 'so-sanh', 'ket-qua-chi-tieu', '10'] as const;
export type SummaryFormId = (typeof SUMMARY_FORMS)[number];

const known = new WeakMap<PaperFacts, Summary>();

/** Made once for the same facts. */
export function summaryOf(facts: PaperFacts): Summary {
  const summary = facts.summary ?? known.get(facts) ?? fromLists(facts);
  known.set(facts, summary);
  return summary;
}

/** The lists of the commune as one. */
export const wholeOf = ({ unit, round, villages }: Pick<PaperFacts, 'unit' | 'round' | 'villages'>): Classified =>
  joined(unit, round, villages);

function fromLists(facts: PaperFacts): Summary {
  const { villages } = facts;
  const whole = wholeOf(facts);
  const filled = fillEach(
    whole,
    Array.from({ length: 1 + (whole.beside?.length ?? 0) }, () => SUMMARY_FORMS),
  );
  return {
    sets: filled.map(({ forms, classified }) => ({ standard: classified.round.standard, forms })),
    villages: villages.map((village) => progressOf(village)),
  };
}

/** The lists of a commune as one. */
function joined(unit: string, round: PaperFacts['round'], villages: readonly PaperVillage[]): Classified {
  const all = villages.map(({ classified }) => classified);
  const join = (each: readonly Classified[], by: Classified['round']): Classified => ({
    data: {
      unit,
      villages: each.flatMap(({ data }) => data.villages),
      households: each.flatMap(({ data }) => data.households),
      members: each.flatMap(({ data }) => data.members),
    },
    round: by,
    results: new Map(each.flatMap(({ results }) => [...results])),
    ...(each.some(({ withoutPersonal }) => withoutPersonal) && { withoutPersonal: true }),
  });
  const { beside = [], ...main } = round;
  const others = beside.map((standard, index) =>
    join(
      all.map((classified) => classified.beside?.[index] ?? classified),
      { ...main, standard },
    ),
  );
  return { ...join(all, round), ...(others.length > 0 && { beside: others }) };
}

/** @param unit of the forms' row; without it, the commune that the village names, or the village. */
export function progressOf({ name, classified, standing }: PaperVillage, unit?: string): VillageProgress {
  const { closed, posting } = standing;
  const of = <K extends Act['kind']>(act: Act | undefined, kind: K): ActOf<K> | null => (act?.kind === kind ? (act as ActOf<K>) : null);
  const [row] = classified.data.villages;
  return {
    name,
    unit: unit ?? String(row?.cells.commune ?? name),
    hasBegun: closed.has('review') || [...classified.results.values()].some(({ class: result }) => result !== null && result !== ''),
    isClosed: closed.has('review'),
    met: of(closed.get('meeting'), 'met'),
    posting,
    recognised: of(closed.get('recognition'), 'recognised'),
  };
}
