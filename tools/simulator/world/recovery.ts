/** The time after all trouble: everything is reachable and honest again, and people press the buttons they have. */
import { HOUR, MINUTE, SECOND } from '@liangma/shared/kernel/instant';
import type { Phone } from '../browser/phone-and-pages.ts';
import { checkEnd } from '../checks/end.ts';
import { isOutOfUse } from '../checks/phones.ts';
import { WEATHERS } from '../network/weather.ts';
import { fieldOf, shopOf } from '../people/actors.ts';
import { endAllTroubles, lapse } from '../people/desk.ts';
import { bringInForGone } from '../people/handovers.ts';
import { tryToLeave } from '../people/sign-out.ts';
import { decideAll } from '../people/supervisors.ts';
import { closeAll, open } from './pages.ts';
import { officersOf, shopsIn, thinksRevoked, type World } from './world.ts';

const ROUNDS = 14;
const ROUND = 70 * SECOND;

/** Says what of all that has to be true in the end is not; then whoever works on a revoked device begins anew on it. */
export async function fairTime(world: World): Promise<string[]> {
  await makeFair(world);
  const wrong = await settle(world, checkEnd);
  if (wrong.length > 0 || (await outOfUse(world)).length === 0) return wrong;
  return settle(world, async () => {
    const still = await outOfUse(world);
    for (const phone of still) tryToLeave(world, phone);
    return [...still.map(({ name }) => `${name} is out of use still`), ...(await checkEnd(world))];
  });
}

/** Ends as soon as nothing is wrong any more. */
async function settle(world: World, check: (world: World) => Promise<string[]>): Promise<string[]> {
  let wrong: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const phone of world.phones) open(world, phone);
    await world.time.until(world.time.now() + ROUND / 2);
    await pressButtons(world);
    await bringInForGone(world);
    await decideAll(world);
    for (let i = 0; i < world.shape.replicas; i++) await lapse(world, i);
    await world.time.until(world.time.now() + ROUND / 2);
    wrong = await check(world);
    if (wrong.length === 0) return [];
  }
  return wrong;
}

async function outOfUse(world: World): Promise<Phone[]> {
  const phones = officersOf(world);
  const are = await Promise.all(phones.map((phone) => isOutOfUse(world, phone)));
  return phones.filter((_, i) => are[i]);
}

async function makeFair(world: World): Promise<void> {
  const { server, shape, time, phones } = world;
  for (const phone of phones) {
    // An enterprise's page that is open has to come right by itself.
    if (officersOf(world).includes(phone)) closeAll(phone);
    Object.assign(phone, { weather: WEATHERS.good, weatherSince: time.now(), fullFor: 0, protocol: undefined });
  }
  server.skews.length = 0;
  for (let i = 0; i < shape.replicas; i++) {
    await server.stop(i);
    await server.start(i);
  }
  // Requests that are still on their way arrive, and end no session that begins now.
  await time.until(time.now() + 2 * MINUTE);
  await endAllTroubles(world);
  // A device that was told that it is revoked keeps quiet for an hour, also where the store does not know of it any more.
  if (officersOf(world).some(thinksRevoked)) await time.until(time.now() + HOUR);
}

async function pressButtons(world: World): Promise<void> {
  for (const phone of officersOf(world)) {
    const field = fieldOf(phone);
    field?.sync();
    await world.time.settled();
    void field?.retry();
  }
  for (const phone of shopsIn(world)) {
    const shop = shopOf(phone);
    if (shop && !shop.hasTrust()) void shop.learnTrust();
    void shop?.send();
  }
}
