/** `--template PAPER=FILE.docx`: the commune's own templates for one run. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { judgeForPaper } from '../../src/lib/papers/values/judge-for-paper.ts';
import { PAPER_IDS, paperKind, type PaperId } from '../../src/lib/process/paper-kinds.ts';
import { reasonOf } from '../faults/command-faults.ts';
import { say } from '../report/lists.ts';
import { Refusal } from '../report/settings.ts';

export interface OwnTemplate {
  /** The file's name without its folder. */
  file: string;
  path: string;
  bytes: Uint8Array;
}

/** 'decision=mau/quyet-dinh.docx' @throws Refusal naming all that is wrong with a file, as the page of templates does. */
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
    templates.set(paper, { file, path, bytes: checked(file, paper, new Uint8Array(bytes)) });
  }
  return templates;
}

function checked(file: string, paper: PaperId, given: Uint8Array): Uint8Array {
  const { troubles, bytes } = judgeForPaper(given, paper);
  if (bytes && troubles.length === 0) return bytes;
  const [only, ...others] = troubles;
  if (others.length === 0) throw new Refusal(`${file}: ${only ?? ''}`);
  for (const trouble of troubles) say(`${file}: ${trouble}`);
  throw new Refusal(`${file} chưa dùng được cho ${paperKind(paper).name}: ${troubles.length} chỗ phải sửa, ghi ở trên.`);
}
