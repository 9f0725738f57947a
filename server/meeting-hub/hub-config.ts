/** Where a meeting hub finds the commune's machine, kept in its folder: it starts again without a network and without being told. */
import { X509Certificate } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

export const HUB_FILE = 'may-hop.json';

export class HubUnusable extends Error {}

const Shape = v.object({
  upstream: v.pipe(v.string(), v.url()),
  token: v.pipe(v.string(), v.regex(/^[0-9a-f]{12}\.[\w-]{32}$/)),
  ca: v.optional(v.string()),
});
export type HubConfig = v.InferOutput<typeof Shape>;

/** What is given comes before what is kept; both together are kept. @throws HubUnusable */
export function hubConfig(folder: string, given: { upstream?: string; token?: string; ca?: string }): HubConfig {
  const file = join(folder, HUB_FILE);
  const config = v.safeParse(Shape, { ...kept(file), ...given });
  if (!config.success)
    throw new HubUnusable(
      given.upstream === undefined || given.token === undefined
        ? 'Lần đầu cần địa chỉ máy của xã và mã của máy họp: rasoat hub --upstream https://… --token …\nMã do cán bộ xã tạo trên trang Người của xã.'
        : 'Địa chỉ hoặc mã của máy họp không đúng. Chép lại cả hai từ trang Người của xã.',
    );
  if (!/^https?:$/.test(new URL(config.output.upstream).protocol))
    throw new HubUnusable('Địa chỉ máy của xã bắt đầu bằng https:// hoặc http://.');
  writeFileSync(file, JSON.stringify(config.output), { mode: 0o600 });
  chmodSync(file, 0o600);
  return config.output;
}

/**
 * The certificates of a file, as PEM: the one that phones install (DER), or PEM. What else is in it, such as a key, is left out.
 * @throws HubUnusable
 */
export function certificatesIn(bytes: Buffer): string {
  const blocks = bytes.toString('latin1').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  try {
    return (blocks ?? [bytes]).map((each) => new X509Certificate(each).toString()).join('');
  } catch {
    throw new HubUnusable('Tệp sau --ca không phải tệp chứng nhận. Tải lại chứng nhận của xã ở trang Người của xã, mục Máy họp.');
  }
}

function kept(file: string): object {
  if (!existsSync(file)) return {};
  try {
    const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof found === 'object' && found !== null ? found : {};
  } catch {
    // Cut off while it was written: it is given once more.
    return {};
  }
}
