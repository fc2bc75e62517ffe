/** Safeguards of the phones, switched off. */
import type { Mutant } from './mutant.ts';

const MINUTE = 60_000;

/** A module of the page with one of its functions replaced. */
const without = (name: string, caughtBy: Mutant['caughtBy'], module: string, code: string): Mutant => ({
  ...{ name, caughtBy },
  replaced: { module, code: `export * from 'original:'; ${code}` },
});

export const PAGE_MUTANTS: readonly Mutant[] = [
  without(
    ...(['a refusal is written down after the rest of the answer', 25, 'offline/parked.ts'] as const),
    `import { park as write } from 'original:';
     export const park = async (db, rows) => void setTimeout(() => write(db, rows), ${MINUTE});`,
  ),
  without(
    ...(['receipts are believed without their signature', 8, 'crypto/signatures.ts'] as const),
    'export const verifySignature = async () => true;',
  ),
  without(
    ...([
      'what a server has lost is not sent again',
      'restored-with-receipts-about',
      'offline/lost-events.ts',
    ] as const),
    'export const sendBeyond = async () => 0;',
  ),
  without(
    ...(['an event with a receipt that does not hold is never sent again', 37, 'offline/ledger.ts'] as const),
    'export const tryAgain = async () => {};',
  ),
  without(
    ...(['two tabs make events side by side', 'two-events-made-at-once', 'offline/chain.ts'] as const),
    `import { appendEvent as real } from 'original:';
     // Each tab goes on from the head that it made last.
     let made;
     const head = async (store) => made ?? store.head();
     export const appendEvent = (store, ...rest) =>
       real({ head: () => head(store), append: async (row, _, next) => store.append(row, await store.head(), (made = next)) }, ...rest);`,
  ),
  without(
    ...([
      'the head of the chain is written after its event',
      'killed-while-making-an-event',
      'offline/device-db.ts',
    ] as const),
    `import { writeMeta as real } from 'original:';
     export const writeMeta = async (db, name, value) =>
       name === 'head' ? void setTimeout(() => real(db, name, value), 20) : real(db, name, value);`,
  ),
  without(
    ...(['an event does not name the one before it', 1, 'offline/chain.ts'] as const),
    `import { appendEvent as real } from 'original:';
     const unnamed = async (head) => ({ ...(await head), hash: 'ab'.repeat(32) });
     export const appendEvent = (store, ...rest) => {
       let named;
       const head = async () => unnamed((named = await store.head()));
       return real({ ...store, head, append: (row, _, next) => store.append(row, named, next) }, ...rest);
     };`,
  ),
  without(
    ...(['the word of the server on an answered event is passed over', 7, 'offline/answers.ts'] as const),
    'export const pulled = (_, here) => here === undefined;',
  ),
  without(
    ...([
      'a task goes although work on it is not settled',
      'reassigned-with-an-event-in-quarantine',
      'offline/task-scope.ts',
    ] as const),
    'export const arrived = async (stores, page) => page.documents;',
  ),
  without(
    ...(['[SYNC-9] whoever is cut off never hears what supervisors decided', 1, 'offline/undecided.ts'] as const),
    'export const askWhenCutOff = async (device, error) => { throw error; };',
  ),
  without(
    ...([
      '[SYNC-9] a key that was revoked before it signed anything is kept',
      'revoked-in-setup',
      'offline/device-keys.ts',
    ] as const),
    `import { enrol } from 'original:';
     export const enrolFirst = (db, wire, now) => enrol(db, wire, now);`,
  ),
  without(
    ...(['[DRAFT-4] the end of a draft is passed over', 1, 'offline/replies.ts'] as const),
    `import { readDrafts as real } from 'original:';
     export const readDrafts = (body) =>
       ((page) => ({ ...page, documents: page.documents.filter(({ sync }) => sync.state !== 'ended') }))(real(body));`,
  ),
  without(
    ...([
      'receipts that could not be checked are not looked at again',
      'forged-on-a-revoked-device',
      'offline/outstanding.ts',
    ] as const),
    'export const checkOutstanding = async () => undefined;',
  ),
  without(
    ...([
      '[PHOTO-2] the receipt of a photo is believed without its signature',
      'forged-beside-photos',
      'protocol/photo-receipt.ts',
    ] as const),
    `import { openPhotoReceipt as real } from 'original:';
     export const openPhotoReceipt = (bytes, keys) => real(bytes, keys, async () => true);`,
  ),
  {
    ...without(
      'a device is left with what nobody has sent or saved',
      63,
      'offline/sign-out.ts',
      'export const mustStay = async () => undefined;',
    ),
    byDay: true,
  },
  without(
    ...([
      '[SYNC-18] what waits is not sent before the databases are changed',
      'updated-with-work-waiting',
      'offline/send-before-migration.ts',
    ] as const),
    'export const sendBeforeMigration = async () => 0;',
  ),
  without(
    ...([
      '[SYNC-18] receipts do not go along into changed databases',
      'updated-with-work-waiting',
      'offline/moved-receipts.ts',
    ] as const),
    'export const moveReceipts = async () => undefined;',
  ),
];
