/** This server's own key: an Ed25519 key whose secret stands beside the data, so that other servers recognise its bundles. */
import { createPrivateKey, createPublicKey, sign as signWith, verify, type KeyObject } from 'node:crypto';
import type { Signed } from '../../src/lib/sync/bundle/bundle-file.ts';
import { secretOf, SecretUnusable } from '../people/secret.ts';

export const KEY_FILE = 'bundle-key';

/** What DER puts before the 32 bytes of an Ed25519 key (RFC 8410). */
const PRIVATE_DER = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_DER = Buffer.from('302a300506032b6570032100', 'hex');
const SEED = 32;

export interface OwnKey {
  /** Base64url. */
  readonly key: string;
  sign(over: Uint8Array): { key: Uint8Array; signature: Uint8Array };
}

export class KeyUnusable extends SecretUnusable {
  constructor(file: string) {
    super(file);
    this.message =
      `Tệp ${file} bị trống hoặc bị cắt mất một phần. Máy này dùng tệp đó để ký các gói thay đổi.\n` +
      'Nếu còn bản chép của tệp, hãy chép lại vào chỗ cũ. Nếu không còn, hãy xóa tệp rồi chạy lại: máy tự tạo khóa mới, và các máy khác phải ghi nhận khóa mới bằng “rasoat bundle trust”. Danh sách và tài khoản không mất gì.';
    this.name = 'KeyUnusable';
  }
}

/** @throws KeyUnusable */
export const ownKey = (folder: string): OwnKey => keyOf(seedIn(folder));

/** @param seed a secret of at least 32 bytes. */
export function keyOf(seed: Buffer): OwnKey {
  const secret = createPrivateKey({ key: Buffer.concat([PRIVATE_DER, seed.subarray(0, SEED)]), format: 'der', type: 'pkcs8' });
  const key = rawOf(createPublicKey(secret));
  return { key: keyText(key), sign: (over) => ({ key, signature: new Uint8Array(signWith(null, over, secret)) }) };
}

function seedIn(folder: string): Buffer {
  try {
    return secretOf(folder, KEY_FILE);
  } catch (error) {
    throw error instanceof SecretUnusable ? new KeyUnusable(`${folder}/${KEY_FILE}`) : error;
  }
}

const rawOf = (key: KeyObject): Uint8Array => new Uint8Array(key.export({ format: 'der', type: 'spki' }).subarray(PUBLIC_DER.length));

export const keyText = (key: Uint8Array): string => Buffer.from(key).toString('base64url');

/** @returns null for what is no key. */
export function readKey(text: string): string | null {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length === SEED && keyText(bytes) === text ? text : null;
}

export function isGenuine({ key, signature, over }: Signed): boolean {
  try {
    const given = createPublicKey({ key: Buffer.concat([PUBLIC_DER, key]), format: 'der', type: 'spki' });
    return verify(null, over, given, signature);
  } catch {
    // Bytes that are no key have signed nothing.
    return false;
  }
}
