/** What the Windows folder is made of: names, versions and checksums. */

/** The one folder inside the zip. An update replaces it whole, so nothing that people write may lie in it. */
export const FOLDER = 'So-Ra-Soat';
/** Inside it: everything but the files that people click or read. */
export const PROGRAM = 'chuong-trinh';
/** Beside it: they outlive every update. */
export const DATA = 'So-Ra-Soat-du-lieu';
export const TRIAL = 'So-Ra-Soat-dung-thu';
export const BACKUPS = 'So-Ra-Soat-sao-luu';

/** A file from outside: the build refuses any other content. */
export interface Part {
  name: string;
  version: string;
  sha256: string;
}

/** Node's own program for Windows x64, a long-term version (until April 2028), signed by the OpenJS Foundation. */
export const NODE: Part = {
  name: 'node.exe',
  version: '24.21.0',
  sha256: 'ba4e6d110e8c1592a1ecd390f6b05f3da124b13871a5be62b341a07a853c6c32',
};

/**
 * The same library as in package.json, one major version newer: from 13 on its package has a program for Windows inside,
 * built on Node-API, so no compiler is needed and any Node from 22.14 on can load it. Decision 042.
 */
export const SQLITE: Part = {
  name: 'better-sqlite3',
  version: '13.2.0',
  sha256: '40487589df3496f2ee0079d22b73c63fccebe7db0e8ee9a2c42421861e321e0b',
};
export const SQLITE_NATIVE = 'prebuilds/win32-x64.node';
