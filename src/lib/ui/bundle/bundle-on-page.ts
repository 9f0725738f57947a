/** A bundle that a page has opened: checked, previewed against this device's copy, and taken. Loaded only when somebody opens one. */
import { timeText } from '$lib/cells/history-text.ts';
import { BUNDLES } from '$lib/api/bundles.ts';
import { isSameName, parseDoc } from '$lib/review/people.ts';
import { BundleError } from '$lib/sync/bundle/bundle-error.ts';
import { keyWords, readBundle, type Bundle } from '$lib/sync/bundle/bundle-file.ts';
import { BUNDLE_LIMIT } from '$lib/sync/bundle/bundle-limits.ts';
import { previewOf, verifiedHere, type BundlePreview } from '$lib/sync/bundle/page-bundle.ts';
import type { Rooms } from '../commune/rooms.svelte.ts';
import { ask, AskError, reasonOf } from '../parts/ask.ts';
import { numberText } from '../parts/number-text.ts';
import { withRoom } from './page-lists.ts';

export interface BundleOnPage {
  bytes: Uint8Array;
  bundle: Bundle;
  from: string;
  /** When it was made, in words. */
  made: string;
  /** `preview`: null where the list is not on this device. */
  lists: { room: string; label: string; preview: BundlePreview | null }[];
  disputed: number;
  /** Names of villages whose list is locked. */
  locked: string[];
  trusted: boolean;
  trustText: string;
}

export interface Result {
  text: string;
}

/** @throws BundleError, AskError */
export async function openOnPage(rooms: Rooms, file: File): Promise<BundleOnPage> {
  if (file.size > BUNDLE_LIMIT) throw new BundleError('too-large');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const bundle = readBundle(bytes);
  await rooms.commune.whenReady();
  checkPlace(rooms, bundle);
  const genuine = await verifiedHere(bundle);
  const lists: BundleOnPage['lists'] = [];
  for (const list of bundle.lists) {
    const preview = await withRoom(rooms, list.room, (room) => (room.here ? previewOf(room.list, list) : null));
    lists.push({ room: list.room, label: list.room.endsWith('.hop') ? `${list.village}, ghi ở cuộc họp` : list.village, preview });
  }
  const villages = new Set(bundle.lists.map(({ room }) => parseDoc(room)?.village));
  return {
    bytes,
    bundle,
    made: timeText(bundle.at),
    lists,
    disputed: lists.reduce((sum, { preview }) => sum + (preview?.disputed ?? 0), 0),
    locked: rooms.villages.filter(({ id, lock }) => lock && villages.has(id)).map(({ name }) => name),
    ...(await trustOf(rooms, bytes, bundle, genuine)),
  };
}

/** @throws BundleError for a bundle of another round or of a village that is not here. */
function checkPlace(rooms: Rooms, { lists, unit, year }: Bundle): void {
  const { unit: here, year: hereYear } = rooms.roundReading;
  const isOther = (unit && here && !isSameName(unit, here)) || (year !== null && hereYear !== null && year !== hereYear);
  if (isOther || lists.some(({ room }) => parseDoc(room)?.review !== rooms.review))
    throw new BundleError(
      'other-round',
      `Tệp này của ${unit || 'xã khác'}, đợt ${year ?? 'khác'}; đang mở ${here || 'xã này'}, đợt ${hereYear ?? 'này'}. Chưa nhận gì. Hãy mở đúng đợt rồi nhận, hoặc kiểm tra có nhầm tệp không.`,
    );
  const known = new Set([...rooms.villages, ...rooms.aside].map(({ id }) => id));
  const other = lists.find(({ room }) => !known.has(parseDoc(room)?.village ?? ''));
  if (other)
    throw new BundleError(
      'other-village',
      `Tệp này có danh sách ${other.village}, mà xã không có thôn đó trong đợt này. Chưa nhận gì; hãy thêm thôn ở trang Số liệu các thôn trước.`,
    );
}

/** The commune's machine knows whose signature it trusts. Without it, only whether the signature fits can be known. */
async function trustOf(
  rooms: Rooms,
  bytes: Uint8Array,
  { signed, server, by }: Bundle,
  genuine: boolean | null,
): Promise<Pick<BundleOnPage, 'from' | 'trusted' | 'trustText'>> {
  const claimed = server ?? by?.name ?? 'không rõ ai';
  try {
    const { trust, from, key } = await ask(BUNDLES.look, { body: bytes });
    if (trust === 'trusted')
      return { from, trusted: true, trustText: `Đã xác thực: chữ ký của ${from}. Mỗi sửa đổi vẫn ghi tên người đã ghi.` };
    const why =
      trust === 'unsigned'
        ? 'tệp không có chữ ký của máy chủ nào'
        : `${rooms.receiver.machine} chưa ghi nhận khóa ${keyWords(key ?? '')} của ${from} (lệnh “rasoat bundle trust”)`;
    return { from, trusted: false, trustText: `Chưa xác thực: ${why}. Nhận được, nhưng nhật ký ghi tên bạn là người đưa vào.` };
  } catch (error) {
    if (!(error instanceof AskError) || error.code !== 'away') throw error;
    const checked = !signed ? 'tệp không có chữ ký' : genuine ? 'chữ ký khớp với nội dung' : 'chữ ký chưa kiểm được ở đây';
    return {
      from: claimed,
      trusted: false,
      trustText: `Chưa nối được với ${rooms.receiver.machine} (${checked}). Nếu nhận bây giờ, thay đổi vào danh sách trên máy này, gửi đến ${rooms.receiver.who} khi có mạng, và nhật ký ghi tên bạn là người đưa vào.`,
    };
  }
}

/** @throws BundleError, AskError */
export async function takeOnPage(rooms: Rooms, { bytes, bundle, lists }: BundleOnPage): Promise<Result> {
  try {
    const { lists: taken } = await ask(BUNDLES.take, { body: bytes });
    const [added, late, known] = (['added', 'late', 'known'] as const).map((what) => taken.reduce((sum, one) => sum + one[what], 0));
    if (!added && !late) return { text: `${rooms.receiver.Who} đã có tất cả những gì trong tệp này từ trước.` };
    const also = [
      late ? `${numberText(late)} lần ghi chờ ở trang Sửa đổi đến muộn` : '',
      known ? `${numberText(known)} lần ghi đã có từ trước` : '',
    ];
    return { text: `${rooms.receiver.Who} đã nhận ${[added ? `${numberText(added)} lần ghi` : '', ...also].filter(Boolean).join('; ')}.` };
  } catch (error) {
    if (!(error instanceof AskError) || error.code !== 'away') throw error;
  }
  if (lists.some(({ preview }) => preview === null))
    throw new BundleError('gap', 'Không có mạng, và danh sách này chưa có trên máy. Hãy nhận lại khi có mạng.');
  let cells = 0;
  for (const list of bundle.lists)
    await withRoom(rooms, list.room, (room) => {
      // The list may have changed since it was previewed.
      const preview = previewOf(room.list, list);
      cells += preview.cells;
      room.take(preview.update);
    });
  return {
    text:
      cells === 0
        ? 'Máy này đã có tất cả những gì trong tệp.'
        : `Đã đưa ${numberText(cells)} ô vào danh sách trên máy này. Chúng được gửi đến ${rooms.receiver.who} khi có mạng.`,
  };
}

export const failureOf = (error: unknown): string => (error instanceof BundleError ? error.message : reasonOf(error));
