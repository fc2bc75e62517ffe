/** The environment, read once. A bad value is a clear error before anything is touched. */
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { err, ok, type Result } from '@liangma/shared/kernel/result';

export interface Config {
  readonly port: number;
  readonly dataFolder: string;
  readonly databaseUrl: string | undefined;
  readonly origin: string;
  readonly production: boolean;
  readonly logLevel: string;
}

/** The error is one line for the operator, in Chinese and English. */
export function readConfig(env: Record<string, string | undefined>): Result<Config, string> {
  const port = readPort(env.PORT);
  if (!port.ok) return port;
  const databaseUrl = env.DATABASE_URL || undefined;
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\/[^/]+/.test(databaseUrl)) {
    return err(
      'DATABASE_URL 应是 postgres://… 形式的地址。 DATABASE_URL must be an address like postgres://user@host/name.',
    );
  }
  const origin = readOrigin(env.LIANGMA_ORIGIN, port.value);
  if (!origin.ok) return origin;
  const dataFolder = readDataFolder(env.LIANGMA_DATA);
  if (!dataFolder.ok) return dataFolder;
  return ok({
    port: port.value,
    dataFolder: dataFolder.value,
    databaseUrl,
    origin: origin.value,
    production: env.NODE_ENV === 'production',
    logLevel: env.LIANGMA_LOG ?? 'info',
  });
}

function readPort(text: string | undefined): Result<number, string> {
  if (text === undefined || text === '') return ok(8787);
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65535) return ok(port);
  return err(
    `PORT 应是 0 到 65535 的整数，现在是“${text}”。 PORT must be a whole number from 0 to 65535, not "${text}".`,
  );
}

function readOrigin(text: string | undefined, port: number): Result<string, string> {
  if (text === undefined || text === '') return ok(`http://localhost:${port}`);
  if (/^https?:\/\/[^/\s?#]+$/.test(text)) return ok(text);
  return err(
    `LIANGMA_ORIGIN 应像 https://liangma.example.cn，末尾不带斜杠，现在是“${text}”。 LIANGMA_ORIGIN must look like https://liangma.example.cn, not "${text}".`,
  );
}

function readDataFolder(text: string | undefined): Result<string, string> {
  const folder = resolve(text || '.data');
  if (existsSync(folder) && !statSync(folder).isDirectory()) {
    return err(`LIANGMA_DATA 不是文件夹：${folder}。 LIANGMA_DATA is not a folder: ${folder}.`);
  }
  try {
    accessSync(nearestExisting(folder), constants.W_OK | constants.X_OK);
  } catch {
    return err(
      `数据文件夹不可写：${folder}。请改权限，或用 LIANGMA_DATA 指定另一处。 The data folder cannot be written: ${folder}. Change its permissions or name another one in LIANGMA_DATA.`,
    );
  }
  return ok(folder);
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path));
}
