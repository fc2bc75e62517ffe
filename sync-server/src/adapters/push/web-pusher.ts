/** Sends messages by Web Push (RFC 8030): encrypted for the browser (RFC 8291), identified by the server's key (RFC 8292). */
import { fromBase64Url, toBase64Url } from '@liangma/shared/kernel/bytes';
import { DAY, SECOND } from '@liangma/shared/kernel/instant';
import type { Pusher, PushOutcome } from '../../ports/pusher.ts';
import { encryptFor } from './encryption.ts';
import { type Post, postPublic } from './post.ts';
import { type VapidKey, vapidHeader } from './vapid.ts';

const PATIENCE = 10 * SECOND;
/** Seconds that a push service keeps it for a phone without network. */
const KEPT = DAY / SECOND;

export interface PushSettings {
  readonly key: VapidKey;
  /** `https://…` or `mailto:…`: at whom a push service complains. */
  readonly subject: string;
  readonly now: () => number;
  /** Replaced in tests. */
  readonly post?: Post;
}

export const webPusher = ({ key, subject, now, post = postPublic }: PushSettings): Pusher => ({
  publicKey: toBase64Url(key.publicKey),
  async send({ endpoint, keys }, { text, topic }) {
    const [publicKey, auth] = [keys.p256dh, keys.auth].map(fromBase64Url);
    if (!publicKey || !auth) return refused('the keys of the subscription are damaged', true);
    try {
      const body = encryptFor({ publicKey, auth }, Buffer.from(text));
      const headers = {
        authorization: vapidHeader(key, endpoint, subject, now()),
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        ttl: String(KEPT),
        urgency: 'high',
        topic,
      };
      const { status, text: said } = await post(endpoint, headers, body, PATIENCE);
      return outcomeOf(status, said);
    } catch (error) {
      return refused(String(error), false);
    }
  },
});

/** Without a key no browser can subscribe, and nothing is sent. */
export const noPusher: Pusher = {
  publicKey: undefined,
  send: async () => refused('this server has no key for Web Push', true),
};

const refused = (error: string, final: boolean, gone = false): PushOutcome => ({ ok: false, error, final, gone });

/** RFC 8030 §7.3: 404 and 410 say that the subscription has ended. 403 says that it is bound to another key of ours. */
function outcomeOf(status: number, text: string): PushOutcome {
  if (status >= 200 && status < 300) return { ok: true };
  const isGone = status === 404 || status === 410 || status === 403;
  const isFinal = isGone || status === 400 || status === 413;
  return refused(`${status} ${text}`, isFinal, isGone);
}
