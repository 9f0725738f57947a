/** `--form-file`: a province's own forms for one run of the command line. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FormFile } from '../../src/lib/forms/form-file.ts';
import { readFormText } from '../../src/lib/forms/read-form-file.ts';
import { isFor, withOwn, type Forms } from '../../src/lib/forms/registry.ts';
import type { Round } from '../../src/lib/review/plans.ts';
import { reasonOf } from '../faults/command-faults.ts';

export class FormFileError extends Error {}

/** @throws FormFileError if a file is wrong, or does not apply to this round. */
export async function formsWith(paths: readonly string[], round: Round): Promise<Forms> {
  const files: FormFile[] = [];
  for (const path of paths) {
    const name = basename(path);
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      throw new FormFileError(`Không mở được ${name}: ${reasonOf(error)}`);
    });
    const { file, problems } = readFormText(text, files);
    if (!file) throw new FormFileError(`${name}: ${problems.join(' ')}`);
    if (!isFor(file, round))
      throw new FormFileError(
        `${name}: biểu ${file.form.id} dùng cho chuẩn ${file.standard}, đợt có ngày cuối từ ${file.from} đến ${file.to}; đợt này theo chuẩn ${round.standard.id}, ngày cuối ${round.lastDay}.`,
      );
    files.push(file);
  }
  return withOwn(files, round);
}
