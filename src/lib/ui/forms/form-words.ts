/** Texts and files of the page Biểu mẫu. */
import type { Certainty } from '$lib/forms/official/description.ts';
import { FILE_FORMAT, FILE_VERSION, type FormFile } from '$lib/forms/form-file.ts';
import { dayText } from '$lib/review/iso-day.ts';
import { ND07 } from '$lib/review/standards.ts';
import { villageSlug } from '$lib/review/village.ts';
import { save } from '$lib/ui/parts/save-file.ts';

export const CERTAINTIES: Record<Certainty, string> = { published: 'Như đã công bố', 'our-reading': 'Bố cục Sổ Rà Soát tạm lập' };

export { dayText };
export const timeText = (at: number): string => new Date(at).toLocaleDateString('vi-VN');

/** A built-in form as a file from which a province can start its own. */
export const fileOf = (kind: FormFile['kind'], form: FormFile['form']): FormFile =>
  ({ format: FILE_FORMAT, version: FILE_VERSION, kind, standard: ND07.id, from: ND07.from, to: ND07.to, form }) as FormFile;

export const download = (file: FormFile): void =>
  save(
    new TextEncoder().encode(`${JSON.stringify(file, null, 2)}\n`),
    `bieu-${villageSlug(file.form.id.replaceAll('.', '-'))}.json`,
    'application/json',
  );
