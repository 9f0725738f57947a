/** Routes for the machine's addresses, and for the certificate that devices must trust. */
import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { MACHINE } from '../../src/lib/api/machine.ts';
import type { MachineAddresses } from '../../src/lib/sync/machine-addresses.ts';
import { answered, type Answered } from '../http/answering.ts';
import { HttpError } from '../http/error.ts';
import type { Authority } from './authority.ts';

const FILE = 'So-Ra-Soat-chung-nhan-cua-xa';

export function addressAnswers(addresses: () => MachineAddresses, authority: Authority | null): Answered[] {
  const file = (response: ServerResponse, type: string, name: string, body: (authority: Authority) => Buffer | string): void => {
    if (!authority) throw new HttpError(404, 'no-authority', 'Máy này không dùng chứng nhận riêng của xã.');
    send(response, type, name, body(authority));
  };
  return [
    // Public, and requested from the http page: an answer over https shows that this device trusts the certificate.
    answered(MACHINE.addresses, ({ response }) => {
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('cross-origin-resource-policy', 'cross-origin');
      return addresses();
    }),
    answered(MACHINE.certificate, ({ response }) => file(response, 'application/x-x509-ca-cert', `${FILE}.crt`, ({ der }) => der)),
    answered(MACHINE.profile, ({ response }) => file(response, 'application/x-apple-aspen-config', `${FILE}.mobileconfig`, profileOf)),
  ];
}

function send(response: ServerResponse, type: string, name: string, body: Buffer | string): void {
  response.writeHead(200, { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` }).end(body);
}

/** Apple's configuration profile with this one certificate (developer.apple.com/documentation/devicemanagement/certificateroot). */
function profileOf({ der, name }: Authority): string {
  const id = (part: string): string =>
    createHash('sha256')
      .update(der)
      .update(part)
      .digest('hex')
      .slice(0, 32)
      .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const text = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const common = (part: string, type: string): string => `<key>PayloadDisplayName</key><string>${text(name)}</string>
<key>PayloadIdentifier</key><string>vn.so-ra-soat.${id(part)}</string>
<key>PayloadType</key><string>${type}</string>
<key>PayloadUUID</key><string>${id(part)}</string>
<key>PayloadVersion</key><integer>1</integer>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
${common('profile', 'Configuration')}
<key>PayloadDescription</key><string>Để điện thoại tin máy của xã và mở Sổ Rà Soát được cả khi không có mạng.</string>
<key>PayloadContent</key><array><dict>
${common('certificate', 'com.apple.security.root')}
<key>PayloadCertificateFileName</key><string>${FILE}.crt</string>
<key>PayloadContent</key><data>${der.toString('base64')}</data>
</dict></array>
</dict></plist>
`;
}
