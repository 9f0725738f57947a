/** Turns the settings of `serve` into the certificate of its https address; and the console text about its addresses. */
import { originsToHandOut, secureOrigin, type MachineAddresses } from '../../src/lib/sync/machine-addresses.ts';
import { Authority } from './authority.ts';
import { GivenCertificate, OwnCertificate, type Certificate } from './certificate.ts';
import { localAddresses, ownNames } from './local-network.ts';

export interface CertificateSettings {
  https: boolean;
  cert: string | undefined;
  key: string | undefined;
  names: readonly string[];
  host: string | undefined;
  folder: string;
}

/**
 * @returns null when only the machine itself could connect, or when https is switched off.
 * @throws CertificateError
 */
export async function openCertificate({ https, cert, key, names, host, folder }: CertificateSettings): Promise<Certificate | null> {
  if (cert !== undefined && key !== undefined) return new GivenCertificate(cert, key);
  const reached = (): string[] => [...names, ...localAddresses(host)];
  if (!https || reached().length === 0) return null;
  return OwnCertificate.issue(await Authority.open(folder, { names: [...ownNames(), ...names] }), () => [
    ...reached(),
    ...ownNames(),
    'localhost',
    '127.0.0.1',
    '::1',
  ]);
}

export const TRUST_PAGE = '/dia-chi-an-toan';

/** The lines after “Sổ Rà Soát đang chạy”. */
export function addressLines(machine: MachineAddresses): string {
  const page = { protocol: 'http:', hostname: 'localhost', origin: `http://localhost:${machine.httpPort}` };
  if (machine.hosts.length === 0) return '';
  const doors = originsToHandOut(machine, page);
  const secure = machine.hosts.flatMap((host) => secureOrigin(machine, host) ?? []);
  const lines = [`Máy khác, điện thoại trong cùng mạng mở: ${doors.join('  ')}`];
  if (secure.length > 0) lines.push(`Địa chỉ an toàn, mở được cả khi không có mạng: ${secure.join('  ')}`);
  if (machine.authority && secure.length > 0)
    lines.push(
      `  Mỗi điện thoại cài chứng nhận của máy này một lần, theo hướng dẫn ở ${doors[0] ?? ''}${TRUST_PAGE}`,
      `  Dấu vân chứng nhận: ${machine.authority.sha256}`,
    );
  return `${lines.join('\n')}\n`;
}
