/** `--template PAPER=FILE.docx`: the commune's own templates for one run. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fieldsIn, TemplateError } from '../../src/lib/papers/fill.ts';
import { PAPER_IDS, type PaperId } from '../../src/lib/process/paper-kinds.ts';
import { reasonOf } from '../faults/command-faults.ts';
import { Refusal } from '../report/settings.ts';

export interface OwnTemplate {
  /** The file's name without its folder. */
  file: string;
  path: string;
  bytes: Uint8Array;
}

/** 'decision=mau/quyet-dinh.docx' @throws Refusal if a file is not a template. */
export async function ownTemplates(given: readonly string[]): Promise<Map<PaperId, OwnTemplate>> {
  const templates = new Map<PaperId, OwnTemplate>();
  for (const each of given) {
    const at = each.indexOf('=');
    const [name, path] = [each.slice(0, at), each.slice(at + 1)];
    const paper = PAPER_IDS.find((id) => id === name);
    if (at < 1 || path === '') throw new Refusal(`--template phải viết VĂN_BẢN=TỆP.docx, không phải '${each}'`);
    if (!paper) throw new Refusal(`Không có văn bản '${name}'. Có: ${PAPER_IDS.join(', ')}`);
    if (templates.has(paper)) throw new Refusal(`Có hai mẫu cho văn bản ${paper}`);
    const file = basename(path);
    const bytes = await readFile(path).catch((error: unknown) => {
      throw new Refusal(`Không mở được ${file}: ${reasonOf(error)}`);
    });
    templates.set(paper, { file, path, bytes: checked(file, new Uint8Array(bytes)) });
  }
  return templates;
}

function checked(file: string, bytes: Uint8Array): Uint8Array {
  try {
    fieldsIn(bytes);
    return bytes;
  } catch (error) {
    if (error instanceof TemplateError) throw new Refusal(`${file}: ${error.message}`);
    throw error;
  }
}
