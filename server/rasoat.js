#!/usr/bin/env node
// The one entry point. Server and command line run TypeScript directly through tsx, so that a clone needs no build step for them.
import { register } from 'tsx/esm/api';

// Without tsconfig.json: it extends files that exist only after the pages were prepared.
register({ tsconfig: false });
const { main } = await import('./cli.ts');
process.exitCode = await main(process.argv.slice(2));
