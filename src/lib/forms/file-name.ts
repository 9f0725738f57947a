/** Names of the files that are handed in, as offices name theirs: 'Bieu-tong-hop-Xa-Nong-Thuong-2023.xlsx'. */

/** Words as they are written, without their marks: old mail systems and archives lose those. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replace(/[^A-Za-z0-9.]+/g, '-')
    .slice(0, 80)
    .replace(/^[-.]+|[-.]+$/g, '');

const joined = (...parts: readonly (string | number)[]): string => parts.map((part) => plain(String(part))).filter(Boolean).join('-');

/** All forms of a commune, district or province. A unit known only by its file's name may end in the year already. */
export const reportName = (unit: string, year: number, ending: 'xlsx' | 'zip' = 'xlsx'): string => `${joined('Bieu-tong-hop', plain(unit).replace(new RegExp(`-?${year}$`), ''), year)}.${ending}`;

/** A folder's name for a unit. */
export const folderName = (unit: string): string => plain(unit) || 'Don-vi';

/** Two units may be called the same: the second gets '-2'. Letter case does not tell files apart everywhere. */
export class FileNames {
  readonly #taken = new Set<string>();

  once(name: string): string {
    const dot = name.lastIndexOf('.');
    const [stem, ending] = dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot)];
    let unique = name;
    for (let n = 2; this.#taken.has(unique.toLowerCase()); n++) unique = `${stem}-${n}${ending}`;
    this.#taken.add(unique.toLowerCase());
    return unique;
  }
}
