/** Writes what a commune hands in as one file: the commune's workbook, one village's, or a zip with one workbook for each village. */
import { zipSync } from 'fflate';
import { withOwn } from '../forms/registry.ts';
import { classifyAll } from '../review/classify.ts';
import { byEachStandard } from '../review/plans.ts';
import { onlyVillage, villageNames } from '../review/only-village.ts';
import { exportName, type ExportRequest } from './export-request.ts';
import { distinctNames } from './file-name.ts';
import { FIRST_DAY } from './write-zip.ts';
import { writeReport, type WriteOptions } from './write.ts';

export function writeExport(request: ExportRequest, onStep?: WriteOptions['onStep']): Promise<Uint8Array> {
  const { data, round, review, forms, whose, own = [], tables } = request;
  const options = {
    from: byEachStandard(round).map((alone) => withOwn(own, alone)),
    ...(review && { review }),
    ...(forms && { forms }),
    ...(tables && { tables }),
    ...(onStep && { onStep }),
  };
  if (whose.kind === 'commune') return writeReport(classifyAll(data, round), options);
  if (whose.kind === 'village') return writeVillage(request, whose.village, options);
  return writeEach(request, options);
}

const writeVillage = ({ data, round }: ExportRequest, village: string, options: WriteOptions): Promise<Uint8Array> =>
  writeReport(classifyAll(onlyVillage(data, village), round), { ...options, place: { commune: data.unit } });

async function writeEach(request: ExportRequest, { onStep, ...options }: WriteOptions): Promise<Uint8Array> {
  const villages = villageNames(request.data, request.round);
  const names = distinctNames(villages.map((village) => exportName({ ...request, whose: { kind: 'village', village } })));
  const files: Record<string, Uint8Array> = {};
  for (const [index, village] of villages.entries()) {
    files[names[index] ?? ''] = await writeVillage(request, village, {
      ...options,
      ...(onStep && {
        onStep: ({ name, done }) =>
          onStep({ name: `${village}, ${name}`, number: index + 1, of: villages.length, done: (index + done) / villages.length }),
      }),
    });
  }
  // Workbooks are zips already: compressing them again costs time and saves nothing.
  return zipSync(files, { level: 0, mtime: FIRST_DAY });
}
