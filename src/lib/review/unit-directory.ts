/** The directory of units as a province loads it from a file: the units of today with their codes, and what the communes before them became. */
import { villageSpelling } from './village.ts';

/** A province (code of 2 digits) or a commune (5 digits) of today. Codes are text: they begin with zeros. */
export interface OfficialUnit {
  code: string;
  /** Code of its province; '' for a province. */
  parent: string;
  name: string;
}

/** A commune of before 1 July 2025, and one that has land of it now: a divided one has a row for each. */
export interface OldUnit {
  /** Its code then; '' where a district had no communes and stands for itself. */
  code: string;
  province: string;
  district: string;
  name: string;
  /** Nobody can tell from its name alone where a list of it belongs now. */
  divided: boolean;
  /** Code of the commune of today. */
  into: string;
}

export const PROVINCE_CODE = /^\d{2}$/;
export const COMMUNE_CODE = /^\d{5}$/;

/** Equal for the spellings of one name: letter case, spaces and the tone position make no difference, every mark does. */
export const unitKey = (name: string): string => villageSpelling(name);

/** A place that a file did not give: where, and what is wrong there. */
export interface UnitFileProblem {
  file: string;
  /** Row of a table from 1; in a JSON file, which unit. */
  row: string;
  column: string;
  text: string;
}

/** What loading the files would change, and what they cannot say. */
export interface DirectoryChange {
  provinces: number;
  communes: number;
  /** Old communes in the file, and how many of them were divided; 0 without such a file. */
  olds: number;
  divided: number;
  /** Names, at most `SHOWN` of each; the number of all. */
  added: Some;
  renamed: Some;
  gone: Some;
  /** Old names that are new, changed or no longer there. */
  oldChanges: number;
  /** Units of the book that get their code. */
  coded: Some;
  /** Units of the book that are spelled otherwise; they stay so. */
  otherwise: Some;
  problems: UnitFileProblem[];
  problemCount: number;
  /** The units cannot be loaded before the file is put right. */
  blocked: boolean;
  /** Nothing would change. */
  same: boolean;
}

export interface Some {
  count: number;
  names: string[];
}

/** So many are named. */
export const SHOWN = 20;
export const some = (names: readonly string[]): Some => ({ count: names.length, names: names.slice(0, SHOWN) });
