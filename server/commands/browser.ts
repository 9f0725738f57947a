/** Opens an address in the browser of the person who started the program. */
import { spawn } from 'node:child_process';

/** @returns the program and its arguments; none of them goes through a shell. */
export function browserCommand(address: string, platform: NodeJS.Platform): [program: string, args: string[]] {
  if (platform === 'win32') return ['rundll32.exe', ['url.dll,FileProtocolHandler', address]];
  return [platform === 'darwin' ? 'open' : 'xdg-open', [address]];
}

export function openBrowser(address: string): void {
  const [program, args] = browserCommand(address, process.platform);
  spawn(program, args, { detached: true, stdio: 'ignore' })
    .on('error', () => process.stderr.write('Không tự mở được trình duyệt: hãy tự mở địa chỉ ở trên.\n'))
    .unref();
}
