/** Bundles: a village's changes as a file, made here with everybody's authorship, or brought here. */
import * as v from 'valibot';
import { may } from '../review/people.ts';
import { BUNDLE_LIMIT } from '../sync/bundle/bundle-limits.ts';
import { FILE, right, route } from './route.ts';

const refusal = 'Chỉ cán bộ xã của đợt này nhận được gói thay đổi của nơi khác.';
/** The rooms are named only in the file; each is checked once it is read. */
const brought = { method: 'POST', may: right('relay'), refusal, file: true, most: BUNDLE_LIMIT } as const;

const Trust = v.picklist(['trusted', 'unknown', 'unsigned']);

export const BUNDLES = {
  /** Signed by this server. It holds who wrote what on which device, so it is for those who may read that. */
  make: route({
    method: 'GET',
    path: '/api/bundle/',
    room: true,
    may: (person, at) => at.village !== null && may(person, 'readFullHistory', at) && may(person, 'readPersonal', at),
    refusal: 'Chỉ cán bộ xã tải được gói có cả nhật ký của thôn.',
    answer: FILE,
  }),
  /** Whether its origin is trusted here. Nothing is taken. */
  look: route({ ...brought, path: '/api/bundle-look', answer: v.object({ trust: Trust, from: v.string(), key: v.nullable(v.string()) }) }),
  take: route({
    ...brought,
    path: '/api/bundle',
    answer: v.object({
      trust: Trust,
      from: v.string(),
      lists: v.array(v.object({ room: v.string(), village: v.string(), added: v.number(), late: v.number(), known: v.number() })),
    }),
  }),
};
