/** Web Push: sends a short text to a browser by the push service that the browser named. */
import type { PushSubscription } from '@liangma/shared/notices/push';

export interface PushMessage {
  readonly text: string;
  /** RFC 8030 §5.4: a newer message of the same topic takes the place of one that is not delivered yet. */
  readonly topic: string;
}

export type PushOutcome =
  | { readonly ok: true }
  /** `gone`: the subscription is no more, and is to be forgotten. `final`: no further try can help. */
  | { readonly ok: false; readonly error: string; readonly gone: boolean; readonly final: boolean };

export interface Pusher {
  /** Key that a subscription is bound to: an uncompressed point of P-256 in base64url; undefined if the server has none. */
  readonly publicKey: string | undefined;
  /** Never rejects. */
  send(to: Pick<PushSubscription, 'endpoint' | 'keys'>, message: PushMessage): Promise<PushOutcome>;
}
