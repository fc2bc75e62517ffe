import type { SyncProblemKind } from '#lib/offline/wire/sync-problem.ts';

/** Maps each trouble to a word of the pill. An answer of the server itself is no missing connection. */
export const PILL_TROUBLE = {
  offline: 'offline',
  unreachable: 'unreached',
  'not-our-server': 'unreached',
  'signed-out': 'signIn',
  'other-account': 'account',
  forbidden: 'limited',
  'device-revoked': 'revoked',
  'too-many-devices': 'limited',
  resync: 'hindered',
  'too-large': 'hindered',
  malformed: 'hindered',
  'update-needed': 'hindered',
  'server-older': 'hindered',
  busy: 'hindered',
  unjudged: 'hindered',
  unreadable: 'hindered',
  'bad-trust': 'hindered',
  storage: 'hindered',
} as const satisfies Record<SyncProblemKind, string>;
