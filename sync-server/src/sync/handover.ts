/**
 * [SYNC-16] A file with what a device could not send (shared/protocol/handover.ts), brought in at the desk of its agency.
 * Whoever carries it proves nothing and changes nothing: each envelope is opened and judged as if its device had pushed
 * it, so the device learns by its own push, with the same receipts, that they are here (SYNC-1). Nothing is written unless
 * the file as a whole is what its device signed.
 */
import { type Actor, authorise } from '@liangma/shared/access/authorise';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import type { RejectCode } from '@liangma/shared/protocol/documents';
import { type HandoverError, type Imported, type ImportedEvent, openHandover } from '@liangma/shared/protocol/handover';
import type { Deps } from '../deps.ts';
import { committed, type Device } from '../ports/store.ts';
import { auditEntry } from '../usecases/audit.ts';
import { agencyOf } from '../usecases/devices.ts';
import { type OpenedEvent, openSent } from './opened-event.ts';
import { type Kept, keep, rejected } from './push.ts';

export type ImportError = HandoverError | 'unknown-device' | 'forbidden';

export async function importHandover(
  deps: Deps,
  actor: Actor,
  file: Uint8Array,
): Promise<Result<Imported, ImportError>> {
  const opened = await openHandover(file, deps.signatures.verify, deps.signatures.sha256);
  if (!opened.ok) return opened;
  const { device: id, at, envelopes } = opened.value;
  const { device, agency, officer } = await ownerOf(deps, id);
  if (!device || agency === undefined) return err('unknown-device');
  if (!authorise(actor, 'handover.import', { agency })) return err('forbidden');
  await deps.store.write(async () => committed(undefined, auditEntry(deps, actor.account, 'handover.import', id)));
  const events: ImportedEvent[] = [];
  const sent = await openSent(deps, device, envelopes, { handedInBy: actor.account });
  for (const one of sent) events.push(await importOne(deps, device, one));
  return ok({ device: id, officer, madeAt: at, events });
}

async function importOne(deps: Deps, device: Device, opened: Result<OpenedEvent, RejectCode>): Promise<ImportedEvent> {
  if (!opened.ok) return { event: null, enterprise: '', known: false, sync: rejected(deps, opened.error) };
  const { id, type, task, at } = opened.value.event;
  const { again, sync } = await keepOne(deps, device, opened.value);
  const enterprise = (await deps.store.read((tx) => tx.task(task)))?.enterprise.name ?? '';
  return { event: { id, type, task, at }, enterprise, known: again, sync };
}

/** One that cannot be judged takes no other of its file with it: it comes back as one that is not here. */
async function keepOne(deps: Deps, device: Device, opened: OpenedEvent): Promise<Pick<Kept, 'again' | 'sync'>> {
  try {
    const { kept } = await keep(deps, device, [opened]);
    return kept[0] as Kept;
  } catch (err) {
    deps.log.error({ err, device: device.id }, 'an event could not be judged');
    return { again: false, sync: { state: 'pending' } };
  }
}

const ownerOf = (deps: Deps, id: string) =>
  deps.store.read(async (tx) => {
    const device = await tx.device(id);
    const [officer] = await tx.officers(device?.officer ? [device.officer] : []);
    return { device, agency: device && (await agencyOf(tx, device)), officer: officer?.name ?? '' };
  });
