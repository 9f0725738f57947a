#!/usr/bin/env node
// The one command. The server and the command line are TypeScript run as it stands, through tsx, so that a clone needs no build step for them.
import { register } from 'tsx/esm/api';
import { fileURLToPath } from 'node:url';

register({ tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) });
const { main } = await import('./cli.ts');
process.exitCode = await main(process.argv.slice(2));
