/**
 * How far this device knows its own events by the answers to its pushes (docs/adr/0019): what it was told so, it does not
 * pull. Written with those answers, and only where that leaves nothing out.
 */
import { checkpointSchema, EVENTS_PULLED_HEADER } from '@liangma/shared/protocol/documents';
import { PROTOCOL_VERSION } from '@liangma/shared/protocol/version';
import * as v from 'valibot';
import { type DeviceDb, readMeta, writeMeta } from './device-db.ts';
import { isAt, type LocalCheckpoint, type Stretch } from './pull.ts';
import type { EventRow } from './rows.ts';
import type { Headed } from './wire.ts';

/** What pulls and pushes of events have to know of each other. */
export interface EventTraffic {
  /** Ids of the events that are answered while a page is under way. */
  readonly answered: Set<string>;
  /** A page that is under way may say older things than an answer, and goes on from what was pulled before it. */
  pulling: boolean;
}

export const eventTraffic = (): EventTraffic => ({ answered: new Set(), pulling: false });

const saidSchema = v.pipe(v.string(), v.parseJson(), checkpointSchema);

export class KnownUpTo {
  readonly #db: DeviceDb;
  readonly #traffic: EventTraffic;
  /** Of rows that went up together, from where to where their answer leads. */
  readonly #stretches = new WeakMap<readonly EventRow[], Stretch>();
  /** The next rows go up while it is written. */
  #writing: LocalCheckpoint | undefined;

  constructor(db: DeviceDb, traffic: EventTraffic) {
    this.#db = db;
    this.#traffic = traffic;
  }

  /** What goes up with these rows. */
  async asked(rows: readonly EventRow[]): Promise<Headed | undefined> {
    const from = this.#writing ?? (await readMeta(this.#db, 'eventsPulled'));
    if (!from || from.again || from.version !== PROTOCOL_VERSION) return undefined;
    const { shards, epoch, version } = from;
    return {
      headers: { [EVENTS_PULLED_HEADER]: JSON.stringify({ shards, epoch }) },
      heard: (answer) => {
        const said = v.safeParse(saidSchema, answer.get(EVENTS_PULLED_HEADER));
        if (said.success) this.#stretches.set(rows, { from, to: { shards: said.output, epoch, version } });
      },
    };
  }

  /** `take` writes the answers, and calls what it is given in the same transaction, if it leaves none of them out. */
  async taking(sent: readonly EventRow[], take: (goOn: () => Promise<void>) => Promise<void>): Promise<void> {
    const stretch = this.#stretches.get(sent);
    this.#writing = stretch?.to;
    const goOn = async (): Promise<void> => {
      if (!stretch || this.#traffic.pulling) return;
      if (isAt(await readMeta(this.#db, 'eventsPulled'), stretch.from)) {
        await writeMeta(this.#db, 'eventsPulled', stretch.to);
      }
    };
    await take(goOn).finally(() => {
      if (this.#writing === stretch?.to) this.#writing = undefined;
    });
  }
}
