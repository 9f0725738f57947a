/** Opens a template's file within limits: nothing is unpacked before its size is known. */
import { unzipSync, zipSync } from 'fflate';

/** All parts together, unpacked. */
const MOST_BYTES = 30 * 1024 * 1024;
const MOST_PARTS = 500;

const UNREADABLE = 'Tệp này không phải tệp Word (.docx) đọc được. Hãy mở tệp bằng Word, lưu thành “Tài liệu Word (.docx)” rồi thử lại.';

/** @returns the parts by name, or why the file is not opened. */
export function partsOfTemplate(bytes: Uint8Array): { parts: ReadonlyMap<string, Uint8Array> } | { trouble: string } {
  try {
    let [count, size] = [0, 0];
    // Only looks: sizes and names stand in the zip's directory.
    unzipSync(bytes, {
      filter: ({ originalSize }) => {
        count += 1;
        size += originalSize;
        return false;
      },
    });
    if (count > MOST_PARTS)
      return { trouble: `Tệp có ${count} phần bên trong, nhiều hơn một văn bản bình thường. Hãy soạn lại từ một tệp mới.` };
    if (size > MOST_BYTES)
      return { trouble: `Tệp mở ra lớn hơn ${MOST_BYTES / 1024 / 1024} MB. Hãy bỏ bớt ảnh, hoặc giảm cỡ ảnh rồi lưu lại.` };
    const parts = new Map(Object.entries(unzipSync(bytes)).filter(([name]) => !name.endsWith('/')));
    return parts.has('word/document.xml') ? { parts } : { trouble: UNREADABLE };
  } catch {
    return { trouble: UNREADABLE };
  }
}

/** No file of a zip is older than 1980; a fixed day gives the same parts the same file. */
const PACKED = new Date(1980, 0, 1);

/**
 * The same template, packed anew from the parts as they were read here. Two programs may read one damaged zip differently; what is filled
 * later is then what was checked.
 */
export function repacked(bytes: Uint8Array): Uint8Array {
  const read = partsOfTemplate(bytes);
  if ('trouble' in read) throw new TypeError(read.trouble);
  return zipSync(Object.fromEntries(read.parts), { mtime: PACKED });
}
