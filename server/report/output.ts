/** The output files of a run. All or nothing: a run that fails half-way leaves the existing files unchanged. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Zip, ZipPassThrough } from 'fflate';
import { Refusal } from './settings.ts';

export class Output {
  readonly #sources: ReadonlySet<string>;
  readonly #parts = new Map<string, string>();
  readonly #made: string[] = [];

  /** @param sources paths that must not be overwritten. */
  constructor(sources: readonly string[]) {
    this.#sources = new Set(sources.map((path) => resolve(path)));
  }

  async folder(path: string): Promise<void> {
    const first = await mkdir(path, { recursive: true });
    if (first) this.#made.push(first);
  }

  async add(path: string, content: string | Uint8Array): Promise<void> {
    await writeFile(this.part(path), content);
  }

  /** A temporary path for the file that becomes `path` when the run succeeds. */
  part(path: string): string {
    if (this.#sources.has(resolve(path))) throw new Refusal(`Không ghi kết quả đè lên danh sách: ${path}`);
    const part = `${path}.${process.pid}.part`;
    this.#parts.set(path, part);
    return part;
  }

  async finish(): Promise<void> {
    for (const [path, part] of this.#parts) await rename(part, path);
  }

  async discard(): Promise<void> {
    for (const part of this.#parts.values()) await rm(part, { force: true });
    for (const folder of this.#made) await rm(folder, { recursive: true, force: true });
  }
}

/** The destination of a run's workbooks: one file, a folder, or one zip. */
export interface Shelf {
  add(name: string, workbook: Uint8Array): Promise<void>;
  close(): void;
}

export const fileShelf = (output: Output, path: string): Shelf => ({
  add: (_name, workbook) => output.add(path, workbook),
  close: () => undefined,
});

export const folderShelf = (output: Output, folder: string): Shelf => ({
  async add(name, workbook) {
    await output.folder(dirname(join(folder, name)));
    await output.add(join(folder, name), workbook);
  },
  close: () => undefined,
});

/** Workbooks are compressed already: they are only appended one after another, and never held in memory together. */
export function zipShelf(output: Output, path: string): Shelf {
  const file = openSync(output.part(path), 'w');
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    for (let at = 0; at < chunk.length;) at += writeSync(file, chunk, at);
  });
  return {
    add(name, workbook) {
      const entry = new ZipPassThrough(name);
      // The same lists give the same bytes at any time.
      entry.mtime = new Date(1980, 0, 1);
      zip.add(entry);
      entry.push(workbook, true);
      return Promise.resolve();
    },
    close() {
      zip.end();
      closeSync(file);
    },
  };
}

/** The machine-readable report of several communes, written commune by commune: a province's does not fit into one string. */
export class CommunesJson {
  readonly #file: number;
  #count = 0;

  constructor(output: Output, path: string, unit: string) {
    this.#file = openSync(output.part(path), 'w');
    writeSync(this.#file, `{\n "unit": ${JSON.stringify(unit)},\n "communes": {`);
  }

  /** @param commune as JSON. */
  add(name: string, commune: string): void {
    writeSync(this.#file, `${this.#count++ > 0 ? ',' : ''}\n  ${JSON.stringify(name)}: ${commune}`);
  }

  /** @param whole of all communes, by its keys. */
  close(whole: object): void {
    const parts = Object.entries(whole).map(([key, value]) => `,\n ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
    writeSync(this.#file, `\n }${parts.join('')}\n}\n`);
    closeSync(this.#file);
  }
}
