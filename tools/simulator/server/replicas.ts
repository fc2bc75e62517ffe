/** The server: one or more processes over one store, each of which may end and begin again. */

import { cpSync } from 'node:fs';
import { SERVER_LIMITS } from '@liangma/shared/compliance/server-limits';
import { FIRST_ROWS } from '@liangma/shared/defaults/policy';
import { NOTICES } from '@liangma/shared/defaults/working-years';
import { ALGORITHM } from '@liangma/shared/kernel/cose';
import { bestEffort } from '@liangma/testing/best-effort';
import { pino } from 'pino';
import { PUBLIC_PASSWORD_COST } from '../../../sync-server/src/adapters/crypto/passwords.ts';
import { nodeSignatures } from '../../../sync-server/src/adapters/crypto/signatures.ts';
import { openKeyRing } from '../../../sync-server/src/adapters/keys/key-files.ts';
import { keyFolder } from '../../../sync-server/src/adapters/keys/key-folder.ts';
import { noPrinter } from '../../../sync-server/src/adapters/print/chromium-printer.ts';
import { localHints } from '../../../sync-server/src/adapters/runtime.ts';
import { fileOf } from '../../../sync-server/src/adapters/tables/read-table.ts';
import { sheetOf } from '../../../sync-server/src/adapters/tables/write-sheet.ts';
import { createApp } from '../../../sync-server/src/app.ts';
import { fixedPolicies } from '../../../sync-server/src/compliance/policy-source.ts';
import { DEMO_POLICIES } from '../../../sync-server/src/demo/county.ts';
import type { Deps } from '../../../sync-server/src/deps.ts';
import type { Hints, KeyRing, Signatures } from '../../../sync-server/src/ports/runtime.ts';
import type { Store } from '../../../sync-server/src/ports/store.ts';
import { lapseTasks } from '../../../sync-server/src/tasks/lapse-tasks.ts';
import { trustSource } from '../../../sync-server/src/trust/trust.ts';
import { verifyEd25519 } from '../browser/web-crypto.ts';
import type { Dice } from '../script/dice.ts';
import { SIMULATED, TODAY } from '../versions.ts';
import type { Time } from '../world/time.ts';
import type { Database } from './database.ts';
import { newFolder } from './folders.ts';
import type { Answer, Request } from './http-exchange.ts';
import { aLife, type Life, type Node } from './life.ts';
import type { MemoryBlobs } from './memory-blobs.ts';
import { asHeardBy } from './older-server.ts';

export interface Replica {
  /** The version of the protocol that this process speaks: an older or a newer one while a version is rolled out or back. */
  speaks: number;
  readonly life: Life;
  readonly app: ReturnType<typeof createApp>;
  readonly store: Store;
  readonly hints: Hints;
  /** NOT-2: how many tasks lapsed. */
  lapse(): Promise<number>;
}

/** Seams that mutants may change: between the server and its store, keys or signatures. */
export interface Tampering {
  readonly store?: (store: Store, time: Time) => Store;
  readonly rewrite?: (node: Node) => Node;
  readonly signatures?: (real: Signatures) => Signatures;
  readonly keys?: (real: KeyRing) => KeyRing;
}

export interface ServerWorld {
  readonly time: Time;
  readonly dice: Dice;
  readonly database: Database;
  readonly keysFolder: string;
  readonly blobs: MemoryBlobs;
  readonly tampering: Tampering;
  told(what: 'server-killed' | 'server-killed-writing' | 'statement-failed'): void;
}

export interface Server {
  readonly replicas: readonly (Replica | undefined)[];
  /** The clock of each machine minus the true time, ms; nothing where it is right. */
  readonly skews: number[];
  /** Undefined when the process is not there, or ended before it could answer. */
  ask(replica: number, request: Request): Promise<Answer | undefined>;
  /** NOT-2: how many tasks lapsed; none where the process is not there, ends meanwhile, or fails at it. */
  lapse(replica: number): Promise<number>;
  start(replica: number): Promise<void>;
  /** Stops the process as an operator does. */
  stop(replica: number): Promise<void>;
}

export async function startServer(world: ServerWorld, count: number): Promise<Server> {
  const replicas: (Replica | undefined)[] = [];
  const { time } = world;
  const server: Server = {
    replicas,
    skews: [],
    ask: async (index, request) => {
      const replica = replicas[index];
      if (!replica || replica.life.over) return undefined;
      const { method, path, headers, body } = asHeardBy(replica.speaks, request);
      const sent = body instanceof Uint8Array ? { body: streamOf(body, request.tornAfter), duplex: 'half' } : { body };
      const response = await replica.app.request(path, {
        method,
        headers,
        ...(body === undefined ? {} : sent),
      } as RequestInit);
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (replica.life.over) return undefined;
      return {
        speaks: replica.speaks,
        status: response.status,
        headers: {
          date: new Date(time.now() + (server.skews[index] ?? 0)).toUTCString(),
          ...Object.fromEntries(response.headers),
        },
        body: bytes,
      };
    },
    lapse: async (index) => {
      const replica = replicas[index];
      if (!replica || replica.life.over) return 0;
      return (await bestEffort(replica.lapse(), 'its process may end meanwhile, and its disk be full')) ?? 0;
    },
    start: async (index) => {
      if (replicas[index] && !replicas[index].life.over) return;
      replicas[index] = await openReplica(world, () => time.now() + (server.skews[index] ?? 0));
    },
    stop: async (index) => {
      const replica = replicas[index];
      replicas[index] = undefined;
      if (replica && !replica.life.over) await replica.store.close();
    },
  };
  for (let i = 0; i < count; i++) await server.start(i);
  return server;
}

/** In two pieces, or in one that is torn. */
function streamOf(bytes: Uint8Array, tornAfter = bytes.length): ReadableStream<Uint8Array> {
  const half = Math.ceil(tornAfter / 2);
  const pieces = [bytes.slice(0, half), bytes.slice(half, tornAfter)].filter(({ length }) => length > 0);
  return new ReadableStream({
    pull: (stream) => {
      const piece = pieces.shift();
      if (piece) stream.enqueue(piece);
      else if (tornAfter < bytes.length) stream.error(new Error('connection reset'));
      else stream.close();
    },
  });
}

async function openReplica(world: ServerWorld, now: () => number): Promise<Replica> {
  const { time, dice, database, keysFolder, tampering } = world;
  const keys = openKeys(keysFolder, { now });
  const told = (what: 'end' | 'fail'): void => {
    if (what === 'fail') world.told('statement-failed');
    else world.told(life.tornWrite ? 'server-killed-writing' : 'server-killed');
  };
  const life: Life = aLife(told, tampering.rewrite);
  const store = await database.open(life.watch);
  const hints = localHints();
  const base: Omit<Deps, 'trust'> = {
    store: tampering.store?.(store, time) ?? store,
    tables: { fileOf, sheetOf },
    blobs: world.blobs.for(now, () => life.over),
    clock: { now },
    ticks: { now: time.now },
    proxies: { has: () => false },
    random: { bytes: (length) => dice.bytes(length) },
    keys: tampering.keys?.(keys) ?? keys,
    signatures: tampering.signatures?.(signatures) ?? signatures,
    hints,
    policies: fixedPolicies({ rows: [...FIRST_ROWS, ...DEMO_POLICIES], years: NOTICES }),
    limits: SERVER_LIMITS,
    passwordCost: PUBLIC_PASSWORD_COST,
    notifier: { send: async () => ({ ok: true, receipt: '' }), isReceipt: () => false },
    pusher: { publicKey: undefined, send: async () => ({ ok: false, error: '', gone: false, final: true }) },
    printer: noPrinter,
    protocol: SIMULATED,
    log: pino({ level: 'silent' }),
    config: { origin: 'http://localhost:8787', version: 'simulated', demo: true },
  };
  const deps = { ...base, trust: trustSource(base) };
  return { speaks: TODAY, life, store, hints, app: createApp(deps), lapse: () => lapseTasks(deps) };
}

/** The thread pool would answer in an order that no seed decides. */
const signatures: Signatures = {
  ...nodeSignatures(),
  verify: async (alg, publicKey, message, signature) =>
    alg === ALGORITHM.eddsa && signature.length === 64 && verifyEd25519(publicKey, message, signature),
};

/** Copies the keys, so that each run changes its own. */
export function copyKeys(from: string): string {
  const folder = newFolder();
  cpSync(keyFolder(from), keyFolder(folder), { recursive: true });
  return folder;
}

export const openKeys = (folder: string, { now }: Pick<Time, 'now'>): KeyRing =>
  openKeyRing(folder, { clock: { now } });
