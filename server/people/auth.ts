/**
 * better-auth as this server uses it: passwords (scrypt) and sessions, called from here. Its own HTTP routes are never mounted: only
 * routes.ts is reachable from outside, with our limits. See docs/decisions/007.
 */
import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { username } from 'better-auth/plugins';

export const SESSION_DAYS = 30;
/** Usernames as stored: lower case, no diacritics, so that a phone's keyboard can type them. */
export const USERNAME = /^[a-z0-9][a-z0-9._-]{2,39}$/;

const SESSION_SECONDS = SESSION_DAYS * 24 * 3600;

const hidden = { required: false, input: false };
const text = { type: 'string' as const, ...hidden };
const flag = { type: 'boolean' as const, ...hidden };

/** Where its tables are. Our own statements go through the same connection, so they wait for its transactions. */
export type AuthDatabase = Extract<NonNullable<BetterAuthOptions['database']>, { db: unknown }>;

const optionsOf = (database: AuthDatabase, secret: string, sessionSeconds: number) =>
  ({
    database: { ...database, transaction: true },
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

/** Creates what is missing of its tables. */
export async function createAuthTables(database: AuthDatabase): Promise<void> {
  const { runMigrations } = await getMigrations(optionsOf(database, '', SESSION_SECONDS));
  await runMigrations();
}

/** Takes a tenth of a second of CPU for each password, as it should, unless a test brings its own. */
export interface Passwords {
  hash(password: string): Promise<string>;
  verify(of: { hash: string; password: string }): Promise<boolean>;
}

export async function createAuth(database: AuthDatabase, secret: Buffer, sessionSeconds = SESSION_SECONDS, passwords?: Passwords) {
  const options = optionsOf(database, secret.toString('base64url'), sessionSeconds);
  const { emailAndPassword } = options;
  const auth = betterAuth({ ...options, emailAndPassword: { ...emailAndPassword, ...(passwords && { password: passwords }) } });
  return { api: auth.api, context: await auth.$context };
}

export type Auth = Awaited<ReturnType<typeof createAuth>>;
