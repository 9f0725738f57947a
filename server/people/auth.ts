/**
 * better-auth as this server uses it: passwords (scrypt) and sessions, called from here. Its own HTTP routes are never mounted: only
 * routes.ts is reachable from outside, with our limits. See docs/decisions/007.
 */
import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { username } from 'better-auth/plugins';
import type { AccountsDb } from './accounts-db.ts';

export const SESSION_DAYS = 30;
/** Usernames as stored: lower case, no diacritics, so that a phone's keyboard can type them. */
export const USERNAME = /^[a-z0-9][a-z0-9._-]{2,39}$/;

const SESSION_SECONDS = SESSION_DAYS * 24 * 3600;

const hidden = { required: false, input: false };
const text = { type: 'string' as const, ...hidden };
const flag = { type: 'boolean' as const, ...hidden };

const optionsOf = (db: AccountsDb, secret: string, sessionSeconds: number) =>
  ({
    database: db,
    secret,
    baseURL: 'http://localhost',
    telemetry: { enabled: false },
    // It would log who failed to sign in.
    logger: { disabled: true },
    emailAndPassword: { enabled: true, minPasswordLength: 6, maxPasswordLength: 128 },
    session: { expiresIn: sessionSeconds, updateAge: Math.min(24 * 3600, sessionSeconds / 2) },
    user: {
      additionalFields: {
        role: text,
        review: text,
        /** JSON: ids of villages, or "all". */
        villages: text,
        /** Id in the table unit; 0 for none. */
        unit: { type: 'number' as const, ...hidden },
        mustChange: flag,
        locked: flag,
      },
    },
    advanced: { cookiePrefix: 'so-ra-soat', useSecureCookies: false },
    plugins: [username({ usernameValidator: (name: string) => USERNAME.test(name), maxUsernameLength: 40 })],
  }) satisfies BetterAuthOptions;

export async function createAuth(db: AccountsDb, secret: Buffer, sessionSeconds = SESSION_SECONDS) {
  const options = optionsOf(db, secret.toString('base64url'), sessionSeconds);
  const { runMigrations } = await getMigrations(options);
  await runMigrations();
  const auth = betterAuth(options);
  return { api: auth.api, context: await auth.$context };
}

export type Auth = Awaited<ReturnType<typeof createAuth>>;
