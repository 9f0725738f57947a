/** Why an import failed, in words, and what to do. */
import { ListError } from '$lib/cells/list-error.ts';
import { WorkbookError } from '$lib/workbook/read-error.ts';
import { VillagesNotHere } from '../commune/rooms.svelte.ts';

export function failureText(error: unknown): string {
  if (error instanceof WorkbookError) return error.text;
  if (error instanceof ListError) return `${error.message} Chưa ghi gì vào danh sách.`;
  if (error instanceof VillagesNotHere)
    return `${error.message}. Hãy nối mạng, mở lại trang này rồi nhập: cần danh sách đang có để so sánh.`;
  console.error(error);
  return 'Không đọc được tệp này. Hãy mở bằng Excel, lưu lại thành .xlsx rồi nhập lại.';
}
