/**
 * The app as another version of it would come from the server: the built one with two of its constants changed on the way.
 * What is changed has to be in the build exactly once; so that no test looks at an app that is none but today's.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface AppVersion {
  readonly name: string;
  readonly protocol: number;
  /** Its databases are those of the next version. */
  readonly migrates: boolean;
}

const BUILD = fileURLToPath(new URL('../../web/app/build', import.meta.url));
/** In the headers of every request to the server. */
const PROTOCOL = /(application\/json`,\[[\w$]+\]:`)(\d+)`/;
/** The last version of the device's own database. */
const DATABASE = /([\w$]+)\.version\((\d+)\)((?:\.stores\(\{[^}]*\}\))?(?:\.upgrade\([\w$]+\))?),\1\}/;
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
/** Today's in all but its name; each is another. */
export const anotherVersion = (): AppVersion => ({ ...TODAY, name: `another-${++others}` });

/** Address that `MIGRATING` requests at the moment in which it changes the databases. */
export const MIGRATED = '/api/health?migrated';

/** A file of today's build, as it is in that version. */
export function inVersion({ name, protocol, migrates }: AppVersion, text: string): string {
  const spoken = text.replace(PROTOCOL, `$1${protocol}\``).replace(CACHE, `$1${name}\``);
  return migrates ? spoken.replace(DATABASE, nextDatabase) : spoken;
}

function nextDatabase(_: string, db: string, version: string, rest: string): string {
  const change = `old=>{fetch("${MIGRATED}");return old.table("events").toCollection().modify(row=>{row.next=1})}`;
  const next = `${db}.version(${Number(version) + 1}).stores({parked:"id, parkedAt"}).upgrade(${change})`;
  return `${db}.version(${version})${rest},${next},${db}}`;
}

export function checkBuild(): void {
  for (const pattern of [PROTOCOL, DATABASE, CACHE]) {
    const found = placesLike(pattern).length;
    if (found !== 1) throw new Error(`${found} places in the build look like ${pattern}`);
  }
}

function placesLike(pattern: RegExp): RegExpExecArray[] {
  const scripts = readdirSync(BUILD, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.js'));
  return scripts.flatMap((path) => [...readFileSync(join(BUILD, path), 'utf8').matchAll(new RegExp(pattern, 'g'))]);
}
