/** Between phones and server: what the weather of a phone does to each of its requests. */
import type { Fetch, Phone } from '../browser/phone-and-pages.ts';
import { type Counts, count, type Fault } from '../faults.ts';
import type { Answer, Request } from '../server/http-exchange.ts';
import type { Server } from '../server/replicas.ts';
import type { Time } from '../world/time.ts';
import { forgedAnswer, PORTAL, refusal } from './answers.ts';
import type { Weather } from './weather.ts';
import { noteAnswer, requestOf, responseOf, saySync } from './wire.ts';

export interface Network {
  readonly fetch: Fetch;
  /** Hears of changes until this phone's network or the server goes; undefined when there is no way to it now. */
  listen(phone: Phone, heard: () => void): Listening | undefined;
  /** From a place with a good line, as the desk has it; undefined when no server answered. `among`: which of those that are there. */
  ask(request: Request, among?: (replicas: number) => number): Promise<Answer | undefined>;
}

export interface Listening {
  /** The connection is still there. */
  holds(): boolean;
  stop(): void;
}

export interface NetworkWorld {
  readonly time: Time;
  readonly server: () => Server;
  readonly counts: Counts;
  /** Id of the key with which our server signs receipts. */
  readonly receiptKid: Uint8Array;
  /** Each answer of our server, also one that never arrives. */
  readonly heard: (phone: Phone, request: Request, answer: Answer) => void;
  /** A request that is about to reach a server: what begins here begins just before it. */
  readonly reaches: (phone: Phone, request: Request) => void;
  readonly arrived: (phone: Phone, request: Request, answer: Answer) => void;
  readonly log: (phone: Phone, words: string) => void;
}

/** A connection ended, or nothing came back. */
const GONE = 'gone';
type Outcome = (Answer & { readonly ours?: true }) | typeof GONE | typeof SILENT;

/** The head of an answer came, and then the line fell silent. */
const SILENT = 'silent';

/** Delay of a head whose body never follows, ms. */
const HEAD = 500;

export function aNetwork(world: NetworkWorld): Network {
  const routes = new Map<Phone, number>();
  const fetch: Fetch = (page, path, init = {}) =>
    new Promise((resolve, reject) => {
      const { phone } = page;
      const ended = new Promise<never>((_, end) => {
        init.signal?.addEventListener('abort', () => end(new TypeError('aborted')));
      });
      ended.catch(reject);
      const request = requestOf(phone, path, init);
      const arrive = (outcome: Outcome): void => {
        if (!page.dead) page.step('network');
        if (page.dead) return;
        if (outcome === GONE || outcome === SILENT || outcome.status >= 400) page.troubled = true;
        if (outcome === GONE) reject(new TypeError('Failed to fetch'));
        else if (outcome === SILENT) resolve(responseOf(NOTHING_YET, world.time.now(), ended));
        else {
          if (outcome.ours) world.arrived(phone, request, outcome);
          resolve(responseOf(outcome, world.time.now()));
        }
      };
      travel({ world, routes, phone, request, arrive });
    });
  const ask: Network['ask'] = async (request, among = () => 0) => {
    const server = world.server();
    const there = server.replicas.flatMap((replica, i) => (replica && !replica.life.over ? i : []));
    const index = there[among(there.length)];
    return index === undefined ? undefined : world.time.hold(server.ask(index, request));
  };
  const listen = (phone: Phone, heard: () => void): Listening | undefined => {
    const replica = phone.dice.pick(world.server().replicas);
    const { weather } = phone;
    if (!replica || replica.life.over || !weather.streams) return undefined;
    const stop = replica.hints.subscribe(() => {
      if (!replica.life.over) world.time.after(delayOf(phone), heard);
    });
    return { stop, holds: () => !replica.life.over && phone.weather === weather };
  };
  return { fetch, ask, listen };
}

type Arrive = (outcome: Outcome) => void;

interface Trip {
  readonly world: NetworkWorld;
  readonly routes: Map<Phone, number>;
  readonly phone: Phone;
  readonly request: Request;
  readonly arrive: Arrive;
}

/** True where the weather of this phone strikes this request so. */
function strikes({ world, phone, request }: Trip, fault: Fault & keyof Weather): boolean {
  const chance = Number(phone.weather[fault] ?? 0);
  if (chance === 0 || !phone.dice.chance(chance)) return false;
  count(world.counts, fault);
  world.log(phone, `${fault}: ${request.method} ${request.path}`);
  return true;
}

const delayOf = ({ dice, weather }: Phone): number => dice.between(...weather.delay);

const back = ({ world, phone, arrive }: Trip, outcome: Outcome): void =>
  void world.time.after(delayOf(phone), () => arrive(outcome));

const NOTHING_YET: Answer = { status: 200, headers: {}, body: new Uint8Array() };

/** Nothing comes back: the connection breaks, or it stays and brings no more than the head of an answer. */
function loseReply(trip: Trip): void {
  const { world, phone, arrive } = trip;
  if (phone.dice.chance(0.6)) back(trip, GONE);
  else {
    count(world.counts, 'silent');
    world.time.after(HEAD, () => arrive(SILENT));
  }
}

function travel(trip: Trip): void {
  const { phone } = trip;
  const other = answerOnTheWay(trip);
  if (other) void Promise.resolve(other).then((outcome) => back(trip, outcome));
  else if (strikes(trip, 'dropped')) loseReply(trip);
  else {
    const { late = 0 } = phone.weather;
    const way = delayOf(phone) + (phone.dice.chance(late) ? phone.dice.between(10_000, 60_000) : 0);
    noteOrder(trip, way);
    deliver(trip, way, (outcome) => comeBack(trip, outcome));
    const second = phone.dice.chance(0.6) ? 0 : phone.dice.between(1, 90_000);
    if (strikes(trip, 'twice')) deliver(reconnected(trip), way + second, () => undefined);
  }
}

/** Somebody else than our server answers, or nobody. */
function answerOnTheWay(trip: Trip): Outcome | Promise<Outcome> | undefined {
  const { world, request, phone } = trip;
  // The county's pack is no part of this: nothing that is synchronised hangs on it.
  if (request.path.startsWith('/api/packs/') || strikes(trip, 'offline')) return GONE;
  if (['POST', 'PATCH'].includes(request.method) && strikes(trip, 'forged'))
    return forgedAnswer(request, world.receiptKid, phone.dice);
  if (strikes(trip, 'portal')) return PORTAL;
  return strikes(trip, 'refused') ? refusal(phone.dice) : undefined;
}

function comeBack(trip: Trip, outcome: Outcome): void {
  if (outcome !== GONE && strikes(trip, 'cut')) loseReply(trip);
  else if (outcome !== GONE && strikes(trip, 'resent')) {
    deliver(reconnected(trip), delayOf(trip.phone), (second) => back(trip, second));
  } else back(trip, outcome);
}

/** On another connection, for which the balancer chooses anew. */
const reconnected = (trip: Trip): Trip => ({ ...trip, routes: new Map() });

const deliver = (trip: Trip, wait: number, heard: Arrive): void =>
  void trip.world.time.after(wait, () => void reach(trip, heard));

/** When the latest request of each phone arrives. */
const arrivals = new WeakMap<Phone, number>();

function noteOrder({ world: { time, counts }, phone }: Trip, way: number): void {
  const at = time.now() + way;
  const latest = arrivals.get(phone) ?? 0;
  if (at < latest) count(counts, 'overtaken');
  arrivals.set(phone, Math.max(at, latest));
}

async function reach(trip: Trip, heard: Arrive): Promise<void> {
  const { world, phone, request: asked } = trip;
  const isTorn = asked.body instanceof Uint8Array && strikes(trip, 'torn');
  const request = isTorn ? { ...asked, tornAfter: phone.dice.between(0, (asked.body?.length ?? 1) - 1) } : asked;
  const server = world.server();
  world.reaches(phone, request);
  const answer = await world.time.hold(server.ask(route(trip, server), request));
  if (answer) {
    noteAnswer(world.counts, request, answer);
    world.log(phone, `${answer.status}: ${request.method} ${request.path} ${saySync(request, answer)}`);
    world.heard(phone, request, answer);
  } else count(world.counts, 'server-away');
  heard(answer && !isTorn ? { ...answer, ours: true } : GONE);
}

/** A balancer keeps a phone at its replica most of the time. */
function route({ world, routes, phone }: Trip, { replicas }: Server): number {
  const before = routes.get(phone);
  const index = before === undefined || phone.dice.chance(0.3) ? phone.dice.between(0, replicas.length - 1) : before;
  if (before !== undefined && before !== index) count(world.counts, 'replica-switched');
  routes.set(phone, index);
  return index;
}
