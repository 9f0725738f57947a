/** The papers of a round as the commune's machine knows them, and the commune's own templates of papers. */
import * as v from 'valibot';
import { RecordedShape } from '../process/acts.ts';
import { PAPER_IDS } from '../process/paper-kinds.ts';
import { FILE, right, route } from './route.ts';

const Paper = v.object({
  act: RecordedShape,
  /** Taken back. */
  undone: v.boolean(),
  /** A list that it rests on is another now. */
  changed: v.boolean(),
  /** Ids of the villages whose list changed, came or went. */
  where: v.array(v.string()),
});

const Version = v.object({
  id: v.number(),
  paper: v.picklist(PAPER_IDS),
  sha: v.string(),
  /** As the person's file was called. */
  name: v.string(),
  size: v.number(),
  by: v.string(),
  /** Milliseconds. */
  at: v.number(),
  withdrawn: v.nullable(v.object({ by: v.string(), at: v.number() })),
});
export type TemplateVersion = v.InferOutput<typeof Version>;

const Versions = v.object({ versions: v.array(Version) });

const TEMPLATE_LIMIT = 2 * 1024 * 1024;

const ofCommune = { room: true, may: right('steps'), refusal: 'Bạn không có quyền với mẫu văn bản của xã.' } as const;
const change = { ...ofCommune, method: 'POST', may: right('writeRecords'), answer: Versions } as const;

/** The room is the commune's own of the review that one works in. */
export const PAPER_ROUTES = {
  papers: route({
    method: 'GET',
    path: '/api/papers/',
    room: true,
    may: right('readRecords'),
    answer: v.object({
      /** In the order recorded. */
      papers: v.array(Paper),
      /** The next free number of each book that has one; a book begins with 1. Over all rounds of the commune. */
      numbers: v.array(v.object({ symbol: v.string(), year: v.number(), next: v.number() })),
    }),
  }),
  /** The newest first. Of a paper, the first one that is not withdrawn is in use; without one, ours. */
  templates: route({ ...ofCommune, method: 'GET', path: '/api/paper-templates/', answer: Versions }),
  /** `sha=` */
  template: route({ ...ofCommune, method: 'GET', path: '/api/paper-template/', answer: FILE }),
  /** `paper=`, `name=` of the file. The body is the file. */
  putTemplate: route({ ...change, path: '/api/paper-template/', file: true, most: TEMPLATE_LIMIT }),
  /** Ours is used again. */
  withdrawTemplate: route({ ...change, path: '/api/paper-template-withdrawn/', body: v.object({ paper: v.picklist(PAPER_IDS) }) }),
};
