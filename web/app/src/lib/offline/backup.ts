/** Everything that the server has not taken, as a file that survives this device: the signed envelopes themselves. */
import { toBase64Url } from '@liangma/shared/kernel/bytes';
import type { Device } from './device.svelte.ts';
import { deviceKey } from './device-keys.ts';
import { markExported } from './parked.ts';
import type { EventRow } from './rows.ts';

export interface Backup {
  readonly format: 'liangma-backup';
  readonly version: 1;
  readonly exportedAt: number;
  readonly account: string;
  readonly device: string;
  readonly publicKey: string;
  readonly events: readonly (EventRow & { readonly notAccepted?: { code: string; reasons: readonly string[] } })[];
}

export async function makeBackup(device: Device, now: number): Promise<Backup> {
  const { local, db, actor } = device;
  const [unsent, parked, key] = await Promise.all([unsentRows(local), db.parked.toArray(), deviceKey(db)]);
  const refused = parked.map(({ event, code, reasons }) => ({ ...event, notAccepted: { code, reasons } }));
  const ids = new Set(refused.map(({ id }) => id));
  return {
    format: 'liangma-backup',
    version: 1,
    exportedAt: now,
    account: actor.account,
    device: key.id,
    publicKey: toBase64Url(key.publicKey),
    events: [...refused, ...unsent.filter(({ id }) => !ids.has(id))].sort((a, b) => a.seq - b.seq),
  };
}

/** Gives the file to the person, and remembers that what it holds has left this device. */
export async function exportBackup(device: Device, now: number): Promise<number> {
  const backup = await makeBackup(device, now);
  const file = new Blob([JSON.stringify(backup, null, 1)], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = `liangma-${backup.account}-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '')}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  await markExported(
    device.db,
    backup.events.map(({ id }) => id),
    now,
  );
  return backup.events.length;
}

async function unsentRows(local: Device['local']): Promise<EventRow[]> {
  const rows = await Promise.all(
    (['pending', 'waiting'] as const).map((state) =>
      local.collections.events.find({ selector: { 'sync.state': state } as never }).exec(),
    ),
  );
  return rows.flat().map((row) => row.toJSON() as EventRow);
}
