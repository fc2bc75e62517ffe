/**
 * Posts each message to a gateway of the operator, with an HMAC over the body and the message's id as idempotency key. Redirects are
 * not followed, and a name that resolves to this machine or a private network is refused unless the operator allows it.
 */
import type { Notifier, SendOutcome, WebhookSettings } from '../../ports/notifier.ts';
import { isPrivateName } from './private-address.ts';
import { isSignedBy, signatureOf } from './signature.ts';

const PATIENCE = 10_000;
const LONGEST_RECEIPT = 200;

export const webhookNotifier = (settings: WebhookSettings, now: () => number): Notifier => ({
  isReceipt: ({ at, body, signature }) => isSignedBy(settings.secret, at, body, signature),
  async send(message) {
    try {
      const { hostname } = new URL(settings.url);
      if (!settings.allowPrivate && (await isPrivateName(hostname))) {
        return { ok: false, error: `${hostname} is an address of this machine or a private network`, final: false };
      }
      const body = JSON.stringify(message);
      const at = now();
      return await outcomeOf(
        await fetch(settings.url, {
          method: 'POST',
          body,
          redirect: 'error',
          signal: AbortSignal.timeout(settings.patience ?? PATIENCE),
          headers: {
            'content-type': 'application/json',
            'idempotency-key': message.id,
            'x-liangma-at': String(at),
            'x-liangma-signature': signatureOf(settings.secret, at, body),
          },
        }),
      );
    } catch (error) {
      return { ok: false, error: String(error), final: false };
    }
  },
});

/** 409 says that the gateway has the message already. Other refusals of the request itself stay refusals. */
async function outcomeOf(response: Response): Promise<SendOutcome> {
  const text = (await response.text()).slice(0, LONGEST_RECEIPT);
  if (response.ok || response.status === 409) return { ok: true, receipt: text };
  const isOurs =
    response.status >= 400 && response.status < 500 && ![401, 403, 404, 408, 429].includes(response.status);
  return { ok: false, error: `${response.status} ${text}`, final: isOurs };
}
