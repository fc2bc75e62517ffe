import { loadWhitelist } from '#lib/desk/whitelist/load-whitelist.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = loadWhitelist;
