/** Loads the whitelist pages of the desk and of supervision. */
import { whitelistSource } from '#lib/api/lists.ts';
import { readRegions } from '#lib/api/regions.ts';
import { ListState } from '#lib/lists/list-state.svelte.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import { session } from '#lib/session/session.svelte.ts';
import { whitelistWords } from '#lib/words/desk.svelte.ts';

export type WhitelistData = Awaited<ReturnType<typeof loadWhitelist>>;

export async function loadWhitelist() {
  await whitelistWords.load();
  return {
    list: new ListState(whitelistSource),
    regions: new Resource(() => readRegions(session.actor?.region ?? '')),
  };
}
