export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const ZIP = 'application/zip';

/** Gives bytes to the browser as a download. */
export function save(bytes: Uint8Array, name: string, type = XLSX): void {
  const address = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads the blob after click() has returned.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
