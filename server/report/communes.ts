/** Decides which commune a file belongs to: files of one commune are combined, different communes are kept apart. */
import { extname } from 'node:path';
import { isSameCommune } from '../../src/lib/review/place-name.ts';
import { Refusal } from './settings.ts';
import type { ListFile } from './inputs.ts';

export interface CommuneFiles {
  /** The name from the lists or from the person; '' if there is none and only one commune. */
  unit: string;
  /** Unique among the communes. */
  name: string;
  district?: string;
  files: ListFile[];
}

type Found = Omit<CommuneFiles, 'name'>;

export function communesOf(files: readonly ListFile[]): CommuneFiles[] {
  const found: Found[] = [];
  const districts = [...new Set(files.map(({ district }) => district))];
  for (const district of districts)
    found.push(
      ...inOneDistrict(
        files.filter((file) => file.district === district),
        district,
      ),
    );
  if (found.length === 1) return found.map((commune) => ({ ...commune, name: commune.unit }));
  const names = new Set<string>();
  return found.map((commune) => {
    const own = commune.unit || stem(commune.files[0]?.name ?? '');
    const isTaken = found.filter(({ unit }) => isSameCommune(unit, own)).length > 1;
    let name = isTaken && commune.district ? `${own} (${commune.district})` : own;
    for (let n = 2; names.has(name); n++) name = `${own} (${n})`;
    names.add(name);
    return { ...commune, name };
  });
}

const stem = (file: string): string => file.slice(0, file.length - extname(file).length);

function inOneDistrict(files: readonly ListFile[], district: string | undefined): Found[] {
  const found: Found[] = [];
  const begin = (file: ListFile): void => void found.push({ unit: file.unit, files: [file], ...(district !== undefined && { district }) });
  for (const file of files.filter(({ unit }) => unit !== '')) {
    const known = found.find(({ unit }) => isSameCommune(unit, file.unit));
    if (known) known.files.push(file);
    else begin(file);
  }
  // Files that name no commune are matched by their villages: complete sheets Thôn first, then files with one village or none.
  const unnamed = files.filter(({ unit }) => unit === '');
  for (const file of unnamed.filter(({ villages }) => villages.size > 1)) {
    const fitting = found.filter((commune) => fits(file, commune));
    if (fitting.length > 1) throw new Refusal(whose(file));
    if (fitting[0]) fitting[0].files.push(file);
    else begin(file);
  }
  for (const file of unnamed.filter(({ villages }) => villages.size <= 1)) {
    const fitting = found.length > 1 && file.villages.size === 1 ? found.filter((commune) => fits(file, commune)) : found;
    if (found.length > 1 && fitting.length !== 1) throw new Refusal(whose(file));
    if (fitting[0]) fitting[0].files.push(file);
    else begin(file);
  }
  // In the order in which the files were given.
  for (const commune of found) commune.files.sort((a, b) => files.indexOf(a) - files.indexOf(b));
  return found.sort((a, b) => files.indexOf(a.files[0] as ListFile) - files.indexOf(b.files[0] as ListFile));
}

/** The villages of one are all in the other, and no number of residents differs: 'Thôn 1' alone proves nothing. */
function fits(file: ListFile, { files }: Found): boolean {
  const known = new Map(files.flatMap(({ villages }) => [...villages]));
  if (known.size === 0) return true;
  const [fewer, more] = file.villages.size <= known.size ? [file.villages, known] : [known, file.villages];
  return [...fewer].every(([name, residents]) => {
    const other = more.get(name);
    return other !== undefined && (other === residents || other.trim() === '' || residents.trim() === '');
  });
}

const whose = ({ name }: ListFile): string =>
  `Không biết ${name} là của xã nào, vì danh sách không ghi tên xã. Hãy ghi tên xã trước tên tệp: "Xã …=${name}"`;
