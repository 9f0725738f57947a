/** Our own CSV reader: detects encoding and separator, and reads everything as text. */
import { decodeText, detectEncoding } from './legacy-text.ts';

const SEPARATORS = ['\t', ';', ','] as const;

export function decodeCsv(bytes: Uint8Array): string {
  const decode = (label: string, fatal = false): string => new TextDecoder(label, { fatal }).decode(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode('utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode('utf-16be');
  try {
    return decode('utf-8', true);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  // Old text: either the Vietnamese code page of Windows, or TCVN3 / VNI bytes, which only 1252 decodes unchanged.
  const western = decode('windows-1252');
  const encoding = detectEncoding(western.split(/[\r\n\t;,]+/));
  return encoding === 'unicode' ? decode('windows-1258').normalize('NFC') : decodeText(western, encoding);
}

/** The separator that splits the first lines most often. Commas come last, because they also occur in column names. */
function separatorOf(text: string): string {
  const head = text
    .split(/\r?\n|\r/, 20)
    .join('\n')
    .replace(/"(?:[^"]|"")*"/g, '');
  let best: { separator: string; count: number } = { separator: ',', count: 0 };
  for (const separator of SEPARATORS) {
    const count = head.split(separator).length - 1;
    if (count > best.count) best = { separator, count };
  }
  return best.separator;
}

/** ="0060…", and an apostrophe before a number: programs write these so that Excel keeps digits as text. */
const plain = (field: string): string => {
  const kept = /^\s*="((?:[^"]|"")*)"\s*$/.exec(field)?.[1];
  return kept === undefined ? field.replace(/^'(?=[\d+])/, '') : kept.replaceAll('""', '"');
};

/** RFC 4180, but tolerant: a quote inside an unquoted field is a character, an unclosed one ends with the file. */
export function parseCsv(source: string): string[][] {
  const bare = source.replace(/^\ufeff/, '');
  // Excel's own line for the separator, before the table.
  const named = /^"?sep=(.)"?(?:\r\n|\r|\n)/i.exec(bare);
  const text = named ? bare.slice(named[0].length) : bare;
  const separator = named?.[1] ?? separatorOf(text);
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  const endField = (): void => {
    row.push(plain(field));
    field = '';
  };
  const endRow = (): void => {
    endField();
    rows.push(row);
    row = [];
  };
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (quoted) {
      if (char !== '"') field += char;
      else if (text[i + 1] === '"') {
        field += '"';
        i++;
      } else quoted = false;
    } else if (char === '"' && field === '') quoted = true;
    else if (char === separator) endField();
    else if (char === '\n' || char === '\r') {
      if (char === '\r' && text[i + 1] === '\n') i++;
      endRow();
    } else field += char;
  }
  if (field !== '' || row.length > 0) endRow();
  return rows;
}
