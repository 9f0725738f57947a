/** The wire between a copy and the server, named once for both sides. 0 to 3 are y-websocket's own. */
export const MESSAGE = {
  sync: 0,
  awareness: 1,
  queryAwareness: 3,
  /** From the server: a varuint, how many of this connection's sync messages (step 2 and updates) are durable. */
  receipt: 100,
} as const;

export const SYNC = { step1: 0, step2: 1, update: 2 } as const;

/** One message may not be larger; an import is cut into smaller ones by rooms. */
export const MESSAGE_LIMIT = 8 * 1024 * 1024;

/**
 * Why a connection is closed. 4400 to 4499 mean that coming again changes nothing, and stop y-websocket's retries;
 * 4500 to 4599 mean "later". A close frame carries at most 123 bytes of text: keep these short.
 */
export const CLOSE = {
  badMessage: { code: 4400, text: 'Máy của xã không đọc được dữ liệu gửi lên.' },
  notSignedIn: { code: 4401, text: 'Bạn chưa đăng nhập.' },
  noRight: { code: 4403, text: 'Bạn không có quyền mở danh sách này.' },
  noRoom: { code: 4404, text: 'Không có danh sách này.' },
  tooLarge: { code: 4413, text: 'Dữ liệu gửi lên quá lớn.' },
  roomFull: { code: 4414, text: 'Danh sách này đã quá lớn, không ghi thêm được.' },
  cellTooLong: { code: 4415, text: 'Có ô dài quá mức cho phép.' },
  loadFailed: { code: 4500, text: 'Máy của xã chưa mở được danh sách, đang thử lại.' },
  notStored: { code: 4501, text: 'Máy của xã chưa lưu được, đang thử lại.' },
  stopping: { code: 4502, text: 'Máy của xã đang dừng.' },
  tooSlow: { code: 4503, text: 'Đường truyền quá chậm, đang nối lại.' },
} as const;

export type CloseReason = (typeof CLOSE)[keyof typeof CLOSE];

/** The server's own words where it gave some, else ours for the code. */
export const closeText = (code: number, reason: string): string =>
  reason || (Object.values(CLOSE).find((close) => close.code === code)?.text ?? 'Máy của xã không nhận kết nối này.');

/** Where rooms are joined: `/phong/<room>`. */
export const ROOM_PATH = '/phong';
