import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { closedAbove } from './testing-postgres.ts';

it('finds the folder that other users may not enter', async () => {
  const closed = await mkdtemp(join(tmpdir(), 'rasoat-closed-'));
  try {
    const project = join(closed, 'project');
    await mkdir(project, { mode: 0o755 });
    expect(await closedAbove(project)).toBe(closed);
    await chmod(closed, 0o755);
    expect(await closedAbove(project)).toBeNull();
  } finally {
    await rm(closed, { recursive: true, force: true });
  }
});
