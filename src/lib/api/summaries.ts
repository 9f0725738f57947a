/** The sums of villages, communes, districts and provinces, read from summaries: no list is opened for them, and no household is in them. */
import * as v from 'valibot';
import type { SummaryForm } from '../forms/official/description.ts';
import type { Person } from '../review/people.ts';
import { WAITS_FOR } from '../process/waits.ts';
import { ROLES } from '../review/roles.ts';
import { FLOW } from '../summary/names.ts';
import { route } from './route.ts';

const Flow = v.record(v.picklist(FLOW), v.record(v.picklist(FLOW), v.number()));
const Pair = v.object({ households: v.number(), persons: v.number() });
const Marked = v.record(v.string(), v.object({ poor: v.number(), near: v.number() }));

/** Overview of src/lib/summary. */
const OverviewShape = v.object({
  households: v.number(),
  toReview: v.number(),
  classified: v.number(),
  unsettled: v.number(),
  withoutB1: v.number(),
  missing: v.number(),
  conflicts: v.number(),
  tasks: v.number(),
  by: v.array(v.object({ standard: v.string(), poor: Pair, near: Pair, flow: Flow, indicators: Marked, causes: Marked })),
  passages: v.array(v.object({ standard: v.string(), flow: Flow })),
});

const Version = v.object({
  /** That it sums up. */
  villages: v.number(),
  /** Of lists that were sent or recognised: the latest day on which one was, yyyy-mm-dd. */
  day: v.nullable(v.string()),
  /** null where there is none, or where the reader may not see it. */
  overview: v.nullable(OverviewShape),
});

/** The lists as they are, as they were sent to the level above, and as they are recognised. */
const Versions = v.object({ live: Version, sent: Version, official: Version });

const Place = {
  name: v.string(),
  level: v.picklist(['village', 'commune', 'district', 'province']),
  /** Of a commune's round, or the one that the village is of. */
  review: v.nullable(v.string()),
  /** Of a unit above the communes. */
  unit: v.nullable(v.number()),
};

/** Of a commune's round, or of all rounds beneath a unit; a village's page has its own. */
const Work = v.object({
  /** How many villages wait for what, in the order of a round. */
  waits: v.array(v.object({ waits: v.picklist(WAITS_FOR), villages: v.number() })),
  /** How many things are late. */
  late: v.number(),
  /** The most pressing one. */
  due: v.nullable(
    v.object({
      id: v.string(),
      kind: v.picklist(['step', 'posting', 'complaint', 'opinion', 'report']),
      what: v.string(),
      /** yyyy-mm-dd */
      day: v.string(),
      late: v.boolean(),
      /** That it waits for; 0 where it is of the commune as a whole. */
      villages: v.number(),
    }),
  ),
  /** What the level above said about lists that were sent to it. */
  remarks: v.object({ open: v.number(), answered: v.number() }),
  /** Of a commune, by list. */
  about: v.array(v.object({ village: v.string(), name: v.string(), sent: v.string(), open: v.number(), answered: v.number() })),
});

const Row = v.object({
  ...Place,
  /** Of a village. */
  village: v.nullable(v.string()),
  /** Villages beneath it. */
  villages: v.number(),
  /** Communes beneath it whose lists are still being counted: their figures are missing. */
  waiting: v.number(),
  ...Versions.entries,
  /** null of a village, and of a commune without a round. */
  work: v.nullable(Work),
  /** Of a commune or above: when something was last received from it, in milliseconds. */
  received: v.nullable(v.number()),
});
export type OverviewRow = v.InferOutput<typeof Row>;

const mayAsk = ({ role }: Person): boolean => ROLES[role].rights.readPersonal !== undefined || ROLES[role].rights.readSent !== undefined;

const VERSION = v.picklist(['live', 'sent', 'official']);
export type SummaryVersion = v.InferOutput<typeof VERSION>;

const Lines = v.array(v.array(v.nullable(v.number())));

/**
 * Both are asked with `review=` for the villages of a commune's round, or with `unit=` and `year=` for what is beneath a unit; without any,
 * for the review or the unit of the person.
 */
export const SUMMARIES = {
  overview: route({
    method: 'GET',
    path: '/api/overview',
    may: mayAsk,
    answer: v.object({
      ...Place,
      year: v.nullable(v.number()),
      /** Years that have a round here, the latest first. */
      years: v.array(v.number()),
      rows: v.array(Row),
      total: Row,
    }),
  }),
  /** `version=`; also `standard=` (an id, or 'chuyen-chuan' for the passages) and `form=` (an id, may be repeated; without it, all). */
  sums: route({
    method: 'GET',
    path: '/api/sums',
    may: mayAsk,
    answer: v.object({
      ...Place,
      year: v.nullable(v.number()),
      version: VERSION,
      standard: v.string(),
      /** Of which there are forms. */
      standards: v.array(v.object({ id: v.string(), name: v.string() })),
      /** Communes that are not in the sums: without lists of this version, still being counted, or their round has no such forms. */
      without: v.array(v.string()),
      /** What is summed up: villages of this version, and all that there are. */
      of: v.array(
        v.object({
          id: v.string(),
          name: v.string(),
          /** The commune's; null for one's own review. */
          unit: v.nullable(v.number()),
          villages: v.number(),
          all: v.number(),
        }),
      ),
      /** Every form of this standard. */
      known: v.array(v.object({ id: v.string(), number: v.optional(v.string()), title: v.string() })),
      forms: v.array(
        v.object({
          /** With the columns that depend on the lists. */
          form: v.custom<SummaryForm>((form) => typeof form === 'object' && form !== null && 'headings' in form),
          numbers: v.array(v.string()),
          /** `id`: of the village, or of the commune's round. */
          rows: v.array(v.object({ id: v.string(), name: v.string(), lines: Lines })),
          blocks: v.array(v.object({ from: v.number(), to: v.number(), name: v.string(), lines: Lines })),
          total: Lines,
        }),
      ),
    }),
  }),
};
