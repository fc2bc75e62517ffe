/** A store with some of its methods changed. */
import type { ReadTx, Store, WriteTx } from '../../../sync-server/src/ports/store.ts';

export const reading = (change: (tx: ReadTx) => Partial<ReadTx>) => (store: Store) =>
  over(store, { read: (work) => store.read((tx) => work({ ...tx, ...change(tx) })) });

export const writing = (change: (tx: WriteTx) => Partial<WriteTx>) => (store: Store) =>
  over(store, { write: (work) => store.write((tx) => work({ ...tx, ...change(tx) })) });

export const over = (store: Store, change: Partial<Store>): Store => ({
  kind: store.kind,
  epoch: store.epoch,
  read: (work) => store.read(work),
  write: (work) => store.write(work),
  close: () => store.close(),
  probe: (now) => store.probe(now),
  ...change,
});
