/**
 * Limits that protect the server, whatever the region. They are no law: an operator sets them, they reach no phone, and no decision
 * about an inspection reads them.
 */
export interface ServerLimits {
  /** Streams of hints that one session may have open; the tabs of a browser share one. */
  readonly sessionStreams: number;
  /** Tries of a message to the gateway before it counts as failed. */
  readonly messageTries: number;
  /** SYNC-22: events that may wait of one key that is enrolled to nobody. */
  readonly strangerWaiting: number;
  /** SYNC-22: bytes of one event of such a key. */
  readonly strangerEventBytes: number;
  /** SYNC-22: rows and bytes that keys enrolled to nobody may send from one address in a minute. */
  readonly strangerRowsPerMinute: number;
  readonly strangerBytesPerMinute: number;
  /** SYNC-22: events and bytes that the server keeps in a day of one such key, and of all from one address. */
  readonly strangerKeyRowsPerDay: number;
  readonly strangerKeyBytesPerDay: number;
  readonly strangerAddressRowsPerDay: number;
  readonly strangerAddressBytesPerDay: number;
  /** SYNC-22: reports without a task that keys enrolled to nobody may send from one address in a day. */
  readonly strangerReportsPerDay: number;
  /** APR-6: bytes of files for applications that one agency may send in a day. */
  readonly attachmentBytesPerDay: number;
}

export const SERVER_LIMITS: ServerLimits = {
  sessionStreams: 8,
  messageTries: 10,
  strangerWaiting: 20,
  strangerEventBytes: 8 * 1024,
  strangerRowsPerMinute: 1200,
  strangerBytesPerMinute: 8 * 1024 * 1024,
  strangerKeyRowsPerDay: 200,
  strangerKeyBytesPerDay: 2 * 1024 * 1024,
  strangerAddressRowsPerDay: 10_000,
  strangerAddressBytesPerDay: 64 * 1024 * 1024,
  strangerReportsPerDay: 100,
  attachmentBytesPerDay: 500 * 1024 * 1024,
};
