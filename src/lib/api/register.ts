/** The register of a commune over all its rounds (src/lib/process/register.ts). */
import * as v from 'valibot';
import { RecordedShape } from '../process/acts.ts';
import { right, route } from './route.ts';

const Entry = v.object({
  row: v.string(),
  code: v.string(),
  head: v.string(),
  size: v.nullable(v.number()),
  computed: v.string(),
  decided: v.string(),
  open: v.boolean(),
  move: v.string(),
  change: v.string(),
  before: v.string(),
  formerly: v.string(),
});

export const RegisterShape = v.object({
  /** Earliest first. */
  rounds: v.array(
    v.object({
      review: v.string(),
      name: v.string(),
      year: v.number(),
      aside: v.boolean(),
      yearly: v.boolean(),
      villages: v.array(v.object({ id: v.string(), name: v.string(), recognised: v.nullable(v.string()), entries: v.array(Entry) })),
      acts: v.array(RecordedShape),
    }),
  ),
});
export type Register = v.InferOutput<typeof RegisterShape>;

export const REGISTER = {
  /** By any room of one of the commune's rounds. */
  read: route({ method: 'GET', path: '/api/register/', room: true, may: right('register'), answer: RegisterShape }),
};
