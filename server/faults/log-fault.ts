/** What is wrong with the store: a stable code, and texts for the commune. The error itself goes to the server's log. */
export type FaultCode = 'full' | 'read-only' | 'damaged' | 'missing' | 'busy' | 'away' | 'failed';

/** Error code: the log's file is no longer the one that was opened. */
export const LOG_GONE = 'LOG_GONE';

export interface LogFault {
  code: FaultCode;
  /** For a close frame: at most 123 bytes. */
  short: string;
  /** For a person whose request needed to write or read. */
  refusal: string;
  text: string;
  /** For the person who runs a command on the data. */
  command: string;
}

const FAULTS: Record<FaultCode, Omit<LogFault, 'code'>> = {
  full: {
    short: 'Ổ đĩa máy của xã đã đầy, chưa lưu được. Đang thử lại.',
    refusal: 'Ổ đĩa máy của xã đã đầy nên chưa làm được. Hãy báo cán bộ xã dọn bớt tệp trên máy đó, rồi thử lại.',
    text: 'Ổ đĩa đã đầy: chưa lưu được sửa đổi mới. Hãy dọn bớt tệp trên ổ đĩa chứa thư mục dữ liệu.',
    command: 'Ổ đĩa đã đầy. Hãy dọn bớt tệp hoặc chọn ổ đĩa khác.',
  },
  'read-only': {
    short: 'Máy của xã không ghi được vào ổ đĩa. Đang thử lại.',
    refusal: 'Máy của xã không ghi được vào ổ đĩa nên chưa làm được. Hãy báo cán bộ xã kiểm tra máy đó, rồi thử lại.',
    text: 'Không ghi được vào thư mục dữ liệu: ổ đĩa hoặc tệp chỉ cho đọc. Hãy kiểm tra quyền ghi.',
    command: 'Không ghi hoặc không mở được tệp: ổ đĩa hoặc tệp chỉ cho đọc, hoặc thiếu quyền.',
  },
  damaged: {
    short: 'Dữ liệu trên máy của xã bị hỏng, chưa lưu được.',
    refusal: 'Tệp dữ liệu trên máy của xã bị hỏng nên chưa làm được. Hãy báo cán bộ xã khôi phục từ bản sao lưu.',
    text: 'Tệp dữ liệu bị hỏng. Hãy dừng máy, chạy “rasoat verify”, rồi khôi phục từ bản sao lưu bằng “rasoat restore”.',
    command: 'Tệp dữ liệu bị hỏng. Hãy khôi phục từ bản sao lưu bằng “rasoat restore”.',
  },
  missing: {
    short: 'Tệp dữ liệu trên máy của xã không còn, chưa lưu được.',
    refusal: 'Tệp dữ liệu trên máy của xã không còn nên chưa làm được. Hãy báo cán bộ xã khôi phục từ bản sao lưu.',
    text: 'Tệp dữ liệu đã bị xóa hoặc bị thay khi máy đang chạy: chưa lưu được sửa đổi mới. Hãy dừng máy, rồi khôi phục từ bản sao lưu bằng “rasoat restore”.',
    command: 'Tệp dữ liệu không còn. Hãy khôi phục từ bản sao lưu bằng “rasoat restore”.',
  },
  busy: {
    short: 'Máy của xã đang bận, chưa lưu được. Đang thử lại.',
    refusal: 'Máy của xã đang bận nên chưa làm được. Hãy thử lại sau ít phút.',
    text: 'Một chương trình khác đang giữ tệp dữ liệu: chưa lưu được sửa đổi mới. Hãy đóng chương trình đó.',
    command: 'Một chương trình khác đang giữ tệp dữ liệu. Hãy đóng chương trình đó rồi thử lại.',
  },
  away: {
    short: 'Máy chủ chưa nối được với cơ sở dữ liệu, đang thử lại.',
    refusal: 'Máy chủ chưa nối được với cơ sở dữ liệu nên chưa làm được. Hãy thử lại sau ít phút.',
    text: 'Không nối được với cơ sở dữ liệu PostgreSQL: chưa lưu được sửa đổi mới. Hãy kiểm tra máy chủ PostgreSQL và đường mạng tới đó.',
    command: 'Không nối được với cơ sở dữ liệu. Hãy kiểm tra máy chủ PostgreSQL và địa chỉ trong DATABASE_URL.',
  },
  failed: {
    short: 'Máy của xã chưa lưu được, đang thử lại.',
    refusal: 'Máy của xã gặp lỗi nên chưa làm được. Hãy thử lại.',
    text: 'Chưa lưu được sửa đổi mới. Xem nhật ký của máy để biết lý do.',
    command: 'Hãy thử lại; nếu vẫn lỗi, gửi dòng dưới đây cho người hỗ trợ.',
  },
};

const CODES: [RegExp, FaultCode][] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT|53100$)/, 'full'],
  [/^(SQLITE_READONLY|SQLITE_PERM|SQLITE_CANTOPEN|EROFS|EACCES|EPERM|25006$)/, 'read-only'],
  [/^(SQLITE_CORRUPT|SQLITE_NOTADB|XX00[12]$)/, 'damaged'],
  [/^(LOG_GONE)/, 'missing'],
  [/^(SQLITE_BUSY|SQLITE_LOCKED|55P03$|57014$|25P03$)/, 'busy'],
  [/^(DATABASE_AWAY|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|57P0\d$|08\d{3}$|53300$)/, 'away'],
];

export function faultOf(error: unknown): LogFault {
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  const found = CODES.find(([pattern]) => pattern.test(code))?.[1] ?? 'failed';
  return { code: found, ...FAULTS[found] };
}
