/** A store with some of its methods changed. */
import type { ReadTx, Store, WriteTx } from '../../../sync-server/src/ports/store.ts';

/** Some methods of some repositories. */
export type Changes<Tx> = { readonly [K in keyof Tx]?: Partial<Tx[K]> };

export const reading = (change: (tx: ReadTx) => Changes<ReadTx>) => (store: Store) =>
  over(store, { read: (work) => store.read((tx) => work(changed(tx, change(tx)))) });

export const writing = (change: (tx: WriteTx) => Changes<WriteTx>) => (store: Store) =>
  over(store, { write: (work) => store.write((tx) => work(changed(tx, change(tx)))) });

function changed<Tx extends object>(tx: Tx, changes: Changes<Tx>): Tx {
  const repositories = Object.entries(changes).map(([name, methods]) => [
    name,
    { ...(tx[name as keyof Tx] as object), ...(methods as object) },
  ]);
  return { ...tx, ...Object.fromEntries(repositories) };
}

export const over = (store: Store, change: Partial<Store>): Store => ({
  kind: store.kind,
  epoch: store.epoch,
  read: (work) => store.read(work),
  write: (work) => store.write(work),
  close: () => store.close(),
  probe: (now) => store.probe(now),
  refreshStatistics: () => store.refreshStatistics(),
  ...change,
});
