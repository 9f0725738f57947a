/** `--standard-file`: an admin's confirmed numbers of a draft standard, for one run of the command line. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import * as v from 'valibot';
import { confirmedStandard, ConfirmedShape } from '../../src/lib/review/drafts.ts';
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
  const result = v.safeParse(ConfirmedShape, parsed(text, name));
  if (!result.success) throw new Refusal(`${name}: ${result.issues[0].message}`);
  return [confirmedStandard(result.output) ?? []].flat();
}

function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new Refusal(`${name}: không phải tệp JSON viết đúng`);
  }
}
