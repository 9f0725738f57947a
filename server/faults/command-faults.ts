/** The text of an error for the person who runs a command. A library's own text is added only when they need to ask for help. */
import { faultOf } from './log-fault.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'không có tệp hoặc thư mục này',
  EACCES: 'không có quyền',
  EPERM: 'không có quyền',
  EROFS: 'ổ đĩa chỉ cho đọc',
  EISDIR: 'đây là một thư mục',
  EEXIST: 'đã có một tệp cùng tên',
  ENOSPC: 'ổ đĩa đã đầy',
  ENOTDIR: 'đường dẫn đi qua một tệp, không phải thư mục',
  EBUSY: 'một chương trình khác đang giữ tệp này',
  EMFILE: 'máy đang mở quá nhiều tệp',
  SQLITE_NOTADB: 'không phải tệp dữ liệu của Sổ Rà Soát',
  SQLITE_CORRUPT: 'nội dung không còn nguyên vẹn',
};

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');
const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const reasonOf = (error: unknown): string => REASONS[codeOf(error)] ?? (codeOf(error) ? `lỗi ${codeOf(error)}` : wordsOf(error));

export function failureText(error: unknown): string {
  const fault = faultOf(error);
  if (fault.code !== 'failed') return `Không làm được. ${fault.command}`;
  const reason = REASONS[codeOf(error)];
  if (reason === undefined) return `Không làm được. ${fault.command}\n(${wordsOf(error)})`;
  const { path } = error as NodeJS.ErrnoException;
  return `Không làm được: ${path === undefined ? '' : `${path}: `}${reason}.`;
}

/** @returns what is wrong with a command's options; null for any other error. Of Node's message only the option's name is used. */
export function argumentFault(error: unknown): string | null {
  const code = codeOf(error);
  if (!code.startsWith('ERR_PARSE_ARGS')) return null;
  const [, named = ''] = /'(-{1,2}[^\s'<]+|[^']+)/.exec(wordsOf(error)) ?? [];
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `Không có lựa chọn '${named}'`;
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') return `Lệnh này không nhận '${named}'`;
  return wordsOf(error).includes('does not take') ? `Lựa chọn '${named}' không nhận giá trị` : `Lựa chọn '${named}' còn thiếu giá trị`;
}
