/** Every trouble that a run can meet. Each is counted when it really happens: one that never does is a fault of ours. */

export const FAULTS = {
  dropped: 'requests lost before the server',
  cut: 'replies lost after the server had done it',
  silent: 'answers of which only the head came, on a line that stayed',
  resent: 'requests sent again by the browser itself',
  twice: 'requests that arrived twice',
  torn: 'photos that broke off on their way up',
  overtaken: 'requests overtaken by a later one',
  offline: 'requests without network',
  portal: 'answers of a captive portal',
  refused: 'answers 500, 502, 503, 507 or 429',
  forged: 'answers of a stranger in our format',
  'too-old': 'requests of an app that is too old (426)',
  'older-app': 'pushes of the version before',
  'older-server': 'answers of a server of a version before',
  'newer-server': 'answers of a server of the version after',
  'too-new': 'requests of an app that is newer than the server (503)',
  'server-clock': 'servers whose clock was off',
  resync: 'stale epochs (410)',
  'signed-out': 'requests without a session (401)',
  forbidden: 'requests of a suspended officer (403)',
  'page-killed': 'pages killed between two awaits',
  'page-killed-writing': 'pages killed within a write',
  'disk-full': 'writes to a full disk',
  evicted: 'phones whose storage was cleared',
  'clock-jump': 'jumps of a phone’s clock',
  'scope-left': 'tasks given to other officers',
  'ended-by-refusal': 'tasks that a refusal ended',
  'refused-in-vain': 'refusals on a printed code, which end nothing',
  'evaluated-apart': 'evaluations of keys that do not count',
  suspended: 'officers suspended',
  demoted: 'accounts that lost their role',
  revoked: 'devices revoked',
  quarantined: 'answers that events are in quarantine',
  released: 'events released from quarantine',
  dismissed: 'events dismissed from quarantine',
  left: 'devices that were left',
  'begun-anew': 'revoked devices that were left and began anew',
  migrated: 'databases changed by a newer version of the app',
  'migrated-sent': 'such changes before which what waited was sent',
  'migrated-unsent': 'such changes with which it went along',
  'killed-migrating': 'pages killed within such a change',
  'let-go': 'older pages that let go of their databases for a newer one',
  'older-page': 'older pages that found databases of a newer one',
  rotated: 'keys for receipts that had a successor',
  compromised: 'keys for receipts of which nothing was believed any more',
  renewed: 'receipts that were renewed',
  exported: 'files with what waited, saved on a phone',
  'brought-in': 'such files, brought in at the desk',
  'brought-in-beside': 'such files, brought in while their phone pushed',
  'known-by-file': 'events that a file brought in first',
  damaged: 'such files that came cut off or changed',
  'server-killed': 'servers killed between two statements',
  'server-killed-writing': 'servers killed within a transaction',
  'statement-failed': 'statements that failed on the server',
  'replica-switched': 'requests to another replica than the one before',
  'server-away': 'requests while no server was there',
  restored: 'stores replaced by a backup',
} as const;
export type Fault = keyof typeof FAULTS;

export type Counts = Map<string, number>;

export const count = (counts: Counts, name: string, by = 1): void => {
  counts.set(name, (counts.get(name) ?? 0) + by);
};

export const countAll = (counts: Counts, others: Counts): void => {
  for (const [name, n] of others) count(counts, name, n);
};
