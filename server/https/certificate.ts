/** The certificate of the https address: issued by the commune's own authority for the machine's present addresses, or given as files. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CertificateError, type Authority, type Issued } from './authority.ts';

export interface Certificate {
  /** null when the certificate was given: all devices trust it already. */
  readonly authority: Authority | null;
  readonly current: Issued;
  /**
   * Renews it when that is due.
   * @returns whether it has changed.
   */
  renew(now?: number): Promise<boolean>;
}

const DAY = 24 * 3600_000;
const RENEW_BEFORE = 60 * DAY;

export class OwnCertificate implements Certificate {
  readonly authority: Authority;
  readonly #hosts: () => readonly string[];
  #current: Issued;

  private constructor(authority: Authority, hosts: () => readonly string[], current: Issued) {
    this.authority = authority;
    this.#hosts = hosts;
    this.#current = current;
  }

  /** @param hosts gives the machine's present names and addresses. */
  static async issue(authority: Authority, hosts: () => readonly string[], now?: number): Promise<OwnCertificate> {
    return new OwnCertificate(authority, hosts, await authority.issue(hosts(), now));
  }

  get current(): Issued {
    return this.#current;
  }

  async renew(now = Date.now()): Promise<boolean> {
    const hosts = this.#hosts().filter((host) => this.authority.covers(host));
    const known = new Set(this.#current.hosts);
    // A network that is away for a moment removes nothing from the certificate.
    if (hosts.every((host) => known.has(host)) && this.#current.expires - now > RENEW_BEFORE) return false;
    this.#current = await this.authority.issue(hosts, now);
    return true;
  }
}

export class GivenCertificate implements Certificate {
  readonly authority = null;
  readonly #files: readonly [cert: string, key: string];
  #current: Issued;

  /** @throws CertificateError */
  constructor(certFile: string, keyFile: string) {
    this.#files = [certFile, keyFile];
    this.#current = readGiven(certFile, keyFile);
  }

  get current(): Issued {
    return this.#current;
  }

  /** The files are overwritten on renewal; while they are half written, the present certificate stays. */
  async renew(): Promise<boolean> {
    const before = this.#current.cert;
    try {
      this.#current = readGiven(...this.#files);
    } catch (error) {
      if (!(error instanceof CertificateError)) throw error;
    }
    return this.#current.cert !== before;
  }
}

function readGiven(certFile: string, keyFile: string): Issued {
  try {
    const [cert, key] = [readFileSync(certFile, 'utf8'), readFileSync(keyFile, 'utf8')];
    const first = new X509Certificate(cert);
    if (!first.checkPrivateKey(createPrivateKey(key))) throw new TypeError('the key belongs to another certificate');
    const hosts = (first.subjectAltName ?? '').split(', ').flatMap((each) => /^(?:DNS|IP Address):(.+)$/.exec(each)?.[1] ?? []);
    return { cert, key, hosts, expires: Date.parse(first.validTo) };
  } catch (error) {
    throw new CertificateError(`Không dùng được chứng nhận ${certFile} với khóa ${keyFile}: cần hai tệp PEM của cùng một chứng nhận.`, {
      cause: error,
    });
  }
}
