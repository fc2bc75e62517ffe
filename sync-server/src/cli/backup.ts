/** `liangma backup` and `liangma restore`: a copy of the store while it is in use, and a copy in its place. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock, systemRandom } from '../adapters/runtime.ts';
import { type BackupTrouble, backUpSqlite, beginEpoch, restoreSqlite } from '../adapters/sql/connection/backup.ts';
import { openPostgres } from '../adapters/sql/connection/postgres.ts';
import type { Config } from '../config.ts';
import { openStore } from '../open-store.ts';
import { newId } from '../ports/audit.ts';
import { noted } from '../ports/store.ts';
import { type Command, fail } from './command.ts';
import { USAGE } from './usage.ts';

export const backupCommand: Command = async (args, config) => {
  const { dataFolder, databaseUrl } = config;
  const file = fileIn(args);
  if (file === undefined || file === '') return fail(USAGE.backup, 2);
  if (databaseUrl) return fail(ITS_OWN_TOOLS, 2);
  const copied = backUpSqlite(dataFolder, resolve(file));
  if (!copied.ok) return fail(WORDS[copied.error], 1);
  await noteBackup(config);
  const mb = (copied.value / 1e6).toFixed(1);
  console.log(
    `已备份到 ${file}（${mb} MB）。照片和密钥请另行复制。 Copied to ${file} (${mb} MB). Copy photos and keys beside it.`,
  );
  return 0;
};

export const restoreCommand: Command = async (args, { dataFolder, databaseUrl }) => {
  const file = fileIn(args);
  if (file === undefined || (file === '') !== Boolean(databaseUrl)) return fail(USAGE.restore, 2);
  const epoch = newId({ clock: systemClock, random: systemRandom });
  if (databaseUrl) {
    const db = openPostgres(databaseUrl);
    await beginEpoch(db, epoch, systemClock.now()).finally(() => db.destroy());
  } else {
    const restored = await restoreSqlite(dataFolder, resolve(file), { epoch, at: systemClock.now() });
    if (!restored.ok) return fail(WORDS[restored.error], 1);
    if (restored.value)
      console.log(`原有数据库已改名：${restored.value}。 The store that was there: ${restored.value}.`);
  }
  console.log('已恢复，启动后各设备将重新同步。 Restored; devices pull afresh once it is started.');
  return 0;
};

/** The page `/admin` shows the age of the last backup. */
async function noteBackup(config: Config): Promise<void> {
  const store = await openStore(config);
  await store
    .write(async (tx) => {
      await tx.setup.saveBackup(systemClock.now());
      return noted(undefined);
    })
    .finally(() => store.close());
}

/** Empty where none is named; undefined where that is no way to say it. */
function fileIn(args: readonly string[]): string | undefined {
  try {
    const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
    return positionals.length > 1 ? undefined : (positionals[0] ?? '');
  } catch {
    return undefined;
  }
}

const ITS_OWN_TOOLS =
  'PostgreSQL 请用其自带工具（pg_dump、pg_basebackup）备份。 Back PostgreSQL up with its own tools.';

const WORDS: Record<BackupTrouble, string> = {
  'no-store': '数据文件夹中没有数据库。 There is no store in the data folder.',
  exists: '该文件已存在，没有覆盖。 The file is there already; it was left as it is.',
  'not-a-store': '该文件不是本系统的数据库，没有改动。 The file is no store of this program; nothing was changed.',
  damaged: '该文件已损坏，没有改动。 The file is damaged; nothing was changed.',
  'too-new': '该文件由更新的版本写成，请先升级程序。 The file was written by a newer version; please upgrade first.',
  'in-use': '数据库正在使用，请先停止服务。 The store is in use; stop the server first.',
};
