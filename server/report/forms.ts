/** `--form-file`: a province's own forms for one run of the command line. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FormFile } from '../../src/lib/forms/form-file.ts';
import { readFormText } from '../../src/lib/forms/read-form-file.ts';
import { isFor, withOwn, type Forms } from '../../src/lib/forms/registry.ts';
import type { Round } from '../../src/lib/review/plans.ts';
import { reasonOf } from '../faults/command-faults.ts';

export class FormFileError extends Error {}

/**
 * @param rounds the round by each of its standards alone.
 * @returns the forms by each of them.
 * @throws FormFileError if a file is wrong, or applies to none of them.
 */
export async function formsWith(paths: readonly string[], rounds: readonly Round[]): Promise<Forms[]> {
  const files: FormFile[] = [];
  for (const path of paths) {
    const name = basename(path);
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      throw new FormFileError(`Không mở được ${name}: ${reasonOf(error)}`);
    });
    const { file, problems } = readFormText(
      text,
      files,
      rounds.map(({ standard }) => standard),
    );
    if (!file) throw new FormFileError(`${name}: ${problems.join(' ')}`);
    if (!rounds.some((round) => isFor(file, round)))
      throw new FormFileError(
        `${name}: biểu ${file.form.id} dùng cho chuẩn ${file.standard}, đợt có ngày cuối từ ${file.from} đến ${file.to}; đợt này theo chuẩn ${rounds.map(({ standard }) => standard.id).join(', ')}, ngày cuối ${rounds[0]?.lastDay}.`,
      );
    files.push(file);
  }
  return rounds.map((round) => withOwn(files, round));
}
