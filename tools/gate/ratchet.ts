/** `npm run ratchet`: writes today's counts into `ratchet.json`, unless there is more of anything than before. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crowdedFolders } from './checks/folders.ts';
import { findLanguage } from './checks/language.ts';
import { type Counts, countByFolder, KINDS, RATCHET, type Ratchet, readRatchet } from './checks/ratchet.ts';
import { ROOT, readSources, repositoryFiles } from './checks/sources.ts';
import { findTypeCircles } from './checks/type-circles.ts';

const files = repositoryFiles();
const sources = readSources(files);
const counted = [...findLanguage(sources), { kind: 'filesInCircles', found: findTypeCircles(sources) }].map(
  ({ kind, found }) => [kind, countByFolder(found)] as const,
);
const now = { ...Object.fromEntries(counted), crowdedFolders: crowdedFolders(files) } as Ratchet;
const before = readRatchet();
const total = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

// Files that move take their counts along: only the totals must not rise.
const higher = KINDS.filter((kind) => total(now[kind]) > total(before[kind]));
for (const kind of KINDS) console.log(`${kind}: ${total(before[kind])} → ${total(now[kind])}`);
if (higher.length > 0) {
  console.error(
    `There is more than before of: ${higher.join(', ')}. \`npm run verify -- language circles shape\` names each place.`,
  );
  process.exit(1);
}
writeFileSync(join(ROOT, RATCHET), `${JSON.stringify(now, null, 2)}\n`);
