/** The time after all trouble: everything is reachable and honest again, and people press the buttons they have. */
import { MINUTE, SECOND } from '@liangma/shared/kernel/instant';
import { fieldOf, shopOf } from './actors.ts';
import { WEATHERS } from './browser/weather.ts';
import { checkEnd } from './checks/end.ts';
import { endAllTroubles } from './desk.ts';
import { closeAll, open } from './pages.ts';
import { officersOf, shopsIn, type World } from './world.ts';

const ROUNDS = 14;
const ROUND = 70 * SECOND;

/** Ends as soon as everything that has to be true in the end is; else says what is not. */
export async function fairTime(world: World): Promise<string[]> {
  await makeFair(world);
  let wrong: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const phone of world.phones) open(world, phone);
    await world.time.until(world.time.now() + ROUND / 2);
    await pressButtons(world);
    await world.time.until(world.time.now() + ROUND / 2);
    wrong = await checkEnd(world);
    if (wrong.length === 0) return [];
  }
  return wrong;
}

async function makeFair(world: World): Promise<void> {
  const { server, shape, time, phones } = world;
  for (let i = 0; i < shape.replicas; i++) {
    await server.stop(i);
    await server.start(i);
  }
  await endAllTroubles(world);
  for (const phone of phones) {
    closeAll(phone);
    Object.assign(phone, { weather: WEATHERS.good, fullFor: 0, protocol: undefined });
  }
  // What is still on its way arrives.
  await time.until(time.now() + 2 * MINUTE);
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
