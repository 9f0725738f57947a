/** What the act of a paper keeps: enough to make the same paper again. */
import * as v from 'valibot';
import { day, maybeWords } from './act-fields.ts';
import { PAPER_IDS } from './paper-kinds.ts';

/** SHA-256 of a file, in hexadecimal. */
export const isSha256 = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** The largest file of a template, in bytes. */
export const TEMPLATE_LIMIT = 2 * 1024 * 1024;

const MOST = 50_000;
const Texts = v.record(v.pipe(v.string(), v.maxLength(100)), v.string());

/** What was written into a paper before it was printed, by field; null for a text of another shape. */
export function paperTexts(text: string): Readonly<Record<string, string>> | null {
  if (text === '') return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  const read = v.safeParse(Texts, parsed);
  return read.success && !Array.isArray(parsed) ? read.output : null;
}

export const PaperShape = v.object({
  paper: v.picklist(PAPER_IDS, 'Hãy chọn văn bản.'),
  day: day('ngày văn bản'),
  number: v.optional(
    v.pipe(
      v.number('Hãy ghi số văn bản.'),
      v.integer('Số văn bản phải là số nguyên.'),
      v.minValue(1, 'Số văn bản bắt đầu từ 1.'),
      v.maxValue(99_999, 'Số văn bản quá lớn.'),
    ),
  ),
  signer: maybeWords(120),
  /** The row of a household, or the id of an act; '' for none. */
  about: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
  /** The commune's own template; '' for ours. */
  template: v.optional(
    v.pipe(
      v.string(),
      v.check((text) => text === '' || isSha256(text), 'Không có mẫu này.'),
    ),
    '',
  ),
  /** JSON; see paperTexts. */
  texts: v.optional(
    v.pipe(
      v.string(),
      v.maxLength(MOST, `Các phần chữ của văn bản dài quá ${MOST} chữ.`),
      v.check((text) => paperTexts(text) !== null, 'Các phần chữ của văn bản không đọc được.'),
    ),
    '',
  ),
  /**
   * For a paper of the commune, one line for each village: its id and the beginning of its list's hash. The commune's machine writes it, so
   * that a later change can be told village by village.
   */
  lists: v.optional(v.pipe(v.string(), v.maxLength(20_000)), ''),
});
