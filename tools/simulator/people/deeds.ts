/** Doing a step of the script. */
import type { Phone } from '../browser/phone-and-pages.ts';
import type { Entered } from '../checks/ledger.ts';
import { count } from '../faults.ts';
import { WEATHERS } from '../network/weather.ts';
import type { Step } from '../script/steps.ts';
import { compromise, rotate } from '../server/keys.ts';
import { TODAY } from '../versions.ts';
import { closeAll, open, openOlderPage, openTab, start, update } from '../world/pages.ts';
import { actorOf, say, shopsIn, type World } from '../world/world.ts';
import { fieldOf, officerDoes, shopDoes, shopOf } from './actors.ts';
import {
  apply,
  demote,
  endSession,
  lapse,
  promote,
  reassign,
  reinstate,
  revoke,
  signIn,
  suspend,
  withdraw,
} from './desk.ts';
import { bringIn, saveFile } from './handovers.ts';
import { AT_A_DOOR, liveCodes, PAST, printedCodes } from './shown-codes.ts';
import { tryToLeave } from './sign-out.ts';
import { decideOne } from './supervisors.ts';

export async function perform(world: World, step: Step): Promise<void> {
  const { counts } = world;
  const phone = 'phone' in step ? (world.phones[step.phone] as Phone) : undefined;
  if (phone) return performAt(world, phone, step);
  switch (step.do) {
    case 'apply':
      return apply(world, step.officers, step.minutes);
    case 'withdraw':
      return withdraw(world);
    case 'reassign':
      return reassign(world);
    case 'decide':
      return decideOne(world);
    case 'rotate-keys':
      return rotate(world);
    case 'compromise-keys':
      return compromise(world, step.minutes);
    case 'end-server':
      world.awayFor = step.away;
      return world.server.replicas[step.replica]?.life.endAfter(step.after);
    case 'roll': {
      const replica = world.server.replicas[step.replica];
      if (replica) replica.speaks = step.to;
      return;
    }
    case 'server-clock':
      count(counts, 'server-clock');
      world.server.skews[step.replica] = step.by;
      world.clocksOff = Math.max(world.clocksOff, Math.abs(step.by));
      return;
    case 'fail-statement':
      return world.server.replicas[step.replica]?.life.failAfter(step.after);
    case 'lapse':
      return lapse(world, step.replica);
    case 'back-up':
      return whileStopped(world, () => world.database.backUp());
    case 'restore':
    case 'fail-over':
      return whileStopped(world, async () => {
        if (!(await world.database.restore(step.do === 'restore' ? 'copy' : 'standby'))) return;
        count(counts, 'restored');
        world.ledger.restore(step.do === 'restore' ? 'another' : 'the same');
      });
  }
}

async function performAt(world: World, phone: Phone, step: Step): Promise<void> {
  const { counts } = world;
  switch (step.do) {
    case 'open':
      return open(world, phone);
    case 'tab':
      return openTab(world, phone);
    case 'close':
      return closeAll(phone);
    case 'act':
      return void notice(world, phone, officerDoes(doing(world, phone), step.act), step.act);
    case 'shop':
      return void notice(world, phone, shopDoes(doing(world, phone), step.act), step.act);
    case 'weather':
      phone.weather = WEATHERS[step.weather];
      phone.weatherSince = world.time.now();
      for (const page of phone.pages) page.tellNetwork();
      return;
    case 'kill':
      return phone.pages.length > 0 ? phone.dice.pick(phone.pages).dieAfter(step.after) : undefined;
    case 'clock':
      count(counts, 'clock-jump');
      phone.skew += step.by;
      return;
    case 'full':
      phone.fullFor = step.writes;
      return;
    case 'protocol':
      phone.protocol = step.version === TODAY ? undefined : step.version;
      return;
    case 'evict':
      return evict(world, phone);
    case 'suspend':
      return suspend(world, actorOf(world, phone));
    case 'reinstate':
      return reinstate(world, actorOf(world, phone));
    case 'demote':
      return demote(world, actorOf(world, phone));
    case 'promote':
      return promote(world, actorOf(world, phone));
    case 'sign-out':
      return endSession(world, phone);
    case 'sign-in':
      await signIn(world, phone);
      return open(world, phone);
    case 'update':
      return update(world, phone, step.how);
    case 'start':
      return start(world, phone, step.dies);
    case 'older-page':
      return openOlderPage(world, phone);
    case 'export':
      return void saveFile(world, phone);
    case 'import':
      return bringIn(world, phone, step);
    case 'leave':
      return tryToLeave(world, phone);
    case 'walk-out':
      return tryToLeave(world, phone, 'without a file');
    case 'revoke':
      return revoke(world, phone);
  }
}

function evict(world: World, phone: Phone): void {
  closeAll(phone);
  phone.disk.wipe();
  phone.cleared++;
  phone.caches.clear();
  count(world.counts, 'evicted');
  world.ledger.goes(phone, 'evicted');
}

function doing(world: World, phone: Phone) {
  const now = (): number => world.time.now() + phone.skew;
  return {
    phone,
    now,
    entered: (entry: Omit<Entered, 'phone' | 'gone'>) => world.ledger.enter({ ...entry, phone, gone: undefined }),
    returnText: async () => {
      const shops = shopsIn(world).flatMap((shop) => shopOf(shop) ?? []);
      return shops.length > 0 ? (await phone.dice.pick(shops).returnText())?.text : undefined;
    },
    codes: (form: 'printed' | 'live') => (form === 'live' ? liveCodes(world) : printedCodes(world, AT_A_DOOR)),
    pastCodes: () => printedCodes(world, PAST),
  };
}

/** An event counts as promised when its page said so. */
async function notice(world: World, phone: Phone, done: ReturnType<typeof officerDoes>, act: string): Promise<void> {
  try {
    const kept = await done;
    const isReady = fieldOf(phone) !== undefined || shopOf(phone) !== undefined;
    if (!kept) return count(world.counts, isReady ? 'deeds without event' : 'deeds on an app that was not ready');
    world.ledger.keep(phone, kept);
    count(world.counts, `event ${kept.type}`);
    say(world, `${phone.name}  kept ${kept.type} ${kept.seq} ${kept.id}`);
  } catch (error) {
    count(world.counts, 'events that a phone did not take');
    say(world, `${phone.name}  ${act} was not kept: ${error}`);
  }
}

/** Works as an operator does: nothing has the store open meanwhile. */
async function whileStopped(world: World, work: () => Promise<void>): Promise<void> {
  const { server, shape, time } = world;
  for (let i = 0; i < shape.replicas; i++) await server.stop(i);
  await time.settled();
  await world.truth.close();
  await work();
  world.truth = await world.database.open();
  for (let i = 0; i < shape.replicas; i++) await server.start(i);
}
