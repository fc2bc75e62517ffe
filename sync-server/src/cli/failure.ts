/** Why a command could not be done, in one line for the operator. */
import { KeyFailure } from '../adapters/keys/key-trouble.ts';
import { StoreTooNew } from '../adapters/sql/migrations.ts';
import type { Config } from '../config.ts';
import { sayKeyTrouble } from './key-words.ts';

export function sayFailure(error: unknown, config: Config): string {
  const { code, errcode, message } = error as { code?: string; errcode?: number; message?: string };
  if (error instanceof StoreTooNew)
    return '数据库由更新的版本写成，请升级程序。 The store was written by a newer version; please upgrade.';
  if (error instanceof KeyFailure) return sayKeyTrouble(error.trouble);
  if (code === 'EADDRINUSE')
    return `端口 ${config.port} 已被占用，请用 PORT 换一个。 Port ${config.port} is taken; choose another with PORT.`;
  if (errcode === 11 || errcode === 26)
    return `数据库文件已损坏：${config.dataFolder}，请用 liangma restore 从备份恢复。 The store file in ${config.dataFolder} is damaged; put a backup in its place with liangma restore.`;
  if (code === 'ENOSPC' || errcode === 13)
    return `磁盘已满：${config.dataFolder}。 The disk is full: ${config.dataFolder}.`;
  if (['EACCES', 'EROFS', 'EPERM', 'ENOENT', 'ENOTDIR'].includes(code ?? '') || errcode === 14 || errcode === 8) {
    return `数据文件夹不可写：${config.dataFolder}。 The data folder cannot be written: ${config.dataFolder}.`;
  }
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || /^(28|3D|08)/.test(code ?? '')) {
    return `连不上 DATABASE_URL 指定的数据库：${message}。 The database of DATABASE_URL cannot be reached: ${message}.`;
  }
  return `启动失败：${message}。 Could not start: ${message}.`;
}
