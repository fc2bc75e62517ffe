/**
 * `npm run faults [-- --n 20] [NAME…]`: real processes, killed and cut off while devices push. After each fault every receipt
 * that a device was given is looked up in the store. NAMES: kill, replicas, cut, disk, failover.
 */
import { parseArgs } from 'node:util';
import { repliesCut } from './cut-replies.ts';
import { canMount, diskFull } from './disk-full.ts';
import { failedOver } from './failover.ts';
import { killed, oneOfTwoKilled } from './kills.ts';
import type { Played } from './stage.ts';

const USAGE = 'npm run faults [-- --n 20] [kill|replicas|cut|disk|failover…]';
const { n, positionals } = asked();

/** Ends the process, with what can be asked for, where something else was. */
function asked(): { n: number; positionals: string[] } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { n: { type: 'string', default: '20' } },
    });
    return { n: Number(values.n), positionals };
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    process.exit(2);
  }
}

const FAULTS: Readonly<Record<string, () => Promise<Played[]>>> = {
  kill: async () => [await killed('sqlite', n), await killed('postgres', n)],
  replicas: async () => [await oneOfTwoKilled(n)],
  cut: async () => [await repliesCut('sqlite', n), await repliesCut('postgres', n)],
  disk: async () => (canMount() ? [await diskFull(Math.ceil(n / 4))] : []),
  failover: () => failedOver(Math.ceil(n / 4)),
};

const wanted = positionals.length > 0 ? positionals : Object.keys(FAULTS);
const unknown = wanted.filter((name) => !(name in FAULTS));
if (unknown.length > 0 || !(n >= 1)) {
  console.error(USAGE);
  process.exit(2);
}

console.log(row('fault', 'n', 'acknowledged', 'lost', 'twice', 'chains broken', 'requests in trouble'));
for (const name of wanted) {
  const played = (await FAULTS[name]?.()) ?? [];
  if (played.length === 0) console.log(row(name, 0, '', '', '', '', 'left out: needs root on Linux'));
  for (const { fault, n: times, verdict, troubles } of played) {
    const { acknowledged, lost, twice, broken, words } = verdict;
    const met = [...troubles].map(([what, count]) => `${count} × ${what}`).join(', ');
    console.log(row(fault, times, acknowledged, lost, twice, broken, met));
    for (const line of words.slice(0, 10)) console.log(`  ${line}`);
    if (words.length > 0) process.exitCode = 1;
  }
}

function row(...cells: (string | number)[]): string {
  const widths = [46, 4, 14, 6, 7, 15, 0];
  return cells.map((cell, i) => String(cell).padEnd(widths[i] ?? 0)).join('');
}
