/**
 * Other versions of the app, as they would come from the server: the built one with its protocol version and its table of schema
 * versions changed on the way. Each pattern has to match the build exactly once, so that no test looks at today's app by mistake.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface AppVersion {
  readonly name: string;
  readonly protocol: number;
  /** True if its databases are of the next version. */
  readonly migrates: boolean;
}

const BUILD = fileURLToPath(new URL('../../web/app/build', import.meta.url));
/** The protocol version in the headers of every request to the server. */
const PROTOCOL = /(application\/json`,\[[\w$]+\]:`)(\d+)`/;
/** The table of the schema versions of the device's own database, up to its end. */
const SCHEMA = /(\[\{stores:\{tasks:[^}]*\}\})\]/;
/** Files with a hash in their name keep it: each version has a cache of its own. */
const CACHE = /(precache:`pre`,suffix:`)v1`/;

/** Protocol version of the built app. */
export const PROTOCOL_VERSION = Number(placesLike(PROTOCOL)[0]?.[2]);

export const TODAY: AppVersion = { name: 'today', protocol: PROTOCOL_VERSION, migrates: false };
/** The version before. Version 1 is the first, so the gate has to make the server understand it (`GatedWay.understand`). */
export const BEFORE: AppVersion = { name: 'before', protocol: PROTOCOL_VERSION - 1, migrates: false };
export const TOO_OLD: AppVersion = { name: 'too-old', protocol: PROTOCOL_VERSION - 1, migrates: false };
export const NEXT: AppVersion = { name: 'next', protocol: PROTOCOL_VERSION + 1, migrates: false };
export const MIGRATING: AppVersion = { name: 'migrating', protocol: PROTOCOL_VERSION, migrates: true };

let others = 0;
/** Today's app under a new name with each call. */
export const anotherVersion = (): AppVersion => ({ ...TODAY, name: `another-${++others}` });

/** Address that `MIGRATING` requests while it changes the databases. */
export const MIGRATED = '/api/health?migrated';

/** Returns a file of today's build as it is in that version. */
export function inVersion({ name, protocol, migrates }: AppVersion, text: string): string {
  const spoken = text.replace(PROTOCOL, `$1${protocol}\``).replace(CACHE, `$1${name}\``);
  return migrates ? spoken.replace(SCHEMA, (_, versions) => `${versions},${NEXT_SCHEMA}]`) : spoken;
}

const UPGRADE = `old=>{fetch("${MIGRATED}");return old.table("events").toCollection().modify(row=>{row.next=1})}`;
/** A synthetic next version of the schema: another index, and a change of every event's row. */
const NEXT_SCHEMA = `{stores:{parked:"id, parkedAt"},upgrade:${UPGRADE}}`;

export function checkBuild(): void {
  for (const pattern of [PROTOCOL, SCHEMA, CACHE]) {
    const found = placesLike(pattern).length;
    if (found !== 1) throw new Error(`${found} places in the build look like ${pattern}`);
  }
}

function placesLike(pattern: RegExp): RegExpExecArray[] {
  const scripts = readdirSync(BUILD, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.js'));
  return scripts.flatMap((path) => [...readFileSync(join(BUILD, path), 'utf8').matchAll(new RegExp(pattern, 'g'))]);
}
