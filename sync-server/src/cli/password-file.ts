/**
 * File of one-time passwords that an import makes. It is opened before the import: passwords that could not be written afterwards would
 * be lost, and a file of an earlier import may not have been handed out yet.
 */
import { open, rm } from 'node:fs/promises';
import { csvLine, safeCell } from '@liangma/shared/registry/import/export-text';
import type { HandedOut } from '../people/account-import.ts';

export interface PasswordFile {
  /** Writes the passwords and returns the path; without any, the file goes again and null is returned. */
  keep(passwords: readonly HandedOut[]): Promise<string | null>;
}

/** Undefined if there is such a file. Only the account of the operator may read it. */
export async function passwordFile(path: string): Promise<PasswordFile | undefined> {
  const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return undefined;
    throw error;
  });
  return (
    file && {
      async keep(passwords) {
        const rows = passwords.map(({ account, name, unit, password }) =>
          csvLine([account, safeCell(name), password, safeCell(unit)]),
        );
        if (rows.length > 0) {
          await file.writeFile(`\uFEFF${csvLine(['账号', '姓名', '一次性密码', '单位'])}${rows.join('')}`);
          await file.sync();
        }
        await file.close();
        if (rows.length > 0) return path;
        await rm(path);
        return null;
      },
    }
  );
}

/** Beside the table, the first name that is free. */
export async function passwordFileBeside(table: string): Promise<PasswordFile> {
  for (let n = 1; ; n++) {
    const file = await passwordFile(n === 1 ? `${table}.passwords.csv` : `${table}.passwords-${n}.csv`);
    if (file) return file;
  }
}
