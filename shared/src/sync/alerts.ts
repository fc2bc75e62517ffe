/** What an accepted event, or a device's report, can bring to a supervisor's eye, each with the rule that asks for it. */
export const ALERT_RULES = {
  'enterprise-refused': 'SHOW-1',
  'code-copied': 'SHOW-2',
  'chain-broken': 'SYNC-3',
  'gap-forced': 'SYNC-3',
  'performed-after-withdrawal': 'SYNC-5',
  'sent-after-barred': 'SYNC-9',
  'grant-exceeded': 'SYNC-10',
  'issued-after-end': 'SYNC-10',
  'reported-late': 'LATE-3',
  'answers-differ': 'SYNC-7',
  'clock-off': 'SYNC-11',
  'scanned-by-officer': 'EVAL-2',
  'record-discarded': 'SYNC-15',
} as const;

export type AlertCode = keyof typeof ALERT_RULES;
