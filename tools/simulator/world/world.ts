/** Everything of one run: time, server, network, phones, and what was seen. */

import type { Actor } from '@liangma/shared/access/authorise';
import type { KeySet } from '@liangma/shared/trust/key-set';
import type { KeyRing } from '../../../sync-server/src/ports/runtime.ts';
import type { Store } from '../../../sync-server/src/ports/store.ts';
import type { KeyRow } from '../../../web/app/src/lib/offline/rows.ts';
import { eventSource } from '../browser/event-source.ts';
import type { PageCode } from '../browser/page.ts';
import { aPhone } from '../browser/phone.ts';
import type { PageWorld, Phone } from '../browser/phone-and-pages.ts';
import { aLedger, type Ledger, PUSH } from '../checks/ledger.ts';
import { watchMigrations } from '../checks/migration-watch.ts';
import { partsOf } from '../checks/receipt-parts.ts';
import { type Counts, count } from '../faults.ts';
import { aNetwork, type Network } from '../network/network.ts';
import { WEATHERS } from '../network/weather.ts';
import { type Dice, diceOf } from '../script/dice.ts';
import { type Shape, sayTime, shopsOf } from '../script/steps.ts';
import type { Database } from '../server/database.ts';
import { type MemoryBlobs, memoryBlobs } from '../server/memory-blobs.ts';
import { copyKeys, openKeys, type Server, startServer, type Tampering } from '../server/replicas.ts';
import { COUNTY, cookieOf, START } from '../server/template.ts';
import { type Time, timeFrom } from './time.ts';

/** Parts of the world that are the same for all runs of a process. */
export interface Stage {
  readonly fieldPage: PageCode;
  readonly shopPage: PageCode;
  /** Folder of the server's keys. */
  readonly keys: string;
  database(): Promise<Database>;
  readonly tampering: Tampering;
}

export interface World {
  readonly shape: Shape;
  readonly stage: Stage;
  readonly time: Time;
  readonly dice: Dice;
  readonly database: Database;
  readonly keys: KeyRing;
  readonly network: Network;
  readonly pages: PageWorld;
  readonly phones: readonly Phone[];
  readonly ledger: Ledger;
  /** Folder from which its processes read their keys. */
  readonly keysFolder: string;
  /** Keys by id of which nothing is believed from a moment on, and when every process knows, ms. */
  readonly compromised: Map<string, { readonly from: number; readonly known: number }>;
  /** Photos that the server holds. */
  readonly blobs: MemoryBlobs;
  readonly counts: Counts;
  readonly log: string[];
  server: Server;
  /** The store itself, without anything in between. */
  truth: Store;
  /** Greatest error of any server's clock so far, ms. */
  clocksOff: number;
  /** Seconds that a server stays away once it ends. */
  awayFor: number;
  /** Count of unsent events that each cleared phone was last told of. */
  readonly told: Map<Phone, number>;
  /** Deeds at the desk that wait for the next push of a phone. */
  readonly besidePush: Map<Phone, readonly (() => void)[]>;
  /** Files that a server has taken. */
  readonly broughtIn: Set<Uint8Array>;
  /** Count of sign-ins of each officer. */
  readonly signIns: Map<Phone, number>;
}

export const officersOf = ({ phones, shape }: World): readonly Phone[] => phones.slice(0, shape.devices);
export const shopsIn = ({ phones, shape }: World): readonly Phone[] => phones.slice(shape.devices);

export const actorOf = ({ phones }: World, phone: Phone): Actor => COUNTY.inspectors[phones.indexOf(phone)] as Actor;

/** The rows of an officer's device database as they lie on the disk. */
export const tableOf = <T>(phone: Phone, table: string): T[] =>
  phone.disk.rows<T>(`liangma-${phone.name}`, table) ?? [];

/** Its key's id, where it has one. */
export const deviceOn = (phone: Phone): string | undefined => tableOf<KeyRow>(phone, 'keys')[0]?.key.id;

/** Tells whether the phone has heard that its agency has revoked it. */
export const thinksRevoked = (phone: Phone): boolean =>
  tableOf<{ name: string }>(phone, 'meta').some(({ name }) => name === 'revokedAt');

export const say = (world: World, words: string): void => {
  world.log.push(`${sayTime(world.time.now() - START)}  ${words}`);
};

export async function aWorld(stage: Stage, shape: Shape): Promise<World> {
  const time = timeFrom(START, tardinessBy(diceOf(shape.seed, 'time')));
  const counts: Counts = new Map();
  const compromised: World['compromised'] = new Map();
  const ledger = aLedger({
    isRefused: ({ kid, receivedAt }, when) => {
      const key = compromised.get(kid);
      return key !== undefined && receivedAt >= key.from && (when === 'by now' || time.now() >= key.known);
    },
    renewed: () => count(counts, 'renewed'),
  });
  const database = await stage.database();
  const keysFolder = copyKeys(stage.keys);
  const keys = openKeys(keysFolder, time);
  const blobs = memoryBlobs();
  const server = await startServer(
    {
      time,
      database,
      keysFolder,
      blobs,
      tampering: stage.tampering,
      dice: diceOf(shape.seed, 'server'),
      told: (what) => {
        count(counts, what);
        say(world, what);
        if (what !== 'statement-failed') time.after(world.awayFor, () => void time.hold(restart(world)));
      },
    },
    shape.replicas,
  );
  const network = aNetwork({
    receiptKid: keys.signerFor('receipts').kid,
    time,
    counts,
    server: () => world.server,
    heard: ledger.heard,
    arrived: ledger.arrived,
    reaches: (phone, { path }) => {
      if (path.startsWith(PUSH)) meetFiles(world, phone);
    },
    log: (phone, words) => say(world, `${phone.name}  ${words}`),
  });
  const { root } = keys;
  const migrations = watchMigrations({ ledger, now: time.now, counts });
  const pages: PageWorld = {
    time,
    fetch: network.fetch,
    opens: migrations.opens,
    migrates: migrations.migrates,
    hints: (page) => eventSource(time, page, (heard) => network.listen(page.phone, heard)),
    rootPin: `${Buffer.from(root.kid).toString('hex')}.${Buffer.from(root.publicKey).toString('base64url')}`,
    died: (page, torn) => {
      const { phone } = page;
      migrations.died(page);
      count(counts, torn ? 'page-killed-writing' : 'page-killed');
      say(world, `${phone.name}  page killed${torn ? ' within a write' : ''}`);
    },
    wroteToFullDisk: ({ phone }) => {
      count(counts, 'disk-full');
      say(world, `${phone.name}  a write found the disk full`);
    },
    said: ({ phone }, words) =>
      say(
        world,
        `${phone.name}  console: ${words
          .map((word) => (word instanceof Error ? word.stack : String(word)))
          .join(' ')
          .slice(0, 1_500)}`,
      ),
  };
  const world: World = {
    shape,
    stage,
    time,
    database,
    keys,
    keysFolder,
    compromised,
    blobs,
    server,
    network,
    pages,
    ledger,
    counts,
    log: [],
    dice: diceOf(shape.seed, 'world'),
    phones: phonesOf(shape, time),
    truth: await database.open(),
    clocksOff: 0,
    awayFor: 10_000,
    told: new Map(),
    signIns: new Map(),
    besidePush: new Map(),
    broughtIn: new Set(),
  };
  return world;
}

/** A push of this phone arrives at some server, and beside it what was to be brought in then. */
function meetFiles({ besidePush, counts }: World, phone: Phone): void {
  const files = besidePush.get(phone) ?? [];
  besidePush.delete(phone);
  count(counts, 'brought-in-beside', files.length);
  for (const carry of files)
    if (phone.dice.chance(0.5)) carry();
    else setImmediate(carry);
}

/** Mostly quick, now and then as slow as a busy phone or server. */
const tardinessBy = (dice: Dice) => (): number =>
  dice.chance(0.7) ? dice.between(0, 20) : dice.chance(0.8) ? dice.between(0, 200) : dice.between(0, 1_500);

function phonesOf(shape: Shape, time: Time): Phone[] {
  const phone = (name: string): Phone => aPhone(name, diceOf(shape.seed, name), time, WEATHERS.good);
  const officers = COUNTY.inspectors.slice(0, shape.devices).map((actor) => {
    return Object.assign(phone(actor.account), { cookie: cookieOf(actor) });
  });
  return [...officers, ...Array.from({ length: shopsOf(shape) }, (_, i) => phone(`shop${i + 1}`))];
}

async function restart({ server, shape }: World): Promise<void> {
  for (let i = 0; i < shape.replicas; i++) await server.start(i);
}

/** Returns the key set with which receipts are checked. */
export const keySetOf = ({ keys }: World): KeySet => ({
  issuedAt: 0,
  staleAt: Number.MAX_SAFE_INTEGER,
  keys: [...keys.keys],
});

/** Nobody believes this receipt any more. */
export function isRefusedNow({ compromised }: World, receipt: Uint8Array): boolean {
  const { kid, receivedAt } = partsOf(receipt);
  return receivedAt >= (compromised.get(kid)?.from ?? Number.POSITIVE_INFINITY);
}
