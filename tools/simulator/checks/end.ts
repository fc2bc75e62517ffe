/** Checks what has to be true after enough time without trouble. */
import type { World } from '../world/world.ts';
import { checkChains } from './chains.ts';
import { checkDrafts } from './drafts.ts';
import { checkFeeds } from './feeds.ts';
import { checkImpostors } from './impostors.ts';
import { checkPhones } from './phones.ts';
import { checkPhotos } from './photos.ts';
import { checkQuarantine } from './quarantine.ts';
import { checkShops } from './shops.ts';
import { checkSiteRules } from './site-rules.ts';
import { checkTasks } from './tasks.ts';

export async function checkEnd(world: World): Promise<string[]> {
  const forged = await checkImpostors(world);
  const found = [
    checkPhones,
    checkShops,
    checkChains,
    checkFeeds,
    checkTasks,
    checkQuarantine,
    checkPhotos,
    checkDrafts,
    checkSiteRules,
  ].map((check) => check(world));
  return [...forged, ...(await Promise.all(found)).flat()];
}
