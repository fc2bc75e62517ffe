/**
 * Safeguards, switched off one at a time from outside: a module of the page or a port of the server is replaced by one
 * that does not keep its promise. A simulator that then finds nothing would prove nothing.
 */
import type { Store, StoredEvent, WriteTx } from '../../sync-server/src/ports/store.ts';
import type { Replacement } from './browser/bundle.ts';
import { type Node, textOf } from './server/life.ts';
import type { Tampering } from './server/replicas.ts';

export interface Mutant {
  readonly name: string;
  /** Which is known to find it out; it is tried before any other. */
  readonly seed: number;
  readonly replaced?: Replacement;
  readonly tampering?: Tampering;
}

/** `WriteTx` with some of its methods changed. */
const writing = (change: (tx: WriteTx) => Partial<WriteTx>) => (store: Store) =>
  over(store, { write: (work) => store.write((tx) => work({ ...tx, ...change(tx) })) });

const over = (store: Store, change: Partial<Store>): Store => ({
  ...{ kind: store.kind, epoch: store.epoch },
  ...{ read: (work) => store.read(work), write: (work) => store.write(work), close: () => store.close() },
  ...change,
});

const MINUTE = 60_000;

export const MUTANTS: readonly Mutant[] = [
  {
    seed: 2,
    name: 'a refusal is written down after the handler has returned',
    replaced: {
      module: 'offline/parked.ts',
      code: `export * from 'original:';
        import { park as write } from 'original:';
        export const park = async (db, rows) => void setTimeout(() => write(db, rows), ${MINUTE});`,
    },
  },
  {
    seed: 5,
    name: 'receipts are believed without their signature',
    replaced: {
      module: 'crypto/signatures.ts',
      code: `export * from 'original:'; export const verifySignature = async () => true;`,
    },
  },
  {
    seed: 20,
    name: 'events that RxDB passed over are not looked for',
    replaced: { module: 'offline/forgotten.ts', code: 'export const sendForgotten = async () => 0;' },
  },
  {
    seed: 7,
    name: 'what a restored server has lost is not sent again',
    replaced: {
      module: 'offline/lost-events.ts',
      code: `export * from 'original:'; export const sendLost = async () => 0;`,
    },
  },
  {
    seed: 9,
    name: 'an event with a receipt that does not hold is never sent again',
    replaced: {
      module: 'offline/ledger.ts',
      code: `export * from 'original:'; export const tryAgain = async () => {};`,
    },
  },
  {
    seed: 45,
    name: 'a task of the same revision is taken for the same',
    replaced: {
      module: 'offline/rows.ts',
      code: `export * from 'original:';
        import { taskConflicts as real } from 'original:';
        const isEqual = (a, b) => a.rev === b.rev && a.state === b.state && a._deleted === b._deleted;
        export const taskConflicts = { ...real, isEqual };`,
    },
  },
  { seed: 2, name: 'numbers of the feed are drawn outside the transaction', tampering: { store: drawingEarly() } },
  {
    seed: 2,
    name: 'writes that share a commit have no savepoint of their own',
    tampering: { rewrite: withoutSavepoint },
  },
  {
    seed: 1,
    name: '[SYNC-1] an event that is known is judged anew',
    tampering: { store: writing(() => ({ eventHash: async () => undefined })) },
  },
  { seed: 2, name: '[SYNC-3] events after a gap are judged at once', tampering: { store: writing(withoutGaps) } },
  {
    seed: 7,
    name: 'a replaced store has the epoch of the one before',
    tampering: { store: (store) => over(store, { epoch: 'the only one' }) },
  },
];

/** Drawn when the write is asked for; by the time it has its turn, a later number may have been committed. */
function drawingEarly(): (store: Store) => Store {
  let last = 100_000;
  return (store) =>
    over(store, {
      write: async (work) => {
        const early = [++last];
        for (let turns = last % 5; turns > 0; turns--) await new Promise((resolve) => setImmediate(resolve));
        return store.write((tx) => work({ ...tx, nextSeq: async () => early.shift() ?? ++last }));
      },
    });
}

function withoutSavepoint(node: Node): Node {
  const isSavepoint = textOf(node).includes('savepoint one') && node.kind === 'RawNode';
  return isSavepoint ? { ...node, sqlFragments: ['select 1'] } : node;
}

const FAR = 1_000_000;

/** Every device seems to be far along, so that nothing is ever ahead of it; what is kept of it stays true. */
function withoutGaps(tx: WriteTx): Partial<WriteTx> {
  let held = { lastSeq: 0, lastHash: '' };
  let judged: StoredEvent | undefined;
  return {
    holdDevice: async (device) => {
      const known = await tx.holdDevice(device);
      held = known;
      return { ...known, lastSeq: FAR };
    },
    saveEvent: (event) => {
      judged = event;
      return tx.saveEvent(event);
    },
    saveDevice: (device) => {
      if (device.lastSeq !== FAR) return tx.saveDevice(device);
      const isNext = judged !== undefined && judged.deviceSeq > held.lastSeq;
      const { lastSeq, lastHash } = isNext ? { lastSeq: judged?.deviceSeq ?? 0, lastHash: judged?.hash ?? '' } : held;
      return tx.saveDevice({ ...device, lastSeq, lastHash });
    },
  };
}
