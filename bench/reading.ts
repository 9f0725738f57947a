/** The cost of reading a list, in milliseconds of this process: `node --import tsx bench/reading.ts`. */
import { readFileSync } from 'node:fs';
import { utils, write } from 'xlsx';
import { readWorkbook } from '../src/lib/workbook/read.ts';
import { columnsOf } from '../src/lib/review/columns.ts';

/** One village's list with the template's columns; a third of the cells for marks are filled. */
function list(count: number): Uint8Array {
  const columns = columnsOf('list01');
  const of = (key: string, type: string, n: number): unknown =>
    ({
      code: `A-${n}`,
      head: `Nông Văn ${n}`,
      birth: 1940 + (n % 60),
      village: `Thôn ${1 + (n % 12)}`,
      sex: n % 2 ? 'Nam' : 'Nữ',
      ethnic: 'Tày',
      size: 1 + (n % 7),
      lastYear: 'Hộ nghèo',
      b1: 90 + (n % 60),
    })[key] ?? (type === 'yes' && (n + key.length) % 3 === 0 ? 'x' : '');
  const rows = Array.from({ length: count }, (_, n) => [n + 1, ...columns.map(({ key, type }) => of(key, type, n))]);
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([['STT', ...columns.map(({ label }) => label)], ...rows]), 'Danh sách 01');
  return new Uint8Array(write(book, { type: 'array', compression: true }) as ArrayBuffer);
}

const fixture = (name: string): Uint8Array => readFileSync(new URL(`../tests/fixtures/${name}.xlsx`, import.meta.url));
const files: [string, Uint8Array][] = [
  ['nong-thuong-2023', fixture('nong-thuong-2023')],
  ['huyen-tung-2023', fixture('huyen-tung-2023')],
  ['kim-son-2023', fixture('kim-son-2023')],
  ...[300, 3000].map((count): [string, Uint8Array] => [`${count} households`, list(count)]),
];

/** The minimum of several runs, as CPU time of this process, so that a busy machine changes little. */
for (const [name, bytes] of files) {
  const times = Array.from({ length: 7 }, () => {
    const before = process.cpuUsage();
    const { data } = readWorkbook(bytes, `${name}.xlsx`);
    const { user, system } = process.cpuUsage(before);
    return { ms: (user + system) / 1000, rows: data.households.length + data.members.length };
  });
  const least = times.reduce((a, b) => (a.ms <= b.ms ? a : b));
  process.stdout.write(`${name}: ${least.rows} rows, ${Math.round(least.ms)} ms (first ${Math.round(times[0]?.ms ?? 0)} ms)\n`);
}
