/** The papers of a round as the commune's machine knows them, and the commune's own templates of papers. */
import * as v from 'valibot';
import { RecordedShape } from '../process/acts.ts';
import { PAPER_IDS } from '../process/paper-kinds.ts';
import { TEMPLATE_LIMIT } from '../process/paper-shape.ts';
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

export const VersionsShape = v.object({ versions: v.array(Version) });

const ofCommune = { room: true, may: right('readRecords'), refusal: 'Bạn không có quyền xem mẫu văn bản của xã này.' } as const;
const refusal = 'Chỉ cán bộ xã thay được mẫu văn bản của xã.';
const change = { room: true, method: 'POST', may: right('writeRecords'), refusal, answer: VersionsShape } as const;
/** The version that the person saw in use; 0 for ours. Where it is another by now, nothing is changed, and the person is told. */
const seen = v.pipe(v.number(), v.integer(), v.minValue(0));

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
  templates: route({ ...ofCommune, method: 'GET', path: '/api/paper-templates/', answer: VersionsShape }),
  /** `sha=` */
  template: route({ ...ofCommune, method: 'GET', path: '/api/paper-template/', answer: FILE }),
  /** `paper=`, `name=` of the file, `seen=` as below. The body is the file. */
  putTemplate: route({ ...change, path: '/api/paper-template/', file: true, most: TEMPLATE_LIMIT }),
  /** Ours is used again. */
  withdrawTemplate: route({ ...change, path: '/api/paper-template-withdrawn/', body: v.object({ paper: v.picklist(PAPER_IDS), seen }) }),
  /** An earlier version is used again: `id` of it. */
  useTemplate: route({ ...change, path: '/api/paper-template-again/', body: v.object({ id: v.number(), seen }) }),
};
