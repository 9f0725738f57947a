/** Where edits are stored, in one word and one line: the status in the top bar. */
import { CLOSE } from '$lib/sync/protocol.ts';
import type { RoomStatus } from '$lib/sync/room-connection.ts';
import { numberText } from '../parts/number-text.ts';
import { saidBy, XA, type Receiver } from './receiver.ts';

export type SafetyState =
  | 'opening'
  | 'storing'
  | 'received'
  | 'sending'
  | 'waiting'
  | 'away'
  | 'away-clean'
  | 'refused'
  | 'expired'
  | 'closed'
  | 'trouble'
  | 'late'
  | 'reading';

export interface Safety {
  state: SafetyState;
  /** Edits that the commune has not acknowledged. */
  unsent: number;
  /** Edits that arrived after their list was locked: the commune has them, but not in the list. */
  late: number;
  /** One line, as the top bar shows it. */
  text: string;
  /** The same in two or three words, for a phone. */
  short: string;
}

/**
 * @param elsewhere remembered unsent edits of rooms that are not open, or not counted yet.
 * @param online from the browser: false means no network at all; if true, the server may still not answer.
 */
export function safetyOf(rooms: readonly RoomStatus[], elsewhere: number, online: boolean, receiver: Receiver = XA): Safety {
  const { who, Who } = receiver;
  const unsent = elsewhere + rooms.reduce((sum, room) => sum + room.unsent, 0);
  const late = rooms.reduce((sum, room) => sum + room.late, 0);
  const count = numberText(unsent);
  const trouble = saidBy(receiver, rooms.find((room) => room.trouble)?.trouble ?? '');
  const closed = rooms.find((room) => room.closed)?.closed ?? null;
  const say = (state: SafetyState, text: string, short: string): Safety => ({ state, unsent, late, text, short });

  // A room that is only read has nothing to lose, so it does not matter where it is stored.
  if (rooms.some((room) => room.local === 'refused' && !room.readOnly))
    return say(
      'refused',
      `Trình duyệt không cho lưu trên máy này: đừng đóng trang trước khi ${who} nhận`,
      unsent > 0 ? `Đừng đóng: ${count} chưa gửi` : 'Không lưu được',
    );
  if (closed?.code === CLOSE.notSignedIn.code)
    return say(
      'expired',
      unsent > 0 ? `Cần đăng nhập lại để gửi ${count} sửa đổi` : 'Cần đăng nhập lại để gửi',
      unsent > 0 ? `Đăng nhập để gửi ${count}` : 'Cần đăng nhập',
    );
  if (closed) return say('closed', saidBy(receiver, closed.text), 'Bị ngắt');
  // The connection comes and goes while the server retries: that is not a lost network.
  if (trouble)
    return say(
      'trouble',
      unsent > 0 ? `${trouble} ${count} sửa đổi vẫn lưu trên máy này` : trouble,
      unsent > 0 ? `${Who} chưa lưu được: ${count}` : `${Who} chưa lưu được`,
    );
  // Promise nothing until it is known what the device stores.
  if (rooms.some((room) => !room.counted)) return say('opening', 'Đang mở…', 'Đang mở…');
  if (rooms.some((room) => room.reach === 'away')) {
    const [what, short] = online ? [`Không nối được với ${who}`, 'Chưa nối được'] : ['Không có mạng', 'Không mạng'];
    if (unsent > 0 && rooms.some((room) => room.local === 'storing')) return say('storing', 'Đang lưu trên máy này…', 'Đang lưu…');
    if (unsent > 0) return say('away', `${what} · ${count} sửa đổi lưu trên máy này`, `${short} · ${count} chưa gửi`);
    return say('away-clean', `${what} · không còn gì chờ gửi`, short);
  }
  if (rooms.some((room) => room.reach === 'asking')) return say('opening', 'Đang mở…', 'Đang mở…');
  if (rooms.some((room) => !room.answered)) return say('opening', `Đang nối với ${who}…`, 'Đang nối…');
  if (elsewhere > 0) return say('waiting', `${count} sửa đổi chưa gửi, đang lưu trên máy này`, `${count} chưa gửi`);
  if (unsent > 0) return say('sending', `Đang gửi ${count} sửa đổi…`, `Đang gửi ${count}`);
  if (late > 0) return say('late', lateText(late, receiver), `${numberText(late)} chờ xã xét`);
  if (rooms.length > 0 && rooms.every((room) => room.readOnly)) return say('reading', 'Chỉ xem', 'Chỉ xem');
  return say('received', `${Who} đã nhận tất cả`, `${Who} đã nhận`);
}

export const lateText = (late: number, { who }: Receiver): string =>
  `${numberText(late)} sửa đổi đến sau khi khóa danh sách, ${who} giữ riêng chờ ${who === XA.who ? '' : 'xã '}xét`;

const meanings = ({ who, Who, Machine }: Receiver): Record<SafetyState, string> => ({
  opening: `Đang đọc bản lưu trên máy này và hỏi ${who} xem có gì mới.`,
  storing: 'Đang cất những gì vừa ghi vào máy này. Đừng đóng trang trước khi xong.',
  received: `Mọi sửa đổi của máy này đã được ${who} nhận và cất giữ. Có thể tắt máy.`,
  sending: `Các sửa đổi này đang trên đường đến ${who}, và vẫn còn lưu trên máy này cho đến khi ${who} báo đã nhận.`,
  waiting: `Các sửa đổi này nằm trên máy này, chưa đến ${who}. Chúng được gửi ngay khi kết nối lại với ${who}; đừng xóa dữ liệu của trình duyệt trước lúc đó.`,
  away: 'Cứ tiếp tục làm việc, kể cả khi đóng trang rồi mở lại: mọi sửa đổi nằm trên máy này và tự gửi khi có mạng. Đừng xóa dữ liệu của trình duyệt trước lúc đó.',
  'away-clean': `Lần nối gần nhất, ${who} đã nhận mọi sửa đổi của máy này. Cứ tiếp tục làm việc: sửa đổi mới được lưu trên máy này và tự gửi khi có mạng.`,
  refused: `Trình duyệt đang ở chế độ ẩn danh hoặc máy hết chỗ, nên sửa đổi chỉ còn trong trang đang mở. Hãy giữ trang này mở đến khi ${who} nhận tất cả, rồi mở lại bằng cửa sổ thường.`,
  expired: `Cứ tiếp tục làm việc: mọi sửa đổi nằm trên máy này. Đăng nhập lại bằng chính tài khoản của bạn thì chúng được gửi đến ${who}; người khác đăng nhập thì chúng vẫn chờ bạn.`,
  closed: `${Who} không nhận thêm sửa đổi từ trang này. Những gì đã ghi vẫn còn lưu trên máy này.`,
  trouble: `${Machine} đang gặp trục trặc nên chưa nhận sửa đổi. Cứ tiếp tục làm việc: mọi sửa đổi nằm trên máy này và tự gửi lại cho đến khi ${who} nhận. Hãy báo cho cán bộ xã biết.`,
  late: `${Who} đã nhận và cất giữ các sửa đổi này, nhưng danh sách đã khóa nên chúng chưa được ghi vào. Cán bộ xã sẽ xem xét; không cần ghi lại.`,
  reading: 'Bạn xem được các danh sách này, không sửa. Mọi thứ luôn mới khi có mạng.',
});

/** The texts for a page that does not open again without a network: a plain http address, or a first visit. */
const whileOpen = ({ who }: Receiver): Partial<Record<SafetyState, string>> => ({
  received: `Mọi sửa đổi của máy này đã được ${who} nhận và cất giữ. Muốn mở lại sổ trên máy này phải có mạng.`,
  away: 'Cứ tiếp tục làm việc nhưng đừng đóng, đừng tải lại trang: khi chưa có mạng, trang không mở lại được. Mọi sửa đổi nằm trên máy này và tự gửi khi có mạng. Đừng xóa dữ liệu của trình duyệt trước lúc đó.',
  'away-clean': `Trước khi mất mạng, ${who} đã nhận mọi sửa đổi của máy này. Cứ tiếp tục làm việc nhưng đừng đóng, đừng tải lại trang: khi chưa có mạng, trang không mở lại được.`,
});

/** @param reopens whether the page, once closed, opens again without a network. */
export const meaningOf = ({ state }: Safety, reopens: boolean, receiver: Receiver = XA): string =>
  (reopens ? undefined : whileOpen(receiver)[state]) ?? meanings(receiver)[state];

export const isAway = ({ state }: Safety): boolean => state === 'away' || state === 'away-clean' || state === 'storing';

const news = ({ who, Who, Machine }: Receiver): Partial<Record<SafetyState, string>> => ({
  received: `${Who} đã nhận tất cả`,
  away: `Chưa nối được với ${who}, sửa đổi được lưu trên máy này`,
  // The same text as for `away`, or a screen reader would read it at each key.
  storing: `Chưa nối được với ${who}, sửa đổi được lưu trên máy này`,
  'away-clean': `Chưa nối được với ${who}`,
  refused: 'Trình duyệt không cho lưu trên máy này',
  expired: 'Cần đăng nhập lại để gửi sửa đổi',
  closed: `${Who} không nhận thêm sửa đổi từ trang này`,
  trouble: `${Machine} chưa lưu được, sửa đổi được lưu trên máy này`,
  late: `Danh sách đã khóa, ${who} giữ riêng sửa đổi của bạn chờ xét`,
});

/** Read out by screen readers when the state changes. Without the count, so that not every key is read out. */
export const newsOf = ({ state }: Safety, receiver: Receiver = XA): string => news(receiver)[state] ?? '';
