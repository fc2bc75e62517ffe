/**
 * [SYNC-16] A file with what a device could not send (shared/protocol/handover.ts), brought in at the desk of its agency.
 * Whoever carries it proves nothing and changes nothing: each envelope is opened and judged as if its device had pushed
 * it, so the device learns by its own push, with the same receipts, that they are here (SYNC-1). Nothing is written unless
 * the file as a whole is what its device signed.
 */

import { type Actor, authorise } from '@liangma/shared/access/authorise';
import { shardOf } from '@liangma/shared/kernel/regions';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import type { RejectCode } from '@liangma/shared/protocol/documents';
import { taskOf } from '@liangma/shared/protocol/event';
import { type HandoverError, type Imported, type ImportedEvent, openHandover } from '@liangma/shared/protocol/handover';
import type { Deps } from '../deps.ts';
import { agencyOf } from '../devices/devices.ts';
import type { Device } from '../devices/repository.ts';
import { auditEntry } from '../ports/audit.ts';
import { findDevice, findTask } from '../ports/directory.ts';
import { committed } from '../ports/store.ts';
import { openSent, type ParsedEvent } from './parsed-event.ts';
import { type AnsweredRow, keep } from './push.ts';
import { rejected } from './sync-state.ts';

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
  if (!authorise(actor, 'handover.import', deps.clock.now(), { agency })) return err('forbidden');
  await deps.store.write(async () =>
    committed(undefined, auditEntry(deps, shardOf(actor.region), actor.account, 'handover.import', id)),
  );
  const events: ImportedEvent[] = [];
  // In their order, because they form a chain; other requests have their turn between two slices.
  for (let first = 0; first < envelopes.length; first += SLICE) {
    await new Promise(setImmediate);
    const slice = envelopes.slice(first, first + SLICE);
    const sent = await openSent(deps, device, slice, { handedInBy: actor.account });
    events.push(...(await importSlice(deps, device, sent)));
  }
  return ok({ device: id, officer, madeAt: at, events });
}

/** Judging this many takes some hundred milliseconds at the most. */
const SLICE = 100;

type Opened = Result<ParsedEvent, RejectCode>;
type Outcome = Pick<AnsweredRow, 'again' | 'sync'>;

async function importSlice(deps: Deps, device: Device, sent: readonly Opened[]): Promise<ImportedEvent[]> {
  const outcomes = await keepSlice(
    deps,
    device,
    sent.flatMap((one) => (one.ok ? [one.value] : [])),
  );
  const named = await enterprisesOf(deps, sent);
  return sent.map((one): ImportedEvent => {
    if (!one.ok) return { event: null, enterprise: '', known: false, sync: rejected(deps, one.error) };
    const { id, type, at } = one.value.event;
    const task = taskOf(one.value.event);
    const { again, sync } = outcomes.shift() as Outcome;
    return { event: { id, type, task, at }, enterprise: named.get(task) ?? '', known: again, sync };
  });
}

/** In one write. Where one cannot be judged each has its own, and that one comes back as one that is not here. */
async function keepSlice(deps: Deps, device: Device, events: readonly ParsedEvent[]): Promise<Outcome[]> {
  if (events.length === 0) return [];
  try {
    return (await keep(deps, device, events)).kept;
  } catch (err) {
    if (events.length === 1) {
      deps.log.error({ err, device: device.id }, 'an event could not be judged');
      return [{ again: false, sync: { state: 'pending' } }];
    }
  }
  const outcomes: Outcome[] = [];
  for (const event of events) outcomes.push(...(await keepSlice(deps, device, [event])));
  return outcomes;
}

async function enterprisesOf(deps: Deps, sent: readonly Opened[]): Promise<Map<string, string>> {
  const ids = new Set(sent.flatMap((one) => (one.ok ? [taskOf(one.value.event)] : [])));
  return deps.store.read(async (tx) => {
    const tasks = await Promise.all([...ids].map((id) => findTask(tx, id)));
    return new Map(tasks.flatMap((task): [string, string][] => (task ? [[task.id, task.enterprise.name]] : [])));
  });
}

const ownerOf = (deps: Deps, id: string) =>
  deps.store.read(async (tx) => {
    const device = await findDevice(tx, id);
    const [officer] = await tx.officers.byIds(device?.officer ? [device.officer] : []);
    return { device, agency: device && (await agencyOf(tx, device)), officer: officer?.name ?? '' };
  });
