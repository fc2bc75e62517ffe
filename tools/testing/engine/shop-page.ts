/** The enterprise's page, without its door: what it keeps, sends, and gives back for an officer to carry. */

import { verifyCode } from '@liangma/shared/task-code/verify';
import { isNoOlder, type Trust } from '@liangma/shared/trust/trust';
import { pinnedRoot } from '@liangma/web-common/crypto/pinned-root';
import { sha256, verifySignature } from '@liangma/web-common/crypto/signatures';
import { returnCodeOf } from '../../../web/enterprise/src/after/outcome/return-code.ts';
import { loadTrust, type TrustState } from '../../../web/enterprise/src/door/trust.ts';
import type { CodeHappening } from '../../../web/enterprise/src/outbox/append.ts';
import { browserWorld, keepSending } from '../../../web/enterprise/src/outbox/browser-world.ts';
import { openStore } from '../../../web/enterprise/src/outbox/open-store.ts';
import { Outbox } from '../../../web/enterprise/src/outbox/outbox.svelte.ts';
import type { OutboxRecord } from '../../../web/enterprise/src/outbox/record.ts';
import { keepTrust } from '../../../web/enterprise/src/stand-by/keep-trust.ts';

/** Every prefecture's list and the whole catalog. */
const TRUST = '/.well-known/liangma/trust';

let trust: Trust | undefined;
let outbox: Outbox | undefined;

/** Learns the trust files as the door does. */
async function learnTrust(insist = false): Promise<void> {
  await take(await loadTrust(pinnedRoot(), TRUST, insist, (late) => void take(late)));
}

async function take(state: TrustState): Promise<void> {
  if (!('trust' in state) || (trust && !isNoOlder(state.trust, trust))) return;
  trust = state.trust;
  await keepTrust(state);
}

export const shop = {
  async open(): Promise<void> {
    const [store] = await Promise.all([openStore(), learnTrust()]);
    outbox = new Outbox(store, browserWorld({ trust: () => trust, reached: () => void learnTrust(true) }));
    await outbox.refresh();
    keepSending(outbox);
  },
  isReady: (): boolean => outbox !== undefined,
  learnTrust,
  hasTrust: (): boolean => trust !== undefined,
  records: (): readonly OutboxRecord[] => outbox?.records ?? [],
  send: async (): Promise<void> => outbox?.flush(),
  /** Returns the record that the phone stored; `undefined` if nothing could be said, or only the page holds it. */
  async say(type: CodeHappening['type'], text: string, data: object, now: number): Promise<OutboxRecord | undefined> {
    if (!trust || !outbox) return undefined;
    const granted = async () => 'grant-invalid' as const;
    const { claims } = await verifyCode(text, { ...trust, now, verifySignature, sha256, granted });
    if (!claims) return undefined;
    const before = new Set(outbox.records.map(({ event }) => event.id));
    await outbox.add({ type, claims, text, data });
    return outbox.lasting ? outbox.records.find(({ event }) => !before.has(event.id)) : undefined;
  },
  /** The text of the return QR of the last answer. */
  async returnText(): Promise<{ task: string; text: string } | undefined> {
    const record = outbox?.records.filter(({ event }) => event.type !== 'evaluation').at(-1);
    const device = record && (await outbox?.deviceOf(record));
    const text = record && device && (await returnCodeOf(record, device, 'http://localhost:8787'));
    return record && text ? { task: record.event.task ?? '', text } : undefined;
  },
};

export type ShopPage = typeof shop;
