/** The real command in its own folder. */
import { execFile, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';

const PROCESS = fileURLToPath(new URL('./testing-process.js', import.meta.url));
const COMMAND = fileURLToPath(new URL('../rasoat.js', import.meta.url));
export const fixture = (file: string): string => fileURLToPath(new URL(`../../tests/fixtures/${file}`, import.meta.url));

export interface Ran {
  status: number;
  out: string;
  /** What it printed for the person. */
  lines: string[];
  /** Of that, the warnings that indicators do not fit the members: those of the samples are invented apart from each other. */
  hints: string[];
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

function linesOf(said: string): Pick<Ran, 'lines' | 'hints'> {
  const lines = said.split('\n').filter(Boolean);
  const isHint = (line: string): boolean => line.includes(' có chỉ số khác với những gì đã ghi về hộ: ');
  return { lines: lines.filter((line) => !isHint(line)), hints: lines.filter(isHint) };
}

export class Desk {
  folder = '';
  /** yyyy-mm-dd, as the command sees it. */
  today = '2026-11-28';
  #process: ChildProcess | null = null;

  async open(): Promise<void> {
    this.folder = await mkdtemp(join(tmpdir(), 'rasoat-'));
  }

  close = async (): Promise<void> => {
    this.#process?.kill();
    await rm(this.folder, { recursive: true, force: true });
  };

  path = (name: string): string => join(this.folder, name);

  /** One after another in one process, which stays warm. */
  async command(...args: string[]): Promise<Ran> {
    this.#process ??= fork(PROCESS, [inject('built').main], { execArgv: [...process.execArgv, '--disable-warning=ExperimentalWarning'] });
    this.#process.send({ folder: this.folder, args, today: this.today });
    const [{ status, out, said }] = (await once(this.#process, 'message')) as [{ status: number | string; out: string; said: string }];
    if (typeof status === 'string') throw new Error(status);
    return { status, out, ...linesOf(said) };
  }

  /** In its own process, as a person starts it. */
  start = (...args: string[]): Promise<Ran> =>
    new Promise((done) => {
      execFile(process.execPath, [COMMAND, ...args], { cwd: this.folder, maxBuffer: 1 << 26 }, (error, out, said) =>
        done({ status: error ? Number(error.code) : 0, out, ...linesOf(said) }),
      );
    });

  report = (...args: string[]): Promise<Ran> => this.command('report', ...args);

  json = async <T = Report>(name: string): Promise<T> => JSON.parse(await readFile(join(this.folder, name), 'utf8')) as T;
}
