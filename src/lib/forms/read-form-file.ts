/** Reads a province's form from its file: the form, or all problems, each with its place. */
import * as v from 'valibot';
import type { Standard } from '../review/standards.ts';
import { FILE_LIMIT, FormFileShape, type FormFile } from './form-file.ts';
import { checkForm } from './check-form.ts';

export interface FormFileReading {
  file: FormFile | null;
  /** In words; if there are any, the file cannot be used. */
  problems: string[];
}

/** Deeper than any real form; a hostile file must not exhaust the stack. */
const DEEPEST = 40;

/**
 * @param own the province's other forms in use; they may take figures from the form that this one replaces.
 * @param standards in use beside the shipped ones.
 */
export function readFormText(text: string, own: readonly FormFile[] = [], standards: readonly Standard[] = []): FormFileReading {
  if (new TextEncoder().encode(text).length > FILE_LIMIT) return wrong(`Tệp lớn quá ${FILE_LIMIT / 1000} KB.`);
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return wrong(`Tệp không phải JSON viết đúng: ${placeInText(text, error)}.`);
  }
  return readFormFile(value, own, standards);
}

export function readFormFile(value: unknown, own: readonly FormFile[] = [], standards: readonly Standard[] = []): FormFileReading {
  if (isDeeper(value, DEEPEST)) return wrong(`Tệp lồng nhau quá ${DEEPEST} tầng.`);
  const result = v.safeParse(FormFileShape, value);
  if (!result.success)
    return { file: null, problems: [...new Set(result.issues.map((issue) => `${placeOf(issue, value)}: ${issue.message}.`))] };
  const problems = checkForm(result.output, own, standards);
  return { file: problems.length > 0 ? null : result.output, problems };
}

const wrong = (problem: string): FormFileReading => ({ file: null, problems: [problem] });

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' && value !== null && (levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1)));

/** Each engine words the error differently; only the position is useful. */
function placeInText(text: string, error: unknown): string {
  const position = /position (\d+)/.exec(String(error))?.[1];
  return position === undefined
    ? 'thiếu dấu ngoặc, dấu phẩy hoặc ngoặc kép'
    : `xem dòng ${text.slice(0, Number(position)).split('\n').length}`;
}

/** 'Biểu 12, cột “Nữ chủ hộ”, measure.terms[1].where.sex' */
function placeOf(issue: v.BaseIssue<unknown>, value: unknown): string {
  const keys = (issue.path ?? []).map(({ key }) => key as string | number);
  const isForm = keys[0] === 'form';
  const id = part(part(value, 'form'), 'id');
  const places = [isForm ? (typeof id === 'string' ? `Biểu ${id}` : 'Biểu') : 'Tệp'];
  let rest = isForm ? keys.slice(1) : keys;
  let at = isForm ? part(value, 'form') : value;
  // The deepest heading on the way that has a text names the place.
  let column = '';
  while ((rest[0] === 'headings' || rest[0] === 'over' || rest[0] === 'columns') && typeof rest[1] === 'number') {
    at = part(part(at, rest[0]), rest[1]);
    const text = part(at, 'text');
    column = typeof text === 'string' && text.trim() !== '' ? `cột “${text}”` : `${column && `${column}, `}tiêu đề thứ ${rest[1] + 1}`;
    rest = rest.slice(2);
  }
  if (column) places.push(column);
  const path = rest.reduce<string>(
    (done, key) => (typeof key === 'number' ? `${done}[${key + 1}]` : done ? `${done}.${key}` : String(key)),
    '',
  );
  const word = WORDS[String(rest[0])];
  if (path) places.push(word ? `${word} (${path})` : path);
  return places.join(', ');
}

/** Vietnamese names for the parts of a file; the key in the file follows in the message. */
const WORDS: Readonly<Record<string, string>> = {
  standard: 'bộ chuẩn',
  from: 'ngày bắt đầu',
  to: 'ngày kết thúc',
  province: 'tỉnh',
  id: 'số biểu',
  title: 'tên biểu',
  reference: 'căn cứ',
  certainty: 'bố cục',
  orientation: 'khổ giấy',
  paper: 'cỡ giấy',
  split: 'phân tổ',
  headings: 'tiêu đề các cột',
  notes: 'ghi chú',
  columns: 'các cột',
  which: 'những hộ nào',
  lines: 'mỗi dòng là',
  signers: 'người ký',
  text: 'chữ',
  over: 'các cột ở dưới',
  measure: 'cách tính',
  source: 'nơi lấy số',
  number: 'số cột',
  width: 'độ rộng',
};

const part = (value: unknown, key: string | number): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[key] : undefined;
