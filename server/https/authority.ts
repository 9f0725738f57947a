/**
 * The commune's own certificate authority: made once, and stored with the data. It can vouch only for names and addresses of local
 * networks, so that a device that trusts it risks nothing elsewhere. See docs/decisions/015.
 */
import 'reflect-metadata';
import { AsnConvert } from '@peculiar/asn1-schema';
import { GeneralName, GeneralSubtree, GeneralSubtrees, NameConstraints } from '@peculiar/asn1-x509';
import * as x509 from '@peculiar/x509';
import { createPrivateKey, randomBytes, webcrypto, X509Certificate } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { BlockList, isIP, isIPv6 } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { localNetworks, ownNames } from './local-network.ts';

export const AUTHORITY_FILE = 'chung-nhan-cua-xa.pem';
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY = 24 * 3600_000;
/** Apple accepts at most 825 days from an authority that the person added (support.apple.com/HT210176). It is renewed long before. */
const LEAF_DAYS = 200;
const AUTHORITY_DAYS = 20 * 365;
/** A phone's clock may be slow, and this machine's clock may have been fast when the certificate was made. */
const BEFORE = 2 * DAY;
const AUTHORITY_BEFORE = 400 * DAY;

/** RFC 1918, 6598, 3927 and 4193, and the names reserved for local use. */
const NETWORKS = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '127.0.0.0/8',
  'fc00::/7',
  'fe80::/10',
  '::1/128',
];
const NAMES = ['localhost', 'local', 'lan', 'internal', 'home.arpa'];

export class CertificateError extends Error {}

export interface Issued {
  key: string;
  cert: string;
  hosts: string[];
  expires: number;
}

export class Authority {
  readonly #certificate: x509.X509Certificate;
  readonly #key: CryptoKey;
  readonly #permitted: { names: string[]; networks: BlockList };

  private constructor(certificate: x509.X509Certificate, key: CryptoKey) {
    this.#certificate = certificate;
    this.#key = key;
    this.#permitted = permittedOf(certificate);
  }

  /** @throws CertificateError when the file exists but cannot be used: no device would trust a new one. */
  static async open(folder: string, { names = ownNames(), networks = localNetworks(), now = Date.now() } = {}): Promise<Authority> {
    const file = join(folder, AUTHORITY_FILE);
    if (!existsSync(file)) await make(folder, file, [...NAMES, ...names], [...NETWORKS, ...networks], now);
    try {
      const pem = readFileSync(file, 'utf8');
      const certificate = new x509.X509Certificate(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(pem)?.[0] ?? '');
      const key = createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' });
      if (!new X509Certificate(certificate.toString('pem')).checkPrivateKey(createPrivateKey(pem)))
        throw new TypeError('the key belongs to another certificate');
      return new Authority(certificate, await webcrypto.subtle.importKey('pkcs8', key, ALGORITHM, false, ['sign']));
    } catch (error) {
      throw new CertificateError(
        `Tệp ${file} bị hỏng. Lấy lại tệp này từ bản sao; hoặc đổi tên nó đi để máy làm chứng nhận mới, khi đó mọi điện thoại phải cài lại chứng nhận; hoặc chạy với --no-https.`,
        { cause: error },
      );
    }
  }

  get name(): string {
    return this.#certificate.subjectName.getField('CN')[0] ?? '';
  }

  /** As phones show it. */
  get sha256(): string {
    return new X509Certificate(this.pem).fingerprint256;
  }

  /** As Windows shows it. */
  get sha1(): string {
    return new X509Certificate(this.pem).fingerprint;
  }

  get pem(): string {
    return this.#certificate.toString('pem');
  }

  get der(): Buffer {
    return Buffer.from(this.#certificate.rawData);
  }

  /** Whether browsers would accept it for this name or address. */
  covers(host: string): boolean {
    if (isIP(host)) return this.#permitted.networks.check(host, isIPv6(host) ? 'ipv6' : 'ipv4');
    return this.#permitted.names.some((name) => host === name || host.endsWith(`.${name}`));
  }

  /** Issues a certificate for those of the requested hosts that it may vouch for. */
  async issue(asked: readonly string[], now = Date.now()): Promise<Issued> {
    const hosts = [...new Set(asked)].filter((host) => this.covers(host));
    const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
    const notAfter = new Date(now + LEAF_DAYS * DAY - BEFORE);
    const certificate = await x509.X509CertificateGenerator.create({
      subject: [{ CN: [hosts[0] ?? 'localhost'] }],
      issuer: this.#certificate.subjectName.toJSON(),
      notBefore: new Date(now - BEFORE),
      notAfter,
      publicKey: keys.publicKey,
      signingKey: this.#key,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension(hosts.map((value) => ({ type: isIP(value) ? ('ip' as const) : ('dns' as const), value }))),
        await x509.AuthorityKeyIdentifierExtension.create(this.#certificate),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    });
    return { key: await pemOf(keys.privateKey), cert: certificate.toString('pem'), hosts, expires: notAfter.getTime() };
  }
}

async function make(folder: string, file: string, names: string[], networks: string[], now: number): Promise<void> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const subtrees = [
    ...names.map((dNSName) => new GeneralName({ dNSName })),
    ...networks.map((iPAddress) => new GeneralName({ iPAddress })),
  ];
  const constraints = new NameConstraints({ permittedSubtrees: new GeneralSubtrees(subtrees.map((base) => new GeneralSubtree({ base }))) });
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    // A device that has two of them must be able to distinguish them.
    name: [{ O: ['Sổ Rà Soát'] }, { CN: [`Sổ Rà Soát, máy ${hostname().slice(0, 30)} ${randomBytes(2).toString('hex')}`] }],
    notBefore: new Date(now - AUTHORITY_BEFORE),
    notAfter: new Date(now + AUTHORITY_DAYS * DAY),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      new x509.Extension(NAME_CONSTRAINTS, true, AsnConvert.serialize(constraints)),
    ],
  });
  mkdirSync(folder, { recursive: true });
  writeWhole(file, `${await pemOf(keys.privateKey)}\n${certificate.toString('pem')}\n`);
}

/** Written whole or not at all, even at a power cut; readable by its owner only. */
function writeWhole(file: string, text: string): void {
  const part = `${file}.part`;
  const handle = openSync(part, 'w', 0o600);
  writeSync(handle, text);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(part, file);
}

const NAME_CONSTRAINTS = '2.5.29.30';

function permittedOf(certificate: x509.X509Certificate): { names: string[]; networks: BlockList } {
  const extension = certificate.getExtension(NAME_CONSTRAINTS);
  const subtrees = extension ? (AsnConvert.parse(extension.value, NameConstraints).permittedSubtrees ?? []) : [];
  const networks = new BlockList();
  for (const { base } of subtrees) {
    const [address = '', bits] = base.iPAddress?.split('/') ?? [];
    if (address) networks.addSubnet(address, Number(bits), isIPv6(address) ? 'ipv6' : 'ipv4');
  }
  return { names: subtrees.flatMap(({ base }) => base.dNSName ?? []), networks };
}

async function pemOf(key: CryptoKey): Promise<string> {
  const base64 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${base64.replace(/(.{64})/g, '$1\n').trim()}\n-----END PRIVATE KEY-----`;
}
