/** What must be true of the folder on any Windows, checked without one. Each check returns findings; none is good. */
import { X64, type Program } from './pe.ts';

/** Explorer and many programs stop at 260; a user's folder with a long name takes about 80 of them. */
export const LONGEST_PATH = 170;

/** Reserved by Windows, with any ending. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const ILLEGAL = /[<>:"|?*\\\p{Cc}]|[. ]$/u;

/** @param paths of all files, from the folder that is unpacked, with `/`. */
export function pathFindings(paths: readonly string[]): string[] {
  const seen = new Map<string, string>();
  return paths.flatMap((path) => {
    const findings: string[] = [];
    if (path.length > LONGEST_PATH) findings.push(`${path}: ${path.length} characters, at most ${LONGEST_PATH}`);
    if (path.split('/').some((name) => ILLEGAL.test(name) || RESERVED.test(name))) findings.push(`${path}: a name that Windows refuses`);
    const folded = path.toLowerCase();
    const other = seen.get(folded);
    if (other !== undefined) findings.push(`${path}: differs from ${other} only in case`);
    seen.set(folded, path);
    return findings;
  });
}

/** Libraries that every Windows 10 has. The C++ runtime of Visual Studio is not among them. */
const OF_WINDOWS =
  /^(kernel32|advapi32|user32|shell32|ole32|ws2_32|crypt32|bcrypt|dbghelp|iphlpapi|userenv|winmm|psapi|api-ms-win-[\w-]+)\.dll$/i;

/** @param node the program; @param addon the library that it loads. */
export function programFindings(node: Program, addon: Program): string[] {
  const both = (
    [
      ['node.exe', node],
      ['SQLite', addon],
    ] as const
  ).flatMap(([name, { machine, oldestWindows, needs }]) => [
    ...(machine === X64 ? [] : [`${name}: for machine 0x${machine.toString(16)}, not x64`]),
    ...(oldestWindows <= 10 ? [] : [`${name}: asks for Windows ${oldestWindows}`]),
    ...needs.filter((library) => !OF_WINDOWS.test(library)).map((library) => `${name}: needs ${library}, which Windows does not have`),
  ]);
  const missing = addon.fromNode.filter((name) => !node.gives.has(name));
  return [
    ...both,
    // Node-API is the one interface that does not change with Node's version.
    ...(addon.gives.has('napi_register_module_v1') ? [] : ['SQLite: not made for Node-API']),
    ...(addon.fromNode.length > 0 ? [] : ['SQLite: takes nothing from node.exe']),
    ...missing.map((name) => `SQLite: node.exe has no ${name}`),
  ];
}

/** A file that cmd.exe runs: ends of lines, and characters that mean something inside a block. */
export function commandFindings(name: string, text: string): string[] {
  const lines = text.split('\r\n');
  return [
    ...(lines.some((line) => line.includes('\n')) || lines.at(-1) !== '' ? [`${name}: lines must end with CRLF`] : []),
    ...(text.startsWith('\uFEFF') ? [`${name}: cmd.exe would run the mark at its start`] : []),
    // Cmd.exe finds labels by counting bytes, and loses count after letters of several bytes.
    ...(/^:|\b(goto|call)\b/im.test(text) ? [`${name}: labels do not work beside Vietnamese letters`] : []),
    ...lines
      .filter((line) => /^\s*echo [^.].*[()&|<>^%!]/.test(line))
      .map((line) => `${name}: a sign that cmd.exe reads as its own: ${line.trim()}`),
    ...((text.match(/"/g)?.length ?? 0) % 2 === 0 ? [] : [`${name}: a quotation mark is missing`]),
  ];
}
