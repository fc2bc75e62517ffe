/**
 * Pull checkpoint from push acknowledgements (docs/adr/0019): what a push has told of this device's own events is not pulled
 * again. The checkpoint is written with the answers, and only if they leave nothing out.
 */
import { checkpointSchema, EVENTS_PULLED_HEADER } from '@liangma/shared/protocol/documents';
import { PROTOCOL_VERSION } from '@liangma/shared/protocol/version';
import * as v from 'valibot';
import { type DeviceDb, readMeta, writeMeta } from '../database/device-db.ts';
import type { EventRow, LocalCheckpoint } from '../rows.ts';
import type { Headed } from '../wire/wire.ts';
import { isAt, type Stretch } from './pull.ts';

/** State that pulls and pushes of events share. */
export interface EventTraffic {
  /** Ids of the events that were answered while a page was under way. */
  readonly answered: Set<string>;
  /** A page under way may be older than an answer, and goes on from the checkpoint before it. */
  pulling: boolean;
}

export const eventTraffic = (): EventTraffic => ({ answered: new Set(), pulling: false });

const ackSchema = v.pipe(v.string(), v.parseJson(), checkpointSchema);

export class AckCheckpoint {
  readonly #db: DeviceDb;
  readonly #traffic: EventTraffic;
  /** By the batch: the stretch that its acknowledgement covers. */
  readonly #stretches = new WeakMap<readonly EventRow[], Stretch>();
  /** The checkpoint that is being written while the next batch goes up. */
  #writing: LocalCheckpoint | undefined;

  constructor(db: DeviceDb, traffic: EventTraffic) {
    this.#db = db;
    this.#traffic = traffic;
  }

  /** Returns the headers that tell the server how far events are pulled; undefined if that says nothing now. */
  async headersFor(batch: readonly EventRow[]): Promise<Headed | undefined> {
    const from = this.#writing ?? (await readMeta(this.#db, 'eventsPulled'));
    if (!from || from.again || from.version !== PROTOCOL_VERSION) return undefined;
    const { shards, epoch, version } = from;
    return {
      headers: { [EVENTS_PULLED_HEADER]: JSON.stringify({ shards, epoch }) },
      onHeaders: (answer) => {
        const ack = v.safeParse(ackSchema, answer.get(EVENTS_PULLED_HEADER));
        if (ack.success) this.#stretches.set(batch, { from, to: { shards: ack.output, epoch, version } });
      },
    };
  }

  /** `take` writes the answers. It calls `advance` in the same transaction if it leaves none of them out. */
  async taking(batch: readonly EventRow[], take: (advance: () => Promise<void>) => Promise<void>): Promise<void> {
    const stretch = this.#stretches.get(batch);
    this.#writing = stretch?.to;
    const advance = async (): Promise<void> => {
      if (!stretch || this.#traffic.pulling) return;
      if (isAt(await readMeta(this.#db, 'eventsPulled'), stretch.from)) {
        await writeMeta(this.#db, 'eventsPulled', stretch.to);
      }
    };
    await take(advance).finally(() => {
      if (this.#writing === stretch?.to) this.#writing = undefined;
    });
  }
}
