import 'reflect-metadata';
import { createPrivateKey, webcrypto, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import type { AddressInfo } from 'node:net';
import * as x509 from '@peculiar/x509';
import { afterEach, describe, expect, it } from 'vitest';
import { Authority, AUTHORITY_FILE } from './authority.ts';
import { GivenCertificate, OwnCertificate } from './certificate.ts';

const DAY = 24 * 3600_000;
const folders: string[] = [];
const servers: Server[] = [];
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'rasoat-https-'));
  folders.push(made);
  return made;
}
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
});

const HERE = { names: ['may-xa'], networks: ['203.0.113.7/24'] };
const daysOf = (pem: string): number =>
  (Date.parse(new X509Certificate(pem).validTo) - Date.parse(new X509Certificate(pem).validFrom)) / DAY;

/** How a client that trusts only this authority judges a server with that certificate: null when it accepts it. */
async function verdict(authority: Authority, { key, cert }: { key: string; cert: string }, servername: string): Promise<string | null> {
  const server = createServer({ key, cert });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, ca: [authority.pem], servername }, () => {
      socket.destroy();
      resolve(null);
    });
    socket.once('error', (error) => resolve(error.message));
  });
}

describe('the commune’s own authority', () => {
  it('is made once, readable by its owner only, and is the same after a restart', async () => {
    const data = folder();
    const first = await Authority.open(data, HERE);
    expect(statSync(join(data, AUTHORITY_FILE)).mode & 0o777).toBe(0o600);
    const second = await Authority.open(data, { names: ['khac'], networks: [] });
    expect(second.sha256).toBe(first.sha256);
    expect(first.sha256).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    expect((await Authority.open(folder(), HERE)).name).not.toBe(first.name);
  });

  it('is never replaced silently: a damaged, empty or foreign file is reported by name', async () => {
    const [data, other] = [folder(), folder()];
    await Authority.open(data, HERE);
    await Authority.open(other, HERE);
    const [whole, foreign] = [data, other].map((each) => readFileSync(join(each, AUTHORITY_FILE), 'utf8')) as [string, string];
    for (const text of ['', whole.slice(0, 200), foreign.replace(/-----BEGIN CERT[^]*/, '') + /-----BEGIN CERT[^]*/.exec(whole)?.[0]]) {
      writeFileSync(join(data, AUTHORITY_FILE), text);
      await expect(Authority.open(data, HERE)).rejects.toThrow(AUTHORITY_FILE);
      expect(readFileSync(join(data, AUTHORITY_FILE), 'utf8')).toBe(text);
    }
  });

  it('vouches for names and addresses of local networks, and of the network it was made in', async () => {
    const authority = await Authority.open(folder(), HERE);
    const inside = [
      '192.168.1.20',
      '10.1.2.3',
      '172.16.9.9',
      '203.0.113.200',
      'fd00::2',
      'may-xa',
      'may-xa.local',
      'localhost',
      '127.0.0.1',
    ];
    const outside = ['8.8.8.8', '172.32.0.1', 'vietnam.gov.vn', 'khac', 'xmay-xa'];
    expect([...inside, ...outside].filter((host) => authority.covers(host))).toEqual(inside);
    const issued = await authority.issue([...inside, ...outside]);
    expect(issued.hosts).toEqual(inside);
    expect(new X509Certificate(issued.cert).checkIP('192.168.1.20')).toBe('192.168.1.20');
    expect(new X509Certificate(issued.cert).checkHost('may-xa.local')).toBe('may-xa.local');
    expect(daysOf(issued.cert)).toBeLessThanOrEqual(397);
    expect(await verdict(authority, issued, 'may-xa.local')).toBeNull();
    expect(await verdict(await Authority.open(folder(), HERE), issued, 'may-xa.local')).not.toBeNull();
  });

  it('is not accepted for anything else, even with its key', async () => {
    const data = folder();
    const authority = await Authority.open(data, HERE);
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
    const stolen = createPrivateKey(readFileSync(join(data, AUTHORITY_FILE), 'utf8'));
    const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
    const forge = async (name: string) => {
      const cert = await x509.X509CertificateGenerator.create({
        subject: [{ CN: [name] }],
        issuer: new x509.X509Certificate(authority.pem).subjectName.toJSON(),
        publicKey: keys.publicKey,
        signingKey: await webcrypto.subtle.importKey('pkcs8', stolen.export({ type: 'pkcs8', format: 'der' }), algorithm, false, ['sign']),
        signingAlgorithm: algorithm,
        extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: name }])],
      });
      const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
      return { key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----`, cert: cert.toString('pem') };
    };
    expect(await verdict(authority, await forge('may-khac.local'), 'may-khac.local')).toBeNull();
    expect(await verdict(authority, await forge('vietnam.gov.vn'), 'vietnam.gov.vn')).toMatch(/permitted subtree/);
  });
});

describe('the server certificate', () => {
  it('is renewed for a new address and before it expires, and not otherwise', async () => {
    const authority = await Authority.open(folder(), HERE);
    let hosts = ['192.168.1.20'];
    const now = Date.now();
    const certificate = await OwnCertificate.issue(authority, () => hosts, now);
    expect(await certificate.renew(now)).toBe(false);
    hosts = [];
    expect(await certificate.renew(now)).toBe(false);
    hosts = ['10.0.0.7', '8.8.8.8'];
    expect(await certificate.renew(now)).toBe(true);
    expect(certificate.current.hosts).toEqual(['10.0.0.7']);
    expect(await certificate.renew(now)).toBe(false);
    expect(await certificate.renew(certificate.current.expires - 30 * DAY)).toBe(true);
    expect(certificate.current.expires).toBeGreaterThan(now + 250 * DAY);
  });

  it('can be given as files, is reloaded when they are renewed, and must match its key', async () => {
    const data = folder();
    const authority = await Authority.open(data, HERE);
    const [cert, key] = [join(data, 'cert.pem'), join(data, 'key.pem')];
    const put = (issued: { cert: string; key: string }): void => {
      writeFileSync(cert, issued.cert);
      writeFileSync(key, issued.key);
    };
    const [one, two] = [await authority.issue(['may-xa.local']), await authority.issue(['may-xa.lan', '10.0.0.7'])];
    put(one);
    const given = new GivenCertificate(cert, key);
    expect([given.current.hosts, given.authority, await given.renew()]).toEqual([['may-xa.local'], null, false]);
    writeFileSync(cert, two.cert);
    expect(await given.renew()).toBe(false);
    expect(() => new GivenCertificate(cert, key)).toThrow('Không dùng được chứng nhận');
    put(two);
    expect(await given.renew()).toBe(true);
    expect(given.current.hosts).toEqual(['may-xa.lan', '10.0.0.7']);
  });
});
