/** Safeguards of the server, switched off. */

import type { StoredEvent } from '../../../sync-server/src/events/repository.ts';
import type { KeyRing, Signatures } from '../../../sync-server/src/ports/runtime.ts';
import type { ReadTx, Store, WriteTx } from '../../../sync-server/src/ports/store.ts';
import { type Node, textOf } from '../server/life.ts';
import { type Changes, over, reading, writing } from './changed-store.ts';
import type { Mutant } from './mutant.ts';
import { SITE_MUTANTS } from './site-mutants.ts';

export const SERVER_MUTANTS: readonly Mutant[] = [
  {
    caughtBy: 152,
    byDay: true,
    name: 'numbers of the feed are drawn outside the transaction',
    tampering: { store: drawingEarly() },
  },
  {
    caughtBy: 30,
    name: 'writes that share a commit have no savepoint of their own',
    tampering: { rewrite: withoutSavepoint },
  },
  {
    caughtBy: 1,
    name: '[SYNC-1] an event that is known is judged anew',
    tampering: { store: writing(() => ({ events: { hashes: async () => new Map() } })) },
  },
  { caughtBy: 13, name: '[SYNC-3] events after a gap are judged at once', tampering: { store: writing(withoutGaps) } },
  {
    caughtBy: 26,
    name: 'a replaced store has the epoch of the one before',
    tampering: { store: (store) => over(store, { epoch: 'the only one' }) },
  },
  {
    caughtBy: 2,
    name: 'a checkpoint runs ahead of its page',
    tampering: { store: reading((tx) => ({ tasks: { feed: runningAhead(tx) } })) },
  },
  {
    caughtBy: 'decided-before-the-next-push',
    byDay: true,
    name: 'the answer to a push is taken for all that there is',
    tampering: { store: writing(withoutLooking) },
  },
  {
    caughtBy: 'done-after-a-revocation',
    byDay: true,
    name: '[SYNC-9] what a revoked device did counts',
    tampering: { store: writing(withoutRevocation) },
  },
  {
    caughtBy: 'done-while-suspended',
    name: '[SYNC-9] what a suspended officer did counts',
    tampering: { store: writing(withoutSuspension) },
  },
  {
    caughtBy: 1,
    name: '[SYNC-21] an event is believed without its signature',
    tampering: { signatures: (real) => ({ ...real, verify: async () => true }) },
  },
  {
    caughtBy: 'handed-over-beside-its-own-push',
    byDay: true,
    name: '[SYNC-16] a file is believed without its signature',
    tampering: { signatures: withoutFileSignature },
  },
  {
    caughtBy: 'handed-over-beside-its-own-push',
    name: '[SYNC-16] what a file brought in is judged anew when its device pushes it',
    tampering: {
      store: writing((tx) => ({
        events: {
          hashes: async (shard, ids) => {
            const known = new Map(await tx.events.hashes(shard, ids));
            for (const id of ids) if ((await tx.events.byId(shard, id))?.handedInBy) known.delete(id);
            return known;
          },
        },
      })),
    },
  },
  {
    caughtBy: 'key-compromised-while-phones-push',
    name: '[SYNC-1] a key that is compromised is believed all the same',
    tampering: { keys: withoutCompromise },
  },
  {
    caughtBy: 'key-compromised-while-phones-push',
    name: '[SYNC-1] a receipt that was renewed is not kept',
    tampering: { store: writing(withoutRenewal) },
  },
  ...SITE_MUTANTS,
];

/** Drawn when the write is asked for; by the time it has its turn, a later number may have been committed. */
function drawingEarly(): (store: Store) => Store {
  let last = 100_000;
  return (store) =>
    over(store, {
      write: async (work) => {
        const early = [++last];
        for (let turns = last % 5; turns > 0; turns--) await new Promise((resolve) => setImmediate(resolve));
        return store.write((tx) =>
          work({ ...tx, shards: { ...tx.shards, next: async () => early.shift() ?? ++last } }),
        );
      },
    });
}

function withoutSavepoint(node: Node): Node {
  const isSavepoint = textOf(node).includes('savepoint one') && node.kind === 'RawNode';
  return isSavepoint ? { ...node, sqlFragments: ['select 1'] } : node;
}

/** Accepts any signature of a handover file: signed bytes begin with their kind (shared/src/protocol/handover.ts). */
function withoutFileSignature(real: Signatures): Signatures {
  const isFile = (message: Uint8Array): boolean => Buffer.from(message).includes('hhandover');
  return { ...real, verify: async (...asked) => isFile(asked[2]) || real.verify(...asked) };
}

function withoutCompromise(real: KeyRing): KeyRing {
  return {
    root: real.root,
    rootSigner: real.rootSigner,
    signerFor: real.signerFor,
    get revision() {
      return real.revision;
    },
    get keys() {
      return real.keys.map((key) => ({ ...key, compromisedAt: null }));
    },
  };
}

/** The first that was kept with an event stays. */
function withoutRenewal(tx: WriteTx): Changes<WriteTx> {
  return {
    events: {
      save: async (event) => {
        const known = event.receipt && (await tx.events.byId(event.shard, event.id));
        if (!known || known.receipt === null) await tx.events.save(event);
      },
    },
  };
}

const FAR = 1_000_000;

/** Every device seems to be far along, so that nothing is ever ahead of it; what is kept of it stays true. */
function withoutGaps(tx: WriteTx): Changes<WriteTx> {
  let held = { lastSeq: 0, lastHash: '' };
  let judged: StoredEvent | undefined;
  return {
    events: {
      save: (event) => {
        judged = event;
        return tx.events.save(event);
      },
    },
    devices: {
      hold: async (device) => {
        const known = await tx.devices.hold(device);
        held = known;
        return { ...known, lastSeq: FAR };
      },
      save: (device) => {
        if (device.lastSeq !== FAR) return tx.devices.save(device);
        const isNext = judged !== undefined && judged.deviceSeq > held.lastSeq;
        const { lastSeq, lastHash } = isNext ? { lastSeq: judged?.deviceSeq ?? 0, lastHash: judged?.hash ?? '' } : held;
        return tx.devices.save({ ...device, lastSeq, lastHash });
      },
    },
  };
}

const runningAhead =
  (tx: ReadTx): ReadTx['tasks']['feed'] =>
  async (...asked) => {
    const rows = await tx.tasks.feed(...asked);
    return rows.map((row, i) => (i === rows.length - 1 ? { ...row, seq: row.seq + 1 } : row));
  };

/** Counts only the events of the push, whatever else is stored. */
function withoutLooking(tx: WriteTx): Changes<WriteTx> {
  const pushed = new Set<string>();
  return {
    events: {
      hashes: (shard, ids) => {
        for (const id of ids) pushed.add(id);
        return tx.events.hashes(shard, ids);
      },
      countAfter: async () => pushed.size,
    },
  };
}

/** To those who judge alone: in the store it stays. */
function withoutRevocation(tx: WriteTx): Changes<WriteTx> {
  return {
    devices: {
      hold: async (device) => ({ ...(await tx.devices.hold(device)), revokedAt: null }),
      save: async (device) => {
        const revokedAt = device.revokedAt ?? (await tx.devices.byId(device.shard, device.id))?.revokedAt ?? null;
        return tx.devices.save({ ...device, revokedAt });
      },
    },
  };
}

/** Moves suspensions into the far future, so that they can still be seen and lifted; the store keeps them as they are. */
function withoutSuspension(tx: WriteTx): Changes<WriteTx> {
  return {
    officers: {
      suspensions: async (officer) =>
        (await tx.officers.suspensions(officer)).map((one) => ({ ...one, from: Number.MAX_SAFE_INTEGER })),
      saveSuspension: async (one) => {
        const known = (await tx.officers.suspensions(one.officer)).find(({ id }) => id === one.id);
        return tx.officers.saveSuspension({ ...one, from: known?.from ?? one.from });
      },
    },
  };
}
