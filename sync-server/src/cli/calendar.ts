/** `liangma calendar`: years of the working calendar, for the operator. */

import { readFile } from 'node:fs/promises';
import { jsonOf } from '@liangma/shared/kernel/result';
import { type CalendarYear, calendarYearSchema } from '@liangma/shared/kernel/working-days';
import * as v from 'valibot';
import { systemClock, systemRandom } from '../adapters/runtime.ts';
import { saveYear } from '../compliance/policies.ts';
import type { Config } from '../config.ts';
import { openStore, policiesOf } from '../open-store.ts';
import { type Command, fail } from './command.ts';
import { USAGE } from './usage.ts';

export const calendarCommand: Command = async ([action, ...args], config) => {
  if (action === 'list') return list(config, args.includes('--json'));
  const [file] = args;
  return action === 'import' && file ? importFile(config, file) : fail(USAGE.calendar, 2);
};

async function list(config: Config, isJson: boolean): Promise<number> {
  const years = await inStore(config, async (store) => store.read((tx) => tx.policies.years()));
  if (isJson) console.log(JSON.stringify(years));
  else
    for (const { year, document, provisional } of years)
      console.log(`${year} ${document}${provisional ? ' 暂定 provisional' : ''}`);
  return 0;
}

async function importFile(config: Config, file: string): Promise<number> {
  const notice = noticeOf(await readFile(file, 'utf8'));
  if (typeof notice === 'string') return fail(`文件不符合格式：${notice}。 The file has another form: ${notice}.`, 1);
  const saved = await inStore(config, (store) =>
    saveYear({ store, clock: systemClock, random: systemRandom }, 'operator', notice),
  );
  if (!saved.ok) return fail('该年度已有通知，不能换成暂定日历。 The notice of this year is published already.', 1);
  console.log(`${notice.year} 年日历已导入（${notice.document}）。 The calendar of ${notice.year} is imported.`);
  return 0;
}

/** Returns the notice, or the fields that are wrong. */
function noticeOf(text: string): CalendarYear | string {
  const json = jsonOf(text);
  if (json === undefined) return 'JSON';
  const read = v.safeParse(calendarYearSchema, json);
  if (read.success) return read.output;
  return read.issues.map((issue) => v.getDotPath(issue) ?? issue.message).join(', ');
}

type OpenStore = Awaited<ReturnType<typeof openStore>>;

async function inStore<T>(config: Config, work: (store: OpenStore) => Promise<T>): Promise<T> {
  const store = await openStore(config);
  try {
    await policiesOf(store).refresh();
    return await work(store);
  } finally {
    await store.close();
  }
}
