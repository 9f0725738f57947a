/** What is wrong with the store, in a stable code and in words for the commune; the error itself stays in the log. */
export type FaultCode = 'full' | 'read-only' | 'damaged' | 'busy' | 'failed';

export interface LogFault {
  code: FaultCode;
  /** For a close frame: at most 123 bytes. */
  short: string;
  text: string;
}

const FAULTS: Record<FaultCode, Omit<LogFault, 'code'>> = {
  full: { short: 'Ổ đĩa máy của xã đã đầy, chưa lưu được. Đang thử lại.', text: 'Ổ đĩa đã đầy: chưa lưu được sửa đổi mới. Hãy dọn bớt tệp trên ổ đĩa chứa thư mục dữ liệu.' },
  'read-only': { short: 'Máy của xã không ghi được vào ổ đĩa. Đang thử lại.', text: 'Không ghi được vào thư mục dữ liệu: ổ đĩa hoặc tệp chỉ cho đọc. Hãy kiểm tra quyền ghi.' },
  damaged: { short: 'Dữ liệu trên máy của xã bị hỏng, chưa lưu được.', text: 'Tệp dữ liệu bị hỏng. Hãy dừng máy, chạy “rasoat verify”, rồi khôi phục từ bản sao lưu bằng “rasoat restore”.' },
  busy: { short: 'Máy của xã đang bận, chưa lưu được. Đang thử lại.', text: 'Một chương trình khác đang giữ tệp dữ liệu: chưa lưu được sửa đổi mới. Hãy đóng chương trình đó.' },
  failed: { short: 'Máy của xã chưa lưu được, đang thử lại.', text: 'Chưa lưu được sửa đổi mới. Xem nhật ký của máy để biết lý do.' },
};

const CODES: [RegExp, FaultCode][] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)/, 'full'],
  [/^(SQLITE_READONLY|SQLITE_PERM|SQLITE_CANTOPEN|EROFS|EACCES|EPERM)/, 'read-only'],
  [/^(SQLITE_CORRUPT|SQLITE_NOTADB)/, 'damaged'],
  [/^(SQLITE_BUSY|SQLITE_LOCKED)/, 'busy'],
];

export function faultOf(error: unknown): LogFault {
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  const found = CODES.find(([pattern]) => pattern.test(code))?.[1] ?? 'failed';
  return { code: found, ...FAULTS[found] };
}
