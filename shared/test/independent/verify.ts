/** §8, step by step; the numbers in the comments are those of its tables. */
import { createHash } from 'node:crypto';
import { bytesOf, type Container, type Live, readCode, readContainer } from './container.ts';
import { type Catalog, findKey, isSignedBy, isWithdrawn, type Key, type Keys, type Status } from './files.ts';
import { holds } from './signature.ts';
import {
  type GrantStatement,
  readGrant,
  readStatement,
  readUnderGrant,
  type Statement,
  type UnderGrant,
  type Window,
} from './statements.ts';

export interface World {
  readonly keys: Keys;
  readonly lists: readonly Status[];
  readonly catalogs: readonly Catalog[];
  /** Milliseconds. */
  readonly now: number;
  readonly firstSeen?: number;
  readonly expected?: string;
  readonly newest?: number;
  /** The signed grants that this verifier holds. */
  readonly grants: readonly Uint8Array[];
}

export interface Judgement {
  readonly verdict: 'genuine' | 'refuse' | 'unsure';
  readonly reasons: readonly string[];
  readonly said?: Statement;
  readonly live?: boolean;
}

interface Accepted {
  readonly said: Statement;
  readonly step?: number;
  readonly reasons: readonly string[];
}

const UNSURE = ['unknown-key', 'clock-suspect', 'stale-keys', 'stale-status', 'unknown-matter'];

export function judge(text: string, world: World): Judgement {
  const bytes = bytesOf(text); // 1
  const code = bytes && readCode(bytes); // 2
  if (!code) return verdictOf(['malformed']);
  const { container, live } = code;
  const underGrant = 'grant' in container.named || container.named.kid.length === 8;
  const accepted = underGrant ? acceptUnderGrant(container, live, world) : acceptIssued(container, live, world);
  if (typeof accepted === 'string') return verdictOf([accepted]);
  const reasons = [...accepted.reasons, ...reasonsAgainst(accepted, world)];
  return { ...verdictOf(reasons), said: accepted.said, live: accepted.step !== undefined };
}

function verdictOf(reasons: readonly string[]): Judgement {
  const refused = reasons.some((reason) => !UNSURE.includes(reason));
  return { verdict: refused ? 'refuse' : reasons.length > 0 ? 'unsure' : 'genuine', reasons };
}

function acceptIssued(container: Container, live: Live | undefined, world: World): Accepted | string {
  const said = readStatement(container.payload);
  if (!said) return 'unsupported-version'; // 3
  const key = 'kid' in container.named ? findKey(world.keys, container.named.kid, 'codes') : undefined;
  if (!key) return 'unknown-key'; // 4
  if (!isSignedBy(container, key)) return 'bad-signature'; // 5
  if (live && !(said.anchor && leadsTo(said.anchor, live))) return 'bad-signature';
  const reasons = covers(key, said.iss, said, secondsOf(world.now)) ? [] : ['key-not-valid-then']; // 6
  return live ? { said, step: live.step, reasons } : { said, reasons };
}

function acceptUnderGrant(container: Container, live: Live | undefined, world: World): Accepted | string {
  const code = readUnderGrant(container.payload);
  if (!code || live) return 'unsupported-version'; // 3
  const { named } = container;
  const bytes = 'grant' in named ? named.grant : world.grants.find((each) => sameHex(referenceOf(each), named.kid));
  if (!bytes) return 'unknown-key'; // 4a
  const signed = readContainer(bytes);
  const grant = signed && 'kid' in signed.named ? readGrant(signed.payload) : undefined;
  if (!signed || !grant || !('kid' in signed.named)) return 'grant-invalid'; // 4b
  const key = findKey(world.keys, signed.named.kid, 'codes');
  if (!key) return 'unknown-key'; // 4c
  const valid = isSignedBy(signed, key) && covers(key, grant.iss, grant, secondsOf(world.now));
  if (!valid) return 'grant-invalid'; // 4d
  const byDevice = container.alg === -8 && holds(-8, grant.device, container.signed, container.signature);
  if (!byDevice) return 'bad-signature'; // 5
  const reasons = [
    ...(isWithdrawn(world.lists, grant.list, grant.exp, grant.index) ? ['grant-invalid'] : []), // 6a
    ...(isWithin(code, grant) ? [] : ['grant-exceeded']), // 6b
  ];
  return { said: statementOf(code, grant, referenceOf(bytes)), step: code.step, reasons };
}

const covers = (key: Key, iss: string, { nbf, exp }: Window, now: number): boolean =>
  iss.startsWith(key.prefix) &&
  key.from <= nbf &&
  exp <= key.to &&
  (key.compromised === null || (nbf < key.compromised && now < key.compromised));

function isWithin(code: UnderGrant, grant: GrantStatement): boolean {
  const inTime = code.nbf >= grant.nbf && code.exp <= grant.exp;
  const counted = 1 <= code.number && code.number <= grant.most;
  const allowed = grant.matters.length === 0 ? code.matters : code.matters.filter((id) => grant.matters.includes(id));
  const about = code.matters.length > 0 && allowed.length === code.matters.length && grant.kinds.includes(code.kind);
  const people = code.places.every((place) => place < grant.officers.length);
  return inTime && counted && about && people && code.region.startsWith(grant.region);
}

function statementOf(code: UnderGrant, grant: GrantStatement, reference: Uint8Array): Statement {
  const { sub, enterprise, nbf, exp, kind, matters, catalog, nth, number, places } = code;
  const hash = sha256(Buffer.concat([reference, Buffer.of((number >> 8) & 255, number & 255)]));
  const id = Buffer.from(hash.subarray(0, 16));
  id.writeUInt8((id.readUInt8(6) & 0x0f) | 0x80, 6);
  id.writeUInt8((id.readUInt8(8) & 0x3f) | 0x80, 8);
  const officers = grant.officers.filter((_, place) => places.length === 0 || places.includes(place));
  return {
    iss: grant.iss,
    agency: grant.agency,
    sub,
    enterprise,
    nbf,
    exp,
    kind,
    matters,
    officers,
    catalog,
    nth,
    cti: id.toString('hex'),
    list: grant.list,
    index: grant.index + number,
    until: grant.exp,
  };
}

const NO_CATALOG: Catalog = { version: 0, ids: new Set() };

/** 7 to 15 */
function reasonsAgainst({ said, step }: Accepted, world: World): readonly string[] {
  const now = secondsOf(world.now);
  const { keys, lists, catalogs } = world;
  const status = lists.find(({ shard }) => shard === said.list);
  const untold = said.anchor ? 'old' : 'live';
  const phase = step === undefined ? untold : phaseOf(said, step, secondsOf(world.firstSeen ?? world.now));
  const newest = Math.max(world.newest ?? 0, keys.issued, status?.issued ?? 0);
  const current =
    said.catalog <= Math.min(...(catalogs.length > 0 ? catalogs : [NO_CATALOG]).map(({ version }) => version));
  const knows = current && said.matters.every((id) => catalogs.some(({ ids }) => ids.has(id)));
  const checks: readonly (readonly [boolean, string])[] = [
    [isWithdrawn(lists, said.list, said.until ?? said.exp, said.index), 'withdrawn'],
    [now < said.nbf, 'not-yet-valid'],
    [now >= said.exp, 'expired'],
    [world.expected !== undefined && world.expected !== said.sub, 'wrong-enterprise'],
    [phase === 'old', 'copied'],
    [phase === 'ahead' || now < newest - 300, 'clock-suspect'],
    [now >= keys.stale, 'stale-keys'],
    [!status || now >= status.issued + status.ttl, 'stale-status'],
    [!knows, 'unknown-matter'],
  ];
  return checks.flatMap(([against, reason]) => (against ? [reason] : []));
}

/** §7 */
function phaseOf({ nbf, exp }: Window, k: number, t: number): 'ahead' | 'live' | 'old' {
  const step = Math.max(30, Math.ceil((exp - nbf) / 2880));
  const s = nbf + k * step;
  return t < s - 90 ? 'ahead' : t < s + step + 90 ? 'live' : 'old';
}

function leadsTo(anchor: Uint8Array, { step, link }: Live): boolean {
  let hash = link;
  for (let i = 0; i <= step; i++) hash = sha256(hash).subarray(0, 12);
  return sameHex(hash, anchor);
}

const referenceOf = (grant: Uint8Array): Uint8Array => sha256(grant).subarray(0, 8);
const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const secondsOf = (milliseconds: number): number => Math.floor(milliseconds / 1000);
const sameHex = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
