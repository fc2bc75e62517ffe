/**
 * The disk of a SQLite store fills while devices push, again and again: a small file system in memory (needs root and
 * Linux), filled up with ballast. Meanwhile the server has to answer 507, and to go on when there is room.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pause, startProcess } from '@liangma/testing/server-process';
import { type Played, play } from './stage.ts';

const SIZE = '64m';

export const canMount = (): boolean => process.platform === 'linux' && process.getuid?.() === 0;

export const diskFull = (times: number): Promise<Played> =>
  play('disk full, sqlite', onSmallDisk, async ({ place }, phones) => {
    const ballast = join(place.folder, '..', 'ballast');
    const server = await startProcess(place);
    const sending = phones(() => [server.origin]);
    for (let i = 0; i < times; i++) {
      await sending.more(20);
      spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=16k']);
      const before = refused(sending.troubles);
      // The store first uses up the free pages within its own files.
      while (refused(sending.troubles) < before + 5) await pause(20);
      rmSync(ballast);
    }
    await sending.finish();
    if ((await server.stop()) !== 0) throw new Error('the server did not stop as it should');
    return times;
  });

const refused = (troubles: ReadonlyMap<string, number>): number => troubles.get('507') ?? 0;

async function onSmallDisk(folder: string) {
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', disk]).status !== 0)
    throw new Error('a small disk cannot be mounted here');
  writeFileSync(join(disk, 'probe'), '');
  return { place: { folder: join(disk, 'data') }, end: async () => void spawnSync('umount', ['-l', disk]) };
}
