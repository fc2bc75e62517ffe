/** Makes an event of this browser: signed, chained, kept. */
import { toBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import { uuidV7 } from '@liangma/shared/kernel/ids';
import type { RegionCode } from '@liangma/shared/kernel/regions';
import type { EventDocument } from '@liangma/shared/protocol/documents';
import { type RawEvent, sealEvent } from '@liangma/shared/protocol/envelope';
import type { NoCodeReport } from '@liangma/shared/reports/no-code-report';
import type { Claims } from '@liangma/shared/task-code/claims';
import { deviceSigner } from '@liangma/web-common/crypto/device-key';
import { sha256 } from '@liangma/web-common/crypto/signatures';
import type { OutboxRecord, StoredCode } from './record.ts';
import type { OutboxStore } from './store.ts';

/** A deed about a code before it becomes an event. */
export interface CodeHappening {
  readonly type: 'scan' | 'refusal' | 'evaluation';
  readonly claims: Claims;
  readonly text: string;
  readonly data: unknown;
}

/** A deed where nobody showed a code: it belongs to a county. */
export interface RegionHappening {
  readonly type: 'no-code-report';
  readonly region: RegionCode;
  readonly data: NoCodeReport;
}

export type Happening = CodeHappening | RegionHappening;

/** `random` gives 10 bytes, `now` is milliseconds since 1970. Rejects when nothing could be kept. */
export async function appendEvent(
  store: OutboxStore,
  happening: Happening,
  now: number,
  random: () => Uint8Array,
): Promise<OutboxRecord> {
  const { type, data } = happening;
  const place = 'claims' in happening ? { task: happening.claims.task, taskRev: 0 } : { region: happening.region };
  for (;;) {
    const device = await store.device();
    const event: RawEvent = {
      id: uuidV7(now, random()),
      device: device.id,
      seq: device.seq + 1,
      prev: device.prev,
      type,
      ...place,
      at: now,
      data,
    };
    const envelope = await sealEvent(deviceSigner(device), event);
    const record = { event, document: documentOf(event, envelope) };
    const hash = toHex(await sha256(envelope));
    // Signing takes longer than an IndexedDB transaction may wait, so it stands before it.
    if (await store.commit(device.seq, record, hash, codeOf(happening, now))) return record;
  }
}

function documentOf({ id, device, seq, type, task, region, at }: RawEvent, envelope: Uint8Array): EventDocument {
  const place = task === undefined ? { region } : { task };
  return {
    id,
    device,
    seq,
    type,
    ...place,
    at,
    envelope: toBase64Url(envelope),
    sync: { state: 'pending' },
  } as EventDocument;
}

function codeOf(happening: Happening, now: number): StoredCode | undefined {
  if (!('claims' in happening)) return undefined;
  const { claims, text } = happening;
  const { task, agencyName, enterpriseName, kind, notBefore, expires } = claims;
  return { task, agencyName, enterpriseName, kind, notBefore, expires, text, keptAt: now };
}
