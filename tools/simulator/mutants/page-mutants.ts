/**
 * Safeguards of the phones, switched off. Each file in `pages` stands in for the module that it re-exports, and is checked
 * against its types: a safeguard that moves or changes breaks the type check, not the mutant.
 */
import { fileURLToPath } from 'node:url';
import type { Mutant } from './mutant.ts';

const page = (file: string): string => fileURLToPath(new URL(`./pages/${file}.ts`, import.meta.url));

export const PAGE_MUTANTS: readonly Mutant[] = [
  { name: 'a refusal is written down after the rest of the answer', caughtBy: 8, substitute: page('late-refusal') },
  { name: 'receipts are believed without their signature', caughtBy: 8, substitute: page('unchecked-signatures') },
  {
    name: 'what a server has lost is not sent again',
    caughtBy: 'restored-with-receipts-about',
    byDay: true,
    substitute: page('lost-events-left'),
  },
  {
    name: 'an event with a receipt that does not hold is never sent again',
    caughtBy: 37,
    substitute: page('single-attempt'),
  },
  {
    name: 'two tabs make events side by side',
    caughtBy: 'two-events-made-at-once',
    byDay: true,
    substitute: page('chain-head-per-tab'),
  },
  {
    name: 'the head of the chain is written after its event',
    caughtBy: 'killed-while-making-an-event',
    byDay: true,
    substitute: page('late-chain-head'),
  },
  { name: 'an event does not name the one before it', caughtBy: 1, substitute: page('wrong-predecessor') },
  {
    name: 'the word of the server on an answered event is passed over',
    caughtBy: 7,
    substitute: page('pulled-answers-ignored'),
  },
  {
    name: 'a task goes although work on it is not settled',
    caughtBy: 'reassigned-with-an-event-in-quarantine',
    substitute: page('tombstones-at-once'),
  },
  {
    name: '[SYNC-9] whoever is cut off never hears what supervisors decided',
    caughtBy: 1,
    substitute: page('deaf-while-suspended'),
  },
  {
    name: '[SYNC-9] a key that was revoked before it signed anything is kept',
    caughtBy: 'revoked-in-setup',
    substitute: page('revoked-key-kept'),
  },
  { name: '[DRAFT-4] the end of a draft is passed over', caughtBy: 1, substitute: page('ended-drafts-ignored') },
  {
    name: 'receipts that could not be checked are not looked at again',
    caughtBy: 'forged-on-a-revoked-device',
    substitute: page('outstanding-receipts-left'),
  },
  {
    name: '[PHOTO-2] the receipt of a photo is believed without its signature',
    caughtBy: 'forged-beside-photos',
    substitute: page('unchecked-photo-receipts'),
  },
  {
    name: 'a device is left with what nobody has sent or saved',
    caughtBy: 63,
    byDay: true,
    substitute: page('sign-out-with-unsent-work'),
  },
  {
    name: '[SYNC-18] what waits is not sent before the databases are changed',
    caughtBy: 'updated-with-work-waiting',
    byDay: true,
    substitute: page('migration-without-sending'),
  },
];
