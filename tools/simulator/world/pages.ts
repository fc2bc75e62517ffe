/** Opening and closing the pages of a phone. */
import { MINUTE } from '@liangma/shared/kernel/instant';
import type { FieldPage } from '@liangma/testing/engine/field-page';
import type { ShopPage } from '@liangma/testing/engine/shop-page';
import { openPage } from '../browser/page.ts';
import type { Page, Phone } from '../browser/phone-and-pages.ts';
import { count } from '../faults.ts';
import { fieldOf } from '../people/actors.ts';
import type { Update } from '../script/steps.ts';
import { say, type World } from './world.ts';

const LOOKED_AT = 2 * MINUTE;

/** Takes the phone out of the pocket: its page shows, or starts. */
export function open(world: World, phone: Phone): void {
  for (const page of phone.pages) if (isToReload(world, page)) page.die();
  lookAt(world, phone, phone.pages[0] ?? newPage(world, phone));
}

/** [SYNC-18] From now on this phone has the newer version of the app. */
export function update(world: World, phone: Phone, how: Update): void {
  phone.isUpdated = true;
  const restart = (): void => start(world, phone);
  if (how === 'beside') lookAt(world, phone, newPage(world, phone));
  if (how === 'taken') void fieldOf(phone)?.sendPending().then(restart, restart);
}

/** Anew, in a page that dies after so many events. */
export function start(world: World, phone: Phone, dies = Number.POSITIVE_INFINITY): void {
  closeAll(phone);
  const page = newPage(world, phone);
  page.dieAfter(dies);
  lookAt(world, phone, page);
}

/** Opens a page of an older version that some cache still had. */
export function openOlderPage(world: World, phone: Phone): void {
  if (!phone.isUpdated) return;
  const page = openPage(world.pages, phone, world.stage.fieldPage, false);
  stale.add(page);
  lookAt(world, phone, page);
}

const stale = new WeakSet<Page>();

/** Another tab of the same app beside it. */
export function openTab(world: World, phone: Phone): void {
  if (phone.pages.length > 2) return;
  count(world.counts, 'second tabs');
  lookAt(world, phone, newPage(world, phone));
}

const isOfficers = ({ phones, shape }: World, phone: Phone): boolean => phones.indexOf(phone) < shape.devices;

const newPage = (world: World, phone: Phone): Page =>
  openPage(world.pages, phone, isOfficers(world, phone) ? world.stage.fieldPage : world.stage.shopPage);

function lookAt(world: World, phone: Phone, page: Page): void {
  for (const other of phone.pages) other.show(other === page);
  world.time.after(LOOKED_AT, () => page.show(false));
  void (isOfficers(world, phone) ? openField(world, phone, page) : openShop(page)).catch((error) => {
    say(world, `${phone.name}  ${error}`);
  });
}

const fieldIn = ({ exports }: Page): FieldPage | undefined => (exports as { field?: FieldPage }).field;

/** It says so, and so its person does. */
function isToReload({ counts }: World, page: Page): boolean {
  const phase = fieldIn(page)?.phase();
  if (phase === 'outdated') count(counts, stale.has(page) ? 'older-page' : 'let-go');
  return phase === 'outdated' || phase === 'broken';
}

async function openField(world: World, phone: Phone, page: Page): Promise<void> {
  const { unsent = 0 } = (await fieldIn(page)?.open()) ?? {};
  if (unsent <= (world.told.get(phone) ?? 0)) return;
  say(world, `${phone.name}  shows that ${unsent} were unsent`);
  world.told.set(phone, unsent);
}

async function openShop({ exports }: Page): Promise<void> {
  const { shop } = exports as { shop: ShopPage };
  if (!shop.isReady()) await shop.open();
}

export function closeAll({ pages }: Phone): void {
  for (const page of pages) page.die();
}
