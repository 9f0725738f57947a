/** Takes a bundle into the rooms of this server: of which round and village it is, whether its origin is trusted, and what came of it. */
import { isSameName, parseDoc, roomName } from '../../src/lib/review/people.ts';
import { BUNDLE_TEXTS, BundleError } from '../../src/lib/sync/bundle/bundle-error.ts';
import { readBundle, type Bundle } from '../../src/lib/sync/bundle/bundle-file.ts';
import type { OriginStore } from '../log/origin-store.ts';
import type { UpdateLog } from '../log/log.ts';
import { relayRows } from '../relay/relay-rows.ts';
import type { Hub } from '../rooms/hub.ts';
import type { CloseReason } from '../../src/lib/sync/protocol.ts';
import { communeWords } from './make-bundle.ts';
import { isGenuine, keyText } from './own-key.ts';

/** `unknown`: signed, by a server that nobody here has said to trust. */
export type Trust = 'trusted' | 'unknown' | 'unsigned';

export interface ReadBundle {
  bundle: Bundle;
  trust: Trust;
  /** The server or person it comes from, for people to read. */
  from: string;
  /** The origin's public key, base64url; null for an unsigned bundle. */
  key: string | null;
}

export interface TakenList {
  room: string;
  village: string;
  /** Numbers of rows. `late`: kept beside a locked list; `known`: had already. */
  added: number;
  late: number;
  known: number;
}

interface Here {
  log: UpdateLog;
  origins: OriginStore | null;
  /** This server's own key, which it trusts. */
  ownKey: string | null;
}

/** @throws BundleError for a file that is none, is damaged, or whose signature does not fit it. */
export async function openBundle(bytes: Uint8Array, { origins, ownKey }: Omit<Here, 'log'>): Promise<ReadBundle> {
  const bundle = readBundle(bytes);
  const { signed, server, by } = bundle;
  if (!signed) return { bundle, trust: 'unsigned', from: by?.name || 'không rõ ai', key: null };
  if (!isGenuine(signed)) throw new BundleError('forged');
  const key = keyText(signed.key);
  const known = (await origins?.find(key))?.name ?? (key === ownKey ? server : null);
  return { bundle, trust: known === null ? 'unknown' : 'trusted', from: known ?? server ?? 'không rõ máy nào', key };
}

/** @throws BundleError when it is of a round or village that this server does not have. */
export async function checkPlace(log: UpdateLog, { lists, unit, year }: Bundle): Promise<void> {
  const review = parseDoc(lists[0]?.room ?? '')?.review ?? '';
  const here = await communeWords(log, review);
  if (!(await log.rooms()).includes(roomName(review, null)))
    throw new BundleError(
      'other-round',
      `Gói này của ${unit || review}${year === null ? '' : `, đợt ${year}`}. Ở đây không có đợt rà soát đó, nên chưa nhận gì.`,
    );
  if ((unit && here.unit && !isSameName(unit, here.unit)) || (year !== null && here.year !== null && year !== here.year))
    throw new BundleError(
      'other-round',
      `Gói này của ${unit}, đợt ${year}, còn ở đây là ${here.unit}, đợt ${here.year}. Chưa nhận gì; hãy kiểm tra có nhầm tệp không.`,
    );
  for (const { room, village } of lists) {
    const name = here.villages.get(parseDoc(room)?.village ?? '');
    if (name === undefined)
      throw new BundleError(
        'other-village',
        `Gói này có danh sách ${village}, mà ${here.unit || 'ở đây'} không có thôn đó. Chưa nhận gì; hãy thêm thôn ở trang Số liệu các thôn trước.`,
      );
  }
}

/**
 * @param by id of the person who brings it, who may relay in all of its rooms.
 * @throws BundleError when nothing, or nothing more, was taken; or when the rows could not be stored.
 */
export async function takeBundle({ bundle, trust, from }: ReadBundle, here: Here & { hub: Hub }, by: string): Promise<TakenList[]> {
  await checkPlace(here.log, bundle);
  const taken: TakenList[] = [];
  if (trust === 'trusted') await here.origins?.rememberAuthors(bundle.people);
  for (const { room, village, rows } of bundle.lists) {
    const outcome = await relayRows(here.hub, room, rows, { name: from, trusted: trust === 'trusted', by });
    if (outcome.kind === 'gap') throw new BundleError('gap', `${soFar(outcome.before)}${BUNDLE_TEXTS.gap}`);
    if (outcome.kind === 'refused') throw new BundleError('hostile', refusalText(village, outcome.reason, outcome.before));
    const { added, late, known } = outcome;
    taken.push({ room, village, added, late, known });
  }
  return taken;
}

const soFar = (rows: number): string => (rows > 0 ? `${rows} dòng đầu của gói đã vào danh sách. ` : '');

const refusalText = (village: string, { text }: CloseReason, before: number): string =>
  `${village}: không nhận được gói. ${text} ${soFar(before) || 'Danh sách này chưa thay đổi gì. '}Hãy hỏi người gửi, hoặc nối mạng cho máy đã ghi để máy đó tự gửi.`;
