/** Messages about a grant that the register ended, in the write that ends it. */
import type { GivenGrant } from '@liangma/shared/grants/grant-terms';
import type { Instant } from '@liangma/shared/kernel/instant';
import { sayDay } from '@liangma/shared/notices/moments';
import type { Officer } from '@liangma/shared/registry/officer';
import type { Deps } from '../deps.ts';
import { findDevice } from '../ports/directory.ts';
import type { Reads, Writes } from '../ports/store.ts';
import { queueMessage } from './queue-message.ts';
import { pushPeople } from './queue-pushes.ts';

type Tx = Writes<'messages' | 'places' | 'pushes'> & Reads<'accounts' | 'devices'>;

export interface EndedGrant {
  readonly grant: GivenGrant;
  /** Officer who leaves, from `day` on. */
  readonly officer: Officer;
  readonly day: Instant;
}

/** Tells the heads of the agency, whoever gave the grant in a browser of his, and the officer who holds the device. */
export async function tellGrantEnded(
  deps: Pick<Deps, 'clock' | 'random'>,
  tx: Tx,
  { grant, officer, day }: EndedGrant,
): Promise<void> {
  const { id, agency, region, given } = grant;
  const key = `grant-ended ${id}`;
  await queueMessage(deps, tx, region, key, {
    task: '',
    template: 'grant-ended',
    values: { officer: officer.name, day: sayDay(day), grant: id },
    channel: 'desk',
    recipient: { kind: 'desk', agency: agency.id, name: agency.name, role: 'approver' },
  });
  const givers = [{ account: given.by, name: given.name }, ...(given.onBehalfOf ? [given.onBehalfOf] : [])];
  await pushPeople(deps, tx, givers, { region, key, task: '', template: 'grant-ended' });
  const account = (await findDevice(tx, grant.device))?.account ?? null;
  const holder = account === null ? undefined : await tx.accounts.byName(account);
  if (holder) await pushPeople(deps, tx, [holder.actor], { region, key, task: '', template: 'device-grant-ended' });
}
