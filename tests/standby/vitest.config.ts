import { defineConfig } from 'vitest/config';

/** `npm run test:standby`: apart from `npm test`, because it needs a PostgreSQL of the machine, with pg_basebackup. */
export default defineConfig({ test: { include: ['tests/standby/*.test.ts'], testTimeout: 240_000, hookTimeout: 120_000 } });
