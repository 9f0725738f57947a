/** The real command, as a person starts it, in a folder of its own. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('./rasoat.js', import.meta.url));
export const fixture = (file: string): string => fileURLToPath(new URL(`../tests/fixtures/${file}`, import.meta.url));

export interface Ran {
  status: number;
  out: string;
  /** What it said to the person. */
  lines: string[];
}

export interface Report {
  unit: string;
  area: string;
  reference: string;
  forms: Record<string, Record<string, number[]>>;
  others: Record<string, Record<string, number[]>>;
  households: Record<string, unknown>;
}

export interface CommuneReports {
  unit: string;
  communes: Record<string, Report>;
  forms: Report['forms'];
}

export class Desk {
  folder = '';

  async open(): Promise<void> {
    this.folder = await mkdtemp(join(tmpdir(), 'rasoat-'));
  }

  close = (): Promise<void> => rm(this.folder, { recursive: true, force: true });

  path = (name: string): string => join(this.folder, name);

  command = (...args: string[]): Promise<Ran> =>
    new Promise((done) => {
      execFile(process.execPath, [COMMAND, ...args], { cwd: this.folder, maxBuffer: 1 << 26 }, (error, out, said) => done({ status: error ? Number(error.code) : 0, out, lines: said.split('\n').filter(Boolean) }));
    });

  report = (...args: string[]): Promise<Ran> => this.command('report', ...args);

  json = async <T = Report>(name: string): Promise<T> => JSON.parse(await readFile(join(this.folder, name), 'utf8')) as T;
}
