/**
 * Keys of alerts. Of alerts with one key at most one in a shard is not closed; repeats are counted in it, with the last
 * time, so that nobody can fill the list and hide the others.
 */

/** The facts that a key is made of. */
export interface About {
  /** Empty without a task. */
  readonly task: string;
  readonly agency: string;
  readonly region: string;
  /** Officer to whom the device is enrolled; null for an enterprise's browser. */
  readonly officer: string | null;
  readonly device: string;
  readonly event: string;
  readonly at: number;
  readonly subject: string;
  /** Name of an agency as a report gives it. */
  readonly wording?: string;
}

export type Dedupe = (about: About) => string;

/** Each time by itself: it names what is missing, or what differs. */
export const eachEvent: Dedupe = ({ event }) => event;

export const eachTask: Dedupe = ({ task, device }) => task || device;

export const eachSubject: Dedupe = ({ subject }) => subject;

/** [SYNC-9] All that devices of one officer, or of enterprises, send about a task. */
export const eachTaskAndOfficer: Dedupe = ({ task, officer, device }) => `${task || device} ${officer ?? 'enterprise'}`;

/**
 * Anybody who has a code can cause these as often as they like, with a new device key each time: together for a task. What an
 * officer's device does is told each time.
 */
export const strangersTogether: Dedupe = (about) =>
  about.officer === null ? eachTaskAndOfficer(about) : eachEvent(about);

/** Counts by agency and month. */
export const eachAgencyAndMonth: Dedupe = ({ agency, at }) => `${agency} ${new Date(at).toISOString().slice(0, 7)}`;

/** Reports of one county about one agency on one day. */
export const eachPlaceAndDay: Dedupe = ({ region, wording = '', at }) =>
  `${region.slice(0, 6)} ${new Date(at).toISOString().slice(0, 10)} ${wording.replace(/\s/g, '')}`;
