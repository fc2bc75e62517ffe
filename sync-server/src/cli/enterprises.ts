/** `liangma enterprises`: imports new, changed and ceased enterprises from a file with a JSON object a line. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { type Enterprise, enterpriseIdSchema, enterpriseSchema } from '@liangma/shared/registry/enterprise';
import * as v from 'valibot';
import { systemClock, systemRandom } from '../adapters/runtime.ts';
import { newId } from '../ports/audit.ts';
import { committed } from '../ports/store.ts';
import { openStore } from '../wiring.ts';
import { type Command, fail } from './command.ts';

export const enterprisesCommand: Command = {
  usage:
    'liangma enterprises FILE              take over enterprises, a JSON object a line; {"id": …, "removed": true} ends one',
  async run(args, config) {
    const file = fileIn(args);
    if (file === undefined) return fail(enterprisesCommand.usage, 2);
    const read = await readLines(file);
    if (!read.ok) return fail(read.error, 1);
    const { enterprises, removed } = read.value;
    const store = await openStore(config);
    try {
      // Import the whole file or nothing.
      const done = await store.write(async (tx) => {
        const value = {
          changed: await tx.registry.saveEnterprises(enterprises),
          removed: await tx.registry.removeEnterprises(removed),
        };
        const [at, id] = [systemClock.now(), newId({ clock: systemClock, random: systemRandom })];
        return committed(value, { shard: '', id, at, actor: 'operator', action: 'enterprises.import', subject: '' });
      });
      const same = enterprises.length - done.changed;
      console.log(
        `新增或变更 ${done.changed} 户，注销 ${done.removed} 户，未变 ${same} 户。 ` +
          `${done.changed} new or changed, ${done.removed} ceased, ${same} as before.`,
      );
      return 0;
    } finally {
      await store.close();
    }
  },
};

function fileIn(args: readonly string[]): string | undefined {
  try {
    const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
    return positionals.length === 1 ? positionals[0] : undefined;
  } catch {
    return undefined;
  }
}

interface Lines {
  readonly enterprises: Enterprise[];
  readonly removed: string[];
}

const removalSchema = v.strictObject({ id: enterpriseIdSchema, removed: v.literal(true) });
const lineSchema = v.union([removalSchema, enterpriseSchema]);

/** The error names the first wrong line. */
async function readLines(file: string): Promise<Result<Lines, string>> {
  const lines: Lines = { enterprises: [], removed: [] };
  let n = 0;
  try {
    for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
      n++;
      if (text.trim() === '') continue;
      const line = v.safeParse(lineSchema, JSON.parse(text));
      if (!line.success) return err(sayLine(n));
      if ('removed' in line.output) lines.removed.push(line.output.id);
      else lines.enterprises.push(line.output);
    }
    return ok(lines);
  } catch (error) {
    if (error instanceof SyntaxError) return err(sayLine(n));
    return err(`读不了文件 ${file}。 The file ${file} cannot be read.`);
  }
}

const sayLine = (n: number): string =>
  `第 ${n} 行不是有效的经营主体，没有改动。 Line ${n} is not an enterprise; nothing was changed.`;
