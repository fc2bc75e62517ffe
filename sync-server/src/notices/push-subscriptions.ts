/** Subscriptions of a person to Web Push, and the sending of a message to all of them. */
import type { Actor } from '@liangma/shared/access/authorise';
import { postsAt } from '@liangma/shared/access/post';
import { toBase64Url, utf8 } from '@liangma/shared/kernel/bytes';
import { isPushed, type PushSubscription, pushPayloadOf } from '@liangma/shared/notices/push';
import { hashToken } from '../accounts/sessions.ts';
import type { Deps } from '../deps.ts';
import { auditEntry } from '../ports/audit.ts';
import type { SendOutcome } from '../ports/notifier.ts';
import { NO_SHARD } from '../ports/shards.ts';
import { committed, noted, unchanged } from '../ports/store.ts';
import type { StoredMessage } from './repository.ts';

/** Browsers of one person; the oldest goes. */
const MOST_BROWSERS = 10;

const idOf = async (deps: Pick<Deps, 'signatures'>, endpoint: string): Promise<string> =>
  toBase64Url(await deps.signatures.sha256(utf8(endpoint)));

export async function subscribe(
  deps: Deps,
  actor: Actor,
  token: string,
  { endpoint, keys, locale }: PushSubscription,
): Promise<void> {
  const now = deps.clock.now();
  const [id, session] = [await idOf(deps, endpoint), await hashToken(deps, token)];
  const { account } = actor;
  const places = [...new Set(postsAt(actor, now).map(({ agency, region }) => agency?.id ?? region))];
  await deps.store.write(async (tx) => {
    const known = (await tx.pushes.ofAccount(account)).filter((one) => one.id !== id);
    for (const old of known.slice(MOST_BROWSERS - 1)) await tx.pushes.remove(old.id);
    await tx.pushes.save({ id, account, session, createdAt: now, endpoint, keys, locale }, places);
    return committed(undefined, auditEntry(deps, NO_SHARD, account, 'push.subscribe', account));
  });
}

/** Ends the subscription of one browser; another person's stays. */
export async function unsubscribe(deps: Deps, account: string, endpoint: string): Promise<void> {
  const id = await idOf(deps, endpoint);
  await deps.store.write(async (tx) => {
    const isOwn = (await tx.pushes.ofAccount(account)).some((one) => one.id === id);
    if (!isOwn) return unchanged(undefined);
    await tx.pushes.remove(id);
    return committed(undefined, auditEntry(deps, NO_SHARD, account, 'push.unsubscribe', account));
  });
}

/** It counts as sent if any browser of the person got it. Subscriptions that have ended are forgotten. */
export async function pushMessage(deps: Deps, message: StoredMessage): Promise<SendOutcome> {
  const { id, template, task, recipient } = message;
  if (recipient.kind !== 'account' || !isPushed(template)) return refused('no push', true);
  const account = await deps.store.read((tx) => tx.accounts.byName(recipient.account));
  const isOpen = account !== undefined && (account.closedAt ?? null) === null;
  const browsers = isOpen ? await deps.store.read((tx) => tx.pushes.ofAccount(recipient.account)) : [];
  let [sent, waits, last] = [0, false, 'no subscription'];
  for (const { id: browser, endpoint, keys, locale } of browsers) {
    const text = JSON.stringify(pushPayloadOf(template, locale, task, id));
    const outcome = await deps.pusher.send({ endpoint, keys }, { text, topic: id.replaceAll('-', '') });
    if (outcome.ok) sent += 1;
    else {
      last = outcome.error;
      waits ||= !outcome.final;
      if (outcome.gone) await forget(deps, browser);
    }
  }
  return sent > 0 ? { ok: true, receipt: `${sent}` } : refused(last, !waits);
}

const refused = (error: string, final: boolean): SendOutcome => ({ ok: false, error, final });

const forget = (deps: Deps, browser: string): Promise<void> =>
  deps.store.write(async (tx) => {
    await tx.pushes.remove(browser);
    return noted(undefined);
  });
