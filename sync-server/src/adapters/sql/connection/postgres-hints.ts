/**
 * Hints between the servers of one PostgreSQL. NOTIFY carries a hint at once to all who LISTEN; behind it each server that
 * anybody listens to looks at the shards' numbers every few seconds, so that a notice that is lost, a connection that ends,
 * or a pooler that does not know LISTEN makes a hint late and never loses it. Nothing but hints travels here.
 */

import { toHex } from '@liangma/shared/kernel/bytes';
import pg from 'pg';
import * as v from 'valibot';
import { HINTED_COLLECTIONS, type Hint, type Hints, type Random } from '../../../ports/runtime.ts';
import { bestEffort } from '../../best-effort.ts';
import { localHints } from '../../runtime.ts';
import { streamOf } from './postgres.ts';

export interface HintPorts {
  readonly url: string;
  readonly random: Random;
  /** The last number of every shard, as committed. */
  shards(): Promise<ReadonlyMap<string, number>>;
  /** The connection ended, or a look at the numbers failed; it goes on by itself. */
  onTrouble(error: unknown): void;
}

const CHANNEL = 'liangma_hints';
/** Jittered by half either way, so that servers do not look in the same moment. */
const LOOK_EVERY = 3_000;
const RECONNECT_AFTER = 1_000;
const LONGEST_PAUSE = 30_000;
const LONGEST_GOODBYE = 1_000;

const hintSchema = v.object({
  collection: v.picklist(HINTED_COLLECTIONS),
  shard: v.string(),
  seq: v.number(),
  audience: v.exactOptional(
    v.object({
      officers: v.array(v.string()),
      agencies: v.exactOptional(v.array(v.string())),
      region: v.exactOptional(v.string()),
      account: v.exactOptional(v.string()),
    }),
  ),
});
/** `from`: the sending server, which has delivered the hint to its own listeners. */
const noticeSchema = v.pipe(v.string(), v.parseJson(), v.object({ ...hintSchema.entries, from: v.string() }));

/** Connects when the first one listens or tells. */
export function postgresHints(ports: HintPorts): Hints {
  return new PostgresHints(ports);
}

class PostgresHints implements Hints {
  readonly #ports: HintPorts;
  /** Name of this server among those of its store. */
  readonly #name: string;
  readonly #here = localHints();
  readonly #seen = new Map<string, number>();
  #listeners = 0;
  #connection: Promise<pg.Client | undefined> | undefined;
  #failures = 0;
  #unsent = new Map<string, Hint>();
  #telling: Promise<void> | undefined;
  #look: NodeJS.Timeout | undefined;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(ports: HintPorts) {
    this.#ports = ports;
    this.#name = toHex(ports.random.bytes(8));
  }

  publish(hint: Hint): void {
    this.#deliver(hint);
    // Queued hints collapse to the newest per shard, except hints addressed to particular officers.
    this.#unsent.set(JSON.stringify([hint.collection, hint.shard, hint.audience]), hint);
    this.#telling ??= this.#tell().finally(() => {
      this.#telling = undefined;
    });
  }

  subscribe(listener: (hint: Hint) => void, ended?: () => void): () => void {
    const stop = this.#here.subscribe(listener, ended);
    this.#listeners += 1;
    void this.#connected();
    if (this.#look === undefined) this.#lookLater();
    let over = false;
    return () => {
      if (!over) this.#listeners -= 1;
      over = true;
      stop();
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#look);
    clearTimeout(this.#retry);
    await this.#here.close();
    await this.#telling;
    const client = await this.#connection;
    if (!client) return;
    // A database that no longer answers cannot end the connection: close the socket.
    const impatient = setTimeout(() => streamOf(client).destroy(), LONGEST_GOODBYE);
    await bestEffort(client.end(), 'the connection may be broken already');
    clearTimeout(impatient);
  }

  #deliver(hint: Hint): void {
    // Drafts are numbered by themselves (ports/drafts.ts), sessions not at all.
    const isNumbered = hint.collection !== 'drafts' && hint.collection !== 'sessions';
    if (isNumbered) this.#seen.set(hint.shard, Math.max(hint.seq, this.#seen.get(hint.shard) ?? 0));
    this.#here.publish(hint);
  }

  async #tell(): Promise<void> {
    // Wait a turn of the event loop, so that hints of one group commit go together.
    await new Promise(setImmediate);
    while (this.#unsent.size > 0) {
      const notices = [...this.#unsent.values()].map((hint) => JSON.stringify({ ...hint, from: this.#name }));
      this.#unsent.clear();
      const client = await this.#connected();
      // The other servers find the changes when they poll.
      if (!client) continue;
      const notified = client.query('select pg_notify($1, notice) from unnest($2::text[]) as notice', [
        CHANNEL,
        notices,
      ]);
      await notified.catch((error: unknown) => {
        this.#ports.onTrouble(error);
        streamOf(client).destroy();
      });
    }
  }

  #connected(): Promise<pg.Client | undefined> {
    if (this.#closed || this.#retry) return Promise.resolve(undefined);
    this.#connection ??= this.#connect();
    return this.#connection;
  }

  async #connect(): Promise<pg.Client | undefined> {
    const client = new pg.Client({
      connectionString: this.#ports.url,
      connectionTimeoutMillis: 10_000,
      query_timeout: 10_000,
      keepAlive: true,
      application_name: 'liangma-hints',
    });
    client.on('notification', (message) => this.#receive(message));
    let ended = false;
    const end = (error?: unknown): void => {
      if (ended) return;
      ended = true;
      this.#lost(error);
    };
    client.on('error', end);
    client.on('end', end);
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
    } catch (error) {
      end(error);
      await bestEffort(client.end(), 'the connection may never have been made');
      return undefined;
    }
    // Notices may have been missed meanwhile.
    if (this.#failures > 0) void this.#lookNow();
    this.#failures = 0;
    return client;
  }

  #receive({ payload = '' }: pg.Notification): void {
    const notice = v.safeParse(noticeSchema, payload);
    if (!notice.success || notice.output.from === this.#name) return;
    const { from: _, ...hint } = notice.output;
    // A hint for everybody that is older than a known one adds nothing.
    if (hint.audience || this.#isNew(hint.shard, hint.seq)) this.#deliver(hint);
  }

  #isNew(shard: string, seq: number): boolean {
    return seq > (this.#seen.get(shard) ?? 0);
  }

  #lost(error: unknown): void {
    this.#connection = undefined;
    if (this.#closed) return;
    this.#ports.onTrouble(error);
    const pause = Math.min(LONGEST_PAUSE, RECONNECT_AFTER * 2 ** this.#failures);
    this.#failures += 1;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      void this.#connected();
    }, this.#jittered(pause)).unref();
  }

  #lookLater(): void {
    if (this.#closed) return;
    this.#look = setTimeout(async () => {
      if (this.#listeners > 0) await this.#lookNow();
      if (this.#listeners > 0) this.#lookLater();
      else this.#look = undefined;
    }, this.#jittered(LOOK_EVERY)).unref();
  }

  async #lookNow(): Promise<void> {
    try {
      for (const [shard, seq] of await this.#ports.shards()) {
        if (this.#isNew(shard, seq)) this.#deliver({ collection: 'tasks', shard, seq });
      }
    } catch (error) {
      this.#ports.onTrouble(error);
    }
  }

  #jittered(ms: number): number {
    return ms * (0.5 + (this.#ports.random.bytes(1)[0] ?? 128) / 256);
  }
}
