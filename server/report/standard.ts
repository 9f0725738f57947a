/** `--standard-file`: an admin's confirmed numbers of a draft standard, or a province's own one, for one run of the command line. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readStandardText, recordStandard } from '../../src/lib/review/read-standard-file.ts';
import type { Standard } from '../../src/lib/review/standards.ts';
import { reasonOf } from '../faults/command-faults.ts';
import { Refusal } from './settings.ts';

/** @throws Refusal if something is wrong with a file. */
export async function confirmedIn(paths: readonly string[]): Promise<Standard[]> {
  return (await Promise.all(paths.map(confirmedFrom))).flat();
}

async function confirmedFrom(path: string): Promise<Standard[]> {
  const name = basename(path);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Refusal(`Không mở được ${name}: ${reasonOf(error)}`);
  });
  const { record, problem } = readStandardText(text);
  if (!record) throw new Refusal(`${name}: ${problem}`);
  return [recordStandard(record) ?? []].flat();
}
