/** A person with posts, what others hold for them, and sessions. */
import type { ListedSession, PersonView } from '@liangma/shared/access/account';
import type { Instant } from '@liangma/shared/kernel/instant';
import type { Account } from '../accounts/repository.ts';
import { sessionIdOf } from '../accounts/sessions.ts';
import type { Reads } from '../ports/store.ts';
import { delegationsOf } from './delegations.ts';

/** `own`: id of the session that asks. */
export async function personView(
  tx: Reads<'accounts'>,
  { name, actor, phone = '', closedAt = null }: Account,
  now: Instant,
  own?: string,
): Promise<PersonView> {
  return {
    person: { ...actor, phone, closedAt },
    given: await delegationsOf(tx, name),
    sessions: (await sessionsOf(tx, name, own)).filter(({ expiresAt }) => expiresAt > now),
  };
}

async function sessionsOf(tx: Reads<'accounts'>, account: string, own?: string): Promise<ListedSession[]> {
  const sessions = await tx.accounts.sessionsOf(account);
  return Promise.all(
    sessions.map(async ({ tokenHash, openedAt = 0, usedAt = 0, expiresAt, browser = '', network = '' }) => {
      const id = sessionIdOf(tokenHash);
      const device = (await tx.accounts.deviceOfSession(tokenHash))?.id ?? null;
      return { id, openedAt, usedAt, expiresAt, browser, network, device, isOwn: id === own };
    }),
  );
}
