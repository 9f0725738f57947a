#!/usr/bin/env node
// The one command. The server and the command line are TypeScript run as it stands, through tsx, so that a clone needs no build step for them.
import { register } from 'tsx/esm/api';

// Without tsconfig.json: it rests on files that only exist once the pages have been prepared.
register({ tsconfig: false });
const { main } = await import('./cli.ts');
process.exitCode = await main(process.argv.slice(2));
