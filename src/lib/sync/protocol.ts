/** The messages between client and server, named once for both sides. 0 to 3 are those of y-websocket. */
export const MESSAGE = {
  sync: 0,
  awareness: 1,
  queryAwareness: 3,
  /** From the server: a varuint, how many of this connection's sync messages (step 2 and updates) are durable. */
  receipt: 100,
  /**
   * From the server: a varuint, up to which of this connection's sync messages all are durable. Those without an earlier receipt are late:
   * they arrived after the list was locked and are not in the list.
   */
  keptLate: 101,
  /**
   * From the server, before it closes with `contradicts`, `notYours` or `signedAsOther`: a state vector. Up to it, the copy and the room
   * agree for each client in it. What the copy has beyond, it must rewrite under a fresh client id.
   */
  differs: 102,
} as const;

export const SYNC = { step1: 0, step2: 1, update: 2 } as const;

/** Limit of one message in bytes; `rooms` splits an import into smaller messages. */
export const MESSAGE_LIMIT = 8 * 1024 * 1024;

/**
 * Why a connection is closed. 4400 to 4499 mean that a retry changes nothing; they stop y-websocket's retries. 4500 to 4599 mean "try again
 * later". A close frame carries at most 123 bytes of text, so keep these short.
 */
export const CLOSE = {
  badMessage: { code: 4400, text: 'Máy của xã không đọc được dữ liệu gửi lên.' },
  notSignedIn: { code: 4401, text: 'Bạn chưa đăng nhập.' },
  noRight: { code: 4403, text: 'Bạn không có quyền mở danh sách này.' },
  rightsChanged: { code: 4403, text: 'Quyền của bạn vừa thay đổi, đang mở lại.' },
  noRoom: { code: 4404, text: 'Không có danh sách này.' },
  tooLarge: { code: 4413, text: 'Dữ liệu gửi lên quá lớn.' },
  roomFull: { code: 4414, text: 'Danh sách này đã quá lớn, không ghi thêm được.' },
  cellTooLong: { code: 4415, text: 'Có ô dài quá mức cho phép.' },
  noEntries: { code: 4416, text: 'Dữ liệu gửi lên không đúng cách ghi của sổ.' },
  clears: { code: 4417, text: 'Dữ liệu gửi lên xóa ô đã ghi mà không ghi gì thay.' },
  contradicts: { code: 4418, text: 'Bản trên máy này ghi khác bản xã đã nhận ở cùng một chỗ.' },
  notYours: { code: 4419, text: 'Dữ liệu gửi lên ghi dưới tên của người khác.' },
  signedAsOther: { code: 4420, text: 'Có ý kiến ghi tên người khác, không phải tên của bạn.' },
  loadFailed: { code: 4500, text: 'Máy của xã chưa mở được danh sách, đang thử lại.' },
  notStored: { code: 4501, text: 'Máy của xã chưa lưu được, đang thử lại.' },
  stopping: { code: 4502, text: 'Máy của xã đang dừng.' },
  tooSlow: { code: 4503, text: 'Đường truyền quá chậm, đang nối lại.' },
} as const;

export interface CloseReason {
  readonly code: number;
  readonly text: string;
}

/** The server's own text if it sent one, otherwise ours for the code. */
export const closeText = (code: number, reason: string): string =>
  reason || (Object.values(CLOSE).find((close) => close.code === code)?.text ?? 'Máy của xã không nhận kết nối này.');

/** The path where rooms are joined: `/phong/<room>`. */
export const ROOM_PATH = '/phong';
/**
 * In the address of a room: the id of the person using this page. The session cookie decides; when the two differ, the connection is
 * refused.
 */
export const PERSON_PARAM = 'nguoi';
