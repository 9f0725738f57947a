import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AUTHORITY_FILE } from '../https/authority.ts';
import { openCertificate } from '../https/open-certificate.ts';
import { HttpUpstream } from './http-upstream.ts';
import { certificatesIn, HubUnusable } from './hub-config.ts';
import { Away, Unwelcome } from './upstream.ts';

const folder = mkdtempSync(join(tmpdir(), 'rasoat-ca-'));
let pem = '';
let port = 0;
let close = (): void => undefined;

beforeAll(async () => {
  const certificate = await openCertificate({
    folder,
    https: true,
    cert: undefined,
    key: undefined,
    names: ['may-xa.lan'],
    host: undefined,
  });
  if (!certificate) throw new Error('no certificate');
  pem = readFileSync(join(folder, AUTHORITY_FILE), 'utf8');
  const { key, cert } = certificate.current;
  const server = createServer({ key, cert }, (_, response) => response.end(JSON.stringify({ hash: 'x', start: null })));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  ({ port } = server.address() as AddressInfo);
  close = () => server.close();
});
afterAll(() => {
  close();
  rmSync(folder, { recursive: true, force: true });
});

const asked = (url: string, ca?: string): Promise<unknown> =>
  new HttpUpstream({ url: new URL(url), token: 't', ca }, new AbortController().signal).start('').catch((error: unknown) => error);

it('takes the file that phones install, or PEM, and never a key', async () => {
  const der = Buffer.from(/-----BEGIN CERTIFICATE-----([^-]+)-/.exec(pem)?.[1] ?? '', 'base64');
  expect(pem).toContain('PRIVATE KEY');
  for (const bytes of [der, Buffer.from(pem)]) {
    const ca = certificatesIn(bytes);
    expect(ca).not.toContain('PRIVATE KEY');
    expect(await asked(`https://localhost:${port}`, ca)).toEqual({ hash: 'x', start: null });
  }
  expect(() => certificatesIn(Buffer.from('không phải'))).toThrow(HubUnusable);
});

it('says in words why the commune’s machine is not reached', async () => {
  const untrusted = await asked(`https://localhost:${port}`);
  expect([untrusted instanceof Unwelcome, (untrusted as Error).message]).toEqual([true, expect.stringContaining('--ca')]);
  const away = await asked('http://127.0.0.1:1');
  expect([away instanceof Away, (away as Error).message]).toEqual([true, expect.stringContaining('chưa chạy, hoặc sai số cổng')]);
});
