/** The commune's machine itself: whether it can store edits, at which addresses it is reached, and its certificate. */
import * as v from 'valibot';
import { ADDRESS_PATH, CERTIFICATE_PATH } from '../sync/machine-addresses.ts';
import { FILE, route } from './route.ts';

export const MachineShape = v.object({
  hosts: v.array(v.string()),
  httpPort: v.number(),
  httpsPort: v.nullable(v.number()),
  secureHosts: v.array(v.string()),
  authority: v.nullable(v.object({ name: v.string(), sha256: v.string(), sha1: v.string() })),
});

export const MACHINE = {
  health: route({
    method: 'GET',
    path: '/api/health',
    may: 'anybody',
    answer: v.object({ ok: v.boolean(), code: v.string(), text: v.string() }),
  }),
  addresses: route({ method: 'GET', path: ADDRESS_PATH, may: 'anybody', answer: MachineShape }),
  certificate: route({ method: 'GET', path: `${CERTIFICATE_PATH}.crt`, may: 'anybody', answer: FILE }),
  profile: route({ method: 'GET', path: `${CERTIFICATE_PATH}.mobileconfig`, may: 'anybody', answer: FILE }),
};
