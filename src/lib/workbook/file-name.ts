/** Names of the files handed in, as offices write them: no marks, no spaces, unit and year first, so that they sort. */
import { formLabel } from '../forms/description.ts';

export interface FileAbout {
  unit: string;
  year: number;
  /** Of this village alone. */
  village?: string;
  /** Without them all forms. */
  forms?: readonly { id: string; number?: string }[];
  /** A zip has a workbook of each village. */
  extension?: 'xlsx' | 'zip';
}

/** More are counted instead of named. */
const NAMED = 3;

/** 'Xa-Nong-Thuong_2023_Thon-Ban-Cheo_Mau-7.1.xlsx'; at most 120 characters. */
export function fileNameOf({ unit, year, village, forms, extension = 'xlsx' }: FileAbout): string {
  const whose = village ? [plain(village, 30) || 'Thon'] : extension === 'zip' ? ['Tung-thon'] : [];
  return `${[plain(unit, 30) || 'Xa', year, ...whose, what(forms)].join('_')}.${extension}`;
}

function what(forms: FileAbout['forms']): string {
  if (!forms) return 'Bo-bieu';
  if (forms.length > NAMED) return `${forms.length}-bieu`;
  return forms.map((form) => plain(formLabel(form), 15)).join('_') || 'Danh-sach';
}

/** Letters as they are written, without their marks: mail programs and old archives garble those. */
function plain(text: string, most: number): string {
  const letters = text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');
  return letters.replace(/[^A-Za-z0-9.]+/g, '-').slice(0, most).replace(/^[-.]+|[-.]+$/g, '');
}

/** Two villages may be called the same but for their marks; files must not be. */
export function distinctNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const dot = name.lastIndexOf('.');
    let distinct = name;
    for (let n = 2; taken.has(distinct.toLowerCase()); n++) distinct = `${name.slice(0, dot)}-${n}${name.slice(dot)}`;
    taken.add(distinct.toLowerCase());
    return distinct;
  });
}
