import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { foreignWords } from '../../tests/words.ts';
import { commandFindings, LONGEST_PATH, pathFindings, programFindings } from './checks.ts';
import { checked, PartFault } from './fetch-parts.ts';
import { DATA, FOLDER, NODE, PROGRAM } from './parts.ts';
import { NotAProgram, readProgram, X64, type Program } from './pe.ts';
import { CLICKS, clickText, readMeText } from './texts.ts';

const SECTION = { address: 0x1000, offset: 0x400, size: 0x400 };

interface Made {
  machine?: number;
  needs?: string[];
  fromNode?: string[];
  gives?: string[];
}

/** A program that has only headers and tables, laid out as a linker does, in one section. */
function made({ machine = X64, needs = [], fromNode = [], gives = [] }: Made): Buffer {
  const file = Buffer.alloc(SECTION.offset + SECTION.size);
  let free = SECTION.offset;
  const take = (bytes: number): number => (free += bytes) - bytes;
  const addressOf = (place: number): number => place - SECTION.offset + SECTION.address;
  /** @returns its address; a name that is looked up has a number of two bytes before it. */
  const text = (name: string, before = 0): number => {
    const place = take(before + name.length + 1);
    file.write(name, place + before, 'latin1');
    return addressOf(place);
  };
  const PE = 0x80;
  const optional = PE + 24;
  file.write('MZ', 0);
  file.writeUInt32LE(PE, 0x3c);
  file.write('PE\0\0', PE);
  file.writeUInt16LE(machine, PE + 4);
  file.writeUInt16LE(1, PE + 6);
  file.writeUInt16LE(240, PE + 20);
  file.writeUInt16LE(0x20b, optional);
  file.writeUInt16LE(6, optional + 48);
  const section = optional + 240;
  file.writeUInt32LE(SECTION.address, section + 12);
  file.writeUInt32LE(SECTION.size, section + 16);
  file.writeUInt32LE(SECTION.offset, section + 20);
  const put = (directory: number, place: number): void => void file.writeUInt32LE(addressOf(place), optional + 112 + 8 * directory);

  const imports = take(20 * (needs.length + 1));
  needs.forEach((name, i) => file.writeUInt32LE(text(name), imports + 20 * i + 12));
  put(1, imports);
  const delayed = take(64);
  const names = take(8 * (fromNode.length + 1));
  fromNode.forEach((name, i) => file.writeUInt32LE(text(name, 2), names + 8 * i));
  file.writeUInt32LE(text('NODE.EXE'), delayed + 4);
  file.writeUInt32LE(addressOf(names), delayed + 16);
  put(13, delayed);
  const exported = take(40);
  const given = take(4 * gives.length);
  gives.forEach((name, i) => file.writeUInt32LE(text(name), given + 4 * i));
  file.writeUInt32LE(gives.length, exported + 24);
  file.writeUInt32LE(addressOf(given), exported + 32);
  put(0, exported);
  return file;
}

const NODE_MADE: Made = { needs: ['KERNEL32.dll', 'WS2_32.dll'], gives: ['napi_create_object', 'napi_throw'] };
const ADDON: Made = { needs: ['KERNEL32.dll'], fromNode: ['napi_throw'], gives: ['napi_register_module_v1'] };
const findings = (node: Made, addon: Made): string[] => programFindings(readProgram(made(node)), readProgram(made(addon)));

it('reads what a program is for, what it needs and what it gives', () => {
  const program: Program = readProgram(made({ ...ADDON, fromNode: ['napi_throw', 'napi_wrap'] }));
  expect(program).toEqual({
    machine: X64,
    oldestWindows: 6,
    needs: ['KERNEL32.dll'],
    fromNode: ['napi_throw', 'napi_wrap'],
    gives: new Set(['napi_register_module_v1']),
  });
});

it('refuses what is no program for 64 bit', () => {
  const whole = made(ADDON);
  for (const wrong of [Buffer.from('#!/bin/sh\n'), Buffer.alloc(0), whole.subarray(0, 0x90)])
    expect(() => readProgram(wrong)).toThrow(NotAProgram);
  const old = Buffer.from(whole);
  old.writeUInt16LE(0x10b, 0x80 + 24);
  expect(() => readProgram(old)).toThrow('not 64 bit');
});

it('finds a library that does not fit the program, or this kind of machine', () => {
  expect(findings(NODE_MADE, ADDON)).toEqual([]);
  expect(findings({ ...NODE_MADE, machine: 0xaa64 }, ADDON)).toEqual([expect.stringContaining('not x64')]);
  expect(findings(NODE_MADE, { ...ADDON, fromNode: ['napi_throw', 'node_api_new'] })).toEqual([expect.stringContaining('node_api_new')]);
  expect(findings(NODE_MADE, { ...ADDON, needs: ['VCRUNTIME140.dll'] })).toEqual([expect.stringContaining('VCRUNTIME140')]);
  expect(findings(NODE_MADE, { ...ADDON, gives: [] })).toEqual([expect.stringContaining('Node-API')]);
  expect(findings(NODE_MADE, { ...ADDON, fromNode: [] })).toEqual([expect.stringContaining('takes nothing')]);
});

it('finds paths that Windows cannot hold', () => {
  expect(pathFindings(['a/b.js', 'a/c.js', 'a/aux-1.js', 'a/.vite'])).toEqual([]);
  const wrong = ['a/B.js', 'a/aux.js', 'con/x', 'a/x?.js', 'a/x.', 'a/x:y', `a/${'x'.repeat(LONGEST_PATH)}`];
  for (const path of wrong) expect(pathFindings(['a/b.js', path]), path).toHaveLength(1);
});

it('every file to click is one that cmd.exe reads, and starts the right thing', () => {
  for (const click of CLICKS) {
    const text = clickText(click);
    expect(commandFindings(click.file, text), click.file).toEqual([]);
    expect(text).toContain(`"%~dp0${PROGRAM}\\server\\app\\launch.js" ${click.action} %*\r\n`);
    expect(text).toContain(`set "PORT=${click.port}"`);
    const said = [...text.matchAll(/echo (?!off)(.*)\r/g)].map(([, words = '']) => words);
    expect([said.length, foreignWords(said.join(' ').replaceAll(FOLDER, ''))]).toEqual([2, []]);
  }
  // What was written in the trial never meets the real lists in one browser.
  const portOf = (action: string) => CLICKS.find((click) => click.action === action)?.port;
  expect([portOf('start') === portOf('network'), portOf('start') === portOf('trial')]).toEqual([true, false]);
});

it('finds what cmd.exe would misread', () => {
  const lines = ['@echo off', 'echo Xin chào', 'pause', ''].join('\r\n');
  expect(commandFindings('a.cmd', lines)).toEqual([]);
  const wrong = [
    lines.replaceAll('\r\n', '\n'),
    lines.trimEnd(),
    `\uFEFF${lines}`,
    lines.replace('pause', ':lap'),
    lines.replace('pause', 'goto lap'),
    lines.replace('Xin chào', 'Xin chào (lần 2)'),
    lines.replace('pause', 'set "A=1'),
  ];
  for (const text of wrong) expect(commandFindings('a.cmd', text), JSON.stringify(text)).not.toEqual([]);
});

it('says where the data are, how to replace the folder, and names only files that are there', () => {
  const text = readMeText('1.2.3');
  expect(text).toMatch(/^\uFEFFSỔ RÀ SOÁT 1\.2\.3 .*\r\n/);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  const named = [...text.matchAll(/[\w-]+\.cmd/g)].map(([name]) => name);
  expect(new Set(named)).toEqual(new Set(CLICKS.map(({ file }) => file)));
  expect(text).toContain(`Đừng động đến thư mục ${DATA}.`);
});

it('takes a part only with its checksum', () => {
  const content = Buffer.from('node');
  const part = { ...NODE, sha256: createHash('sha256').update(content).digest('hex') };
  expect(checked(part, content)).toBeUndefined();
  expect(() => checked(part, Buffer.from('nodf'))).toThrow(PartFault);
});
