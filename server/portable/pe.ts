/**
 * Reads the headers of a Windows program or library (PE32+), as far as one needs to know whether another machine can load it.
 * Source: Microsoft, PE Format.
 */

export interface Program {
  /** 0x8664 is x64. */
  machine: number;
  /** The oldest Windows it asks for: 6 is Vista, 10 is Windows 10. */
  oldestWindows: number;
  /** Libraries that must be there when it is loaded. */
  needs: string[];
  /** Names that it takes from `node.exe`, looked up when they are first called. */
  fromNode: string[];
  /** Names that others can take from it. */
  gives: Set<string>;
}

export const X64 = 0x8664;

export class NotAProgram extends Error {}

const EXPORTS = 0;
const IMPORTS = 1;
const DELAYED = 13;

/** @throws NotAProgram */
export function readProgram(file: Buffer): Program {
  try {
    return read(file);
  } catch (error) {
    throw error instanceof RangeError ? new NotAProgram('cut off') : error;
  }
}

function read(file: Buffer): Program {
  if (file.toString('latin1', 0, 2) !== 'MZ') throw new NotAProgram('no MZ at the start');
  const pe = file.readUInt32LE(0x3c);
  if (file.toString('latin1', pe, pe + 4) !== 'PE\0\0') throw new NotAProgram('no PE header');
  const optional = pe + 24;
  if (file.readUInt16LE(optional) !== 0x20b) throw new NotAProgram('not 64 bit');
  const sections = Array.from({ length: file.readUInt16LE(pe + 6) }, (_, i) => {
    const at = optional + file.readUInt16LE(pe + 20) + 40 * i;
    return { from: file.readUInt32LE(at + 12), size: file.readUInt32LE(at + 16), offset: file.readUInt32LE(at + 20) };
  });
  /** Place in the file of an address in memory. */
  const placeOf = (address: number): number => {
    const section = sections.find(({ from, size }) => address >= from && address < from + size);
    if (!section) throw new NotAProgram(`address ${address} lies in no section`);
    return address - section.from + section.offset;
  };
  const textAt = (address: number): string => {
    const place = placeOf(address);
    return file.toString('latin1', place, file.indexOf(0, place));
  };
  const directory = (index: number): number => {
    const address = file.readUInt32LE(optional + 112 + 8 * index);
    return address === 0 ? 0 : placeOf(address);
  };

  const needs: string[] = [];
  for (let at = directory(IMPORTS); at !== 0 && file.readUInt32LE(at + 12) !== 0; at += 20) needs.push(textAt(file.readUInt32LE(at + 12)));

  const fromNode: string[] = [];
  for (let at = directory(DELAYED); at !== 0 && file.readUInt32LE(at + 4) !== 0; at += 32) {
    if (textAt(file.readUInt32LE(at + 4)).toLowerCase() !== NODE_NAME) {
      needs.push(textAt(file.readUInt32LE(at + 4)));
      continue;
    }
    // 8 bytes each; with the highest bit set, a number instead of a name.
    for (let name = placeOf(file.readUInt32LE(at + 16)); file.readBigUInt64LE(name) !== 0n; name += 8)
      if (file.readInt8(name + 7) >= 0) fromNode.push(textAt(file.readUInt32LE(name) + 2));
  }

  const gives = new Set<string>();
  const exported = directory(EXPORTS);
  if (exported !== 0) {
    const names = placeOf(file.readUInt32LE(exported + 32));
    for (let i = 0; i < file.readUInt32LE(exported + 24); i++) gives.add(textAt(file.readUInt32LE(names + 4 * i)));
  }
  return { machine: file.readUInt16LE(pe + 4), oldestWindows: file.readUInt16LE(optional + 48), needs, fromNode, gives };
}

const NODE_NAME = 'node.exe';
