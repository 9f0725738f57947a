/** Names of exported files, as offices write them: no diacritics, no spaces, unit and year first, so that they sort. */
import { formLabel } from '../forms/official/description.ts';

export interface FileAbout {
  unit: string;
  year: number;
  /** Only this village. */
  village?: string;
  /** If absent, all forms. */
  forms?: readonly { id: string; number?: string }[];
  /** A zip with one workbook for each village, or for each commune. */
  each?: 'village' | 'commune';
}

/** More forms than this are counted instead of named. */
const NAMED = 3;

/** 'Xa-Nong-Thuong_2023_Thon-Ban-Cheo_Mau-7.1.xlsx'; at most 120 characters. */
export function fileNameOf({ unit, year, village, forms, each }: FileAbout): string {
  const whose = village ? [plain(village, 30) || 'Thon'] : each ? [each === 'village' ? 'Tung-thon' : 'Tung-xa'] : [];
  return `${[withoutYear(plain(unit, 30), year) || 'Xa', year, ...whose, what(forms)].join('_')}.${each ? 'zip' : 'xlsx'}`;
}

function what(forms: FileAbout['forms']): string {
  if (!forms) return 'Bo-bieu';
  if (forms.length > NAMED) return `${forms.length}-bieu`;
  return forms.map((form) => plain(formLabel(form), 15)).join('_') || 'Danh-sach';
}

/** The longest name of a paper is whole. */
const TITLE = 70;

export interface PaperFileAbout extends Pick<FileAbout, 'unit' | 'year' | 'village'> {
  /** 'Biên bản họp dân' */
  paper: string;
  /** As it stands on the paper: '15/QĐ-UBND'. */
  number?: string;
  /** Whom it is about. */
  about?: string;
}

/** 'Xa-Kim-Son_2023_15-QD-UBND_Quyet-dinh-cong-nhan.docx', without the ending. */
export function paperFileName({ unit, year, village, paper, number, about }: PaperFileAbout): string {
  const parts = [
    withoutYear(plain(unit, 30), year) || 'Xa',
    year,
    plain(village ?? '', 30),
    plain(number ?? '', 20),
    plain(paper, TITLE),
    plain(about ?? '', 30),
  ];
  return parts.filter((part) => part !== '').join('_');
}

/** Of our template of a paper: 'Mau_Bien-ban-hop-dan.docx'. */
export const templateFileName = (paper: string): string => `Mau_${plain(paper, TITLE)}.docx`;

/** Letters without diacritics: mail programs and old archives garble those. */
function plain(text: string, most: number): string {
  const letters = text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');
  return letters
    .replace(/[^A-Za-z0-9.]+/g, '-')
    .slice(0, most)
    .replace(/^[-.]+|[-.]+$/g, '');
}

/** If a unit is known only by its file's name, it may already end in the year. */
const withoutYear = (unit: string, year: number): string => unit.replace(new RegExp(`-?${year}$`), '');

/** A folder name for a unit. */
export const folderName = (unit: string): string => plain(unit, 60) || 'Don-vi';

/** Two units may have names that differ only in diacritics: the second file gets '-2'. Not every file system distinguishes case. */
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

export function distinctNames(names: readonly string[]): string[] {
  const distinct = new FileNames();
  return names.map((name) => distinct.once(name));
}
