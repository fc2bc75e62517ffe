/** Draws from the seed what happens in a run, and when, before anything runs. */
import { HOUR, MINUTE, SECOND } from '@liangma/shared/kernel/instant';
import { WEATHERS, type WeatherName } from '../network/weather.ts';
import { BEFORE, NEXT, TODAY, TOO_OLD } from '../versions.ts';
import { type Dice, diceOf } from './dice.ts';
import { type Deed, type OfficerAct, type Shape, type ShopAct, type Step, shopsOf } from './steps.ts';

export function scriptOf(shape: Shape): Step[] {
  const { seed, devices } = shape;
  const steps: Step[] = [];
  const dice = diceOf(seed, 'script');
  const end = shape.hours * HOUR;
  const draw: Draw = { dice, end, shape, add: (at, deed) => void steps.push({ at: Math.round(at), ...deed }) };
  desk(draw);
  for (let phone = 0; phone < devices; phone++) officer(draw, phone);
  for (let shop = 0; shop < shopsOf(shape); shop++) shopkeeper(draw, devices + shop);
  server(draw);
  handovers({ ...draw, dice: diceOf(seed, 'handovers') });
  updates({ ...draw, dice: diceOf(seed, 'updates') });
  keys({ ...draw, dice: diceOf(seed, 'keys') });
  skews({ ...draw, dice: diceOf(seed, 'skews') });
  doors({ ...draw, dice: diceOf(seed, 'doors') });
  const inTime = steps.filter(({ at }) => at <= end);
  return inTime.sort((a, b) => a.at - b.at);
}

interface Draw {
  readonly dice: Dice;
  readonly end: number;
  readonly shape: Shape;
  add(at: number, deed: Deed): void;
}

/** Moments of something that happens so many times an hour on average. */
function* moments({ dice, end }: Draw, perHour: number): Generator<number> {
  if (perHour <= 0) return;
  for (let at = 0; ; ) {
    at += (-Math.log(1 - dice.next()) / perHour) * HOUR;
    if (at > end) return;
    yield at;
  }
}

function desk(draw: Draw): void {
  const { dice, shape, add } = draw;
  const two = (): [number, number] => {
    const first = dice.between(0, shape.devices - 1);
    return [first, (first + dice.between(1, Math.max(1, shape.devices - 1))) % Math.max(2, shape.devices)];
  };
  const apply = (at: number) => add(at, { do: 'apply', officers: two(), minutes: dice.between(20, 600) });
  for (let i = 0; i < shape.devices + 1; i++) apply(dice.between(0, 3 * MINUTE));
  for (const at of moments(draw, 1.2 * shape.devices)) apply(at);
  for (const at of moments(draw, 0.5 * shape.devices)) add(at, { do: 'withdraw' });
  for (const at of moments(draw, 0.35 * shape.devices)) add(at, { do: 'reassign' });
  for (const at of moments(draw, 2)) add(at, { do: 'decide' });
}

const ACTS: readonly OfficerAct[] = [
  'show',
  'show',
  'assist',
  'refuse',
  'start',
  'start',
  'record',
  'record',
  'draft',
  'photo',
  'carry',
  'odd',
  'retry',
  'sync',
  'sync',
];

function officer(draw: Draw, phone: number): void {
  const { dice, add } = draw;
  add(dice.between(0, 90 * SECOND), { do: 'open', phone });
  // People work in bouts: a few taps within minutes, then the phone is in a pocket.
  for (const bout of moments(draw, 3)) {
    add(bout - 2 * SECOND, { do: 'open', phone });
    for (let at = bout, left = dice.between(2, 6); left > 0; left--, at += dice.between(300, 50_000)) {
      const act = dice.pick(ACTS);
      add(at, { do: 'act', phone, act });
      // Tapped twice.
      if (dice.chance(0.08)) add(at, { do: 'act', phone, act });
      if (dice.chance(0.18)) add(at + dice.between(0, 4_000), { do: 'kill', phone, after: dice.between(1, 160) });
    }
  }
  for (const at of moments(draw, 0.8)) add(at, { do: 'kill', phone, after: dice.between(1, 900) });
  for (const at of moments(draw, 0.4)) add(at, { do: 'close', phone });
  for (const at of moments(draw, 0.3)) add(at, { do: 'tab', phone });
  changeOfWeather(draw, phone, 4);
  for (const at of moments(draw, 0.35)) add(at, { do: 'clock', phone, by: dice.between(-5 * HOUR, 5 * HOUR) });
  for (const at of moments(draw, 0.6)) add(at, { do: 'full', phone, writes: dice.between(1, 6) });
  for (const at of moments(draw, 0.08)) add(at, { do: 'evict', phone });
  for (const at of moments(draw, 0.5)) versions(draw, phone, at);
  for (const at of moments(draw, 0.2)) forAWhile(draw, at, { do: 'suspend', phone }, { do: 'reinstate', phone });
  for (const at of moments(draw, 0.1)) forAWhile(draw, at, { do: 'demote', phone }, { do: 'promote', phone });
  for (const at of moments(draw, 0.1)) forAWhile(draw, at, { do: 'sign-out', phone }, { do: 'sign-in', phone });
  for (const at of moments(draw, 0.1)) add(at, { do: dice.chance(0.5) ? 'walk-out' : 'leave', phone });
  for (const at of moments(draw, 0.1)) forAWhile(draw, at, { do: 'revoke', phone }, { do: 'leave', phone });
}

function versions({ dice, add }: Draw, phone: number, at: number): void {
  const tooOld = dice.chance(0.5);
  add(at, { do: 'protocol', phone, version: tooOld ? TOO_OLD : BEFORE });
  add(at + dice.between(2, 20) * MINUTE, { do: 'protocol', phone, version: TODAY });
}

function forAWhile({ dice, add }: Draw, at: number, begin: Deed, end: Deed): void {
  add(at, begin);
  add(at + dice.between(2, 25) * MINUTE, end);
}

const SHOP: readonly ShopAct[] = ['scan', 'scan', 'scan', 'refuse', 'evaluate', 'evaluate', 'look'];

function shopkeeper(draw: Draw, phone: number): void {
  const { dice, add } = draw;
  add(dice.between(0, 3 * MINUTE), { do: 'open', phone });
  for (const at of moments(draw, 5)) {
    add(at - SECOND, { do: 'open', phone });
    add(at, { do: 'shop', phone, act: dice.pick(SHOP) });
    if (dice.chance(0.25)) add(at + dice.between(0, 3_000), { do: 'kill', phone, after: dice.between(1, 60) });
  }
  changeOfWeather(draw, phone, 3);
  for (const at of moments(draw, 0.2)) add(at, { do: 'tab', phone });
  for (const at of moments(draw, 0.3)) add(at, { do: 'full', phone, writes: dice.between(1, 3) });
  for (const at of moments(draw, 0.1)) add(at, { do: 'clock', phone, by: dice.between(-3 * HOUR, 3 * HOUR) });
}

function changeOfWeather(draw: Draw, phone: number, perHour: number): void {
  const { dice, add } = draw;
  const often: readonly WeatherName[] = ['good', 'poor', 'lossy', 'offline'];
  const all = Object.keys(WEATHERS) as WeatherName[];
  for (const at of moments(draw, perHour)) {
    add(at, { do: 'weather', phone, weather: dice.pick(dice.chance(0.6) ? often : all) });
  }
}

/** Work without network is saved in a file, which comes to the desk before, beside or after the phone's own push. */
function handovers(draw: Draw): void {
  const { dice, shape, add } = draw;
  for (let phone = 0; phone < shape.devices; phone++) {
    for (const at of moments(draw, 0.3)) {
      add(at, { do: 'open', phone });
      add(at, { do: 'weather', phone, weather: 'offline' });
      for (const act of ['show', 'start'] as const) add(at + dice.between(1, 9) * SECOND, { do: 'act', phone, act });
      add(at + 10 * SECOND, { do: 'export', phone });
      for (let times = dice.between(0, 3); times > 0; times--) {
        const file = dice.pick(['whole', 'whole', 'cut', 'changed'] as const);
        const when = dice.pick(['now', 'beside-a-push'] as const);
        add(at + dice.between(11, 120) * SECOND, { do: 'import', phone, file, when });
      }
      // Found on the desk once more.
      add(at + dice.between(3, 30) * MINUTE, { do: 'import', phone, file: 'whole', when: 'now' });
      add(at + dice.between(30, 120) * SECOND, { do: 'weather', phone, weather: dice.pick(['good', 'poor', 'lossy']) });
    }
  }
}

/** A server among several is a version behind or ahead, or its clock is some minutes off; phones use it and others. */
function skews(draw: Draw): void {
  const { dice, shape } = draw;
  const replica = (): number => dice.between(0, shape.replicas - 1);
  const phone = (): number => dice.between(0, shape.devices - 1);
  for (const at of moments(draw, 0.4)) {
    const rolled = { do: 'roll', replica: replica() } as const;
    forAWhile(draw, at, { ...rolled, to: dice.pick([BEFORE, NEXT]) }, { ...rolled, to: TODAY });
    const newer = { do: 'protocol', phone: phone() } as const;
    forAWhile(draw, at, { ...newer, version: NEXT }, { ...newer, version: TODAY });
  }
  for (const at of moments(draw, 0.4)) {
    const clock = { do: 'server-clock', replica: replica() } as const;
    forAWhile(draw, at, { ...clock, by: dice.between(-8 * MINUTE, 8 * MINUTE) }, { ...clock, by: 0 });
  }
}

const AT_THE_DOOR: readonly ShopAct[] = ['scan-live', 'scan-live', 'refuse-live', 'evaluate-unseen', 'evaluate'];

/** Deeds of enterprises before the officers' screen, evaluations of strangers, and periods that end. */
function doors(draw: Draw): void {
  const { dice, shape, add } = draw;
  for (let shop = 0; shop < shopsOf(shape); shop++) {
    const phone = shape.devices + shop;
    for (const at of moments(draw, 3)) {
      add(at - SECOND, { do: 'open', phone });
      add(at, { do: 'shop', phone, act: dice.pick(AT_THE_DOOR) });
    }
  }
  for (const at of moments(draw, 6)) add(at, { do: 'lapse', replica: dice.between(0, shape.replicas - 1) });
}

function keys(draw: Draw): void {
  const { dice, add } = draw;
  for (const at of moments(draw, 0.3)) add(at, { do: 'rotate-keys' });
  for (const at of moments(draw, 0.4)) add(at, { do: 'compromise-keys', minutes: dice.between(0, 30) });
}

/** A phone that has the newer version keeps it; now and then an older page comes up there all the same. */
function updates({ dice, end, shape, add }: Draw): void {
  for (let phone = 0; phone < shape.devices; phone++) {
    if (dice.chance(0.6)) continue;
    const at = dice.between(5 * MINUTE, end);
    const how = dice.pick(['taken', 'at-start', 'at-start', 'beside'] as const);
    add(at, { do: 'update', phone, how });
    for (let starts = how === 'at-start' ? 4 : 0; starts > 0; starts--) {
      add(at + dice.between(1, 5_000), { do: 'start', phone, dies: dice.between(1, 30) });
    }
    if (dice.chance(0.4)) add(at + dice.between(1, 20) * MINUTE, { do: 'older-page', phone });
  }
}

function server(draw: Draw): void {
  const { dice, add, shape } = draw;
  const replica = (): number => dice.between(0, shape.replicas - 1);
  for (const at of moments(draw, 1.5)) {
    const away = dice.between(1, 240) * SECOND;
    add(at, { do: 'end-server', replica: replica(), after: dice.between(1, 120), away });
  }
  for (const at of moments(draw, 4)) {
    add(at, { do: 'fail-statement', replica: replica(), after: dice.between(1, 12) });
  }
  for (const at of moments(draw, 0.5)) {
    const which = replica();
    const rolled = { do: 'roll', replica: which } as const;
    forAWhile(draw, at, { ...rolled, to: BEFORE }, { ...rolled, to: TODAY });
  }
  if (dice.chance(0.3)) forAWhile(draw, dice.between(0, draw.end), { do: 'back-up' }, { do: 'restore' });
}
