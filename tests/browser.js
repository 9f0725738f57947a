// Finds the browser for the end-to-end tests, or installs one; says clearly if it can do neither.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { pathToFileURL } from 'node:url';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
const PLACES = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome', ...(process.env.PATH ?? '').split(':')];
const MAC = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];

/** @param {string} path */
const runs = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // not here: the next place is tried
  }
};

/** Path of a Chromium, or null. The variable CHROMIUM overrides it. */
export function findBrowser() {
  const candidates = [process.env.CHROMIUM, ...NAMES.flatMap((name) => PLACES.map((place) => `${place}/${name}`)), ...MAC];
  return candidates.find((path) => path && runs(path)) ?? null;
}

/** Start options for a closed network and for a container. */
export const BROWSER_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const APT = 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq';
const mayInstall = process.platform === 'linux' && process.getuid?.() === 0;
const hasCertutil = () => !spawnSync('certutil', ['-H']).error;

function install() {
  /** @type {[string, string, string[]][]} */
  const attempts = [
    ['apt-get', 'sh', ['-c', `${APT} chromium fonts-liberation fonts-noto-core`]],
    ['playwright', process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium']],
  ];
  for (const [name, command, args] of attempts) {
    if (name === 'apt-get' && !mayInstall) continue;
    console.log(`No Chromium found: installing one with ${name} …`);
    if (spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0) return;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (!findBrowser()) install();
  // Makes a browser trust the commune's certificate.
  if (!hasCertutil() && mayInstall) spawnSync('sh', ['-c', `${APT} libnss3-tools`], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (!hasCertutil()) console.log('No certutil (libnss3-tools, nss-tools): secure-address.spec.ts will fail for want of it.');
  const found = findBrowser();
  if (found) console.log(`Browser for the end-to-end tests: ${found}`);
  else
    console.log(
      'No system Chromium could be found or installed; trying the browser that Playwright keeps. Set CHROMIUM=/path/to/chromium to name one.',
    );
}
