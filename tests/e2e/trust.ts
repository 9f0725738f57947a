/** A browser on a phone that trusts the commune's certificate: its NSS store contains it. */
import { chromium, type Browser } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BROWSER_ARGS, findBrowser } from '../browser.js';

export interface TrustingBrowser {
  browser: Browser;
  close(): Promise<void>;
}

/** @param host resolves to this machine. */
export async function browserThatTrusts(certificate: Buffer, host: string): Promise<TrustingBrowser> {
  const home = mkdtempSync(join(tmpdir(), 'ra-soat-home-'));
  const store = join(home, '.pki/nssdb');
  mkdirSync(store, { recursive: true });
  const file = join(home, 'xa.crt');
  writeFileSync(file, certificate);
  certutil('-N', '-d', `sql:${store}`, '--empty-password');
  certutil('-A', '-d', `sql:${store}`, '-n', 'xa', '-t', 'C,,', '-i', file);
  const executablePath = findBrowser();
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: [...BROWSER_ARGS, `--host-resolver-rules=MAP ${host} 127.0.0.1`],
    env: { ...(process.env as Record<string, string>), HOME: home, XDG_CONFIG_HOME: join(home, '.config') },
  });
  return {
    browser,
    close: async () => {
      await browser.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function certutil(...args: string[]): void {
  const { error, status, stderr } = spawnSync('certutil', args, { encoding: 'utf8' });
  if (error)
    throw new Error('This test needs certutil to make a browser trust a certificate: install libnss3-tools (Debian) or nss-tools.', {
      cause: error,
    });
  if (status !== 0) throw new Error(`certutil ${args.join(' ')}: ${stderr}`);
}
