/** What a task code states: CWT claims (RFC 8392 §3) with one private map (docs/task-code.md §3). */
import type { CborMap, CborValue } from '../kernel/cbor.ts';
import { uuidFromBytes, uuidToBytes } from '../kernel/ids.ts';

const CLAIM = { iss: 1, sub: 2, exp: 4, nbf: 5, cti: 7, inspection: -70001 } as const;
const FIELD = {
  agencyName: 0,
  kind: 1,
  matters: 2,
  officers: 3,
  catalog: 4,
  enterpriseName: 5,
  nth: 6,
  status: 7,
} as const;

export const CODE_KINDS = ['routine', 'case', 'special', 'visit'] as const;
export type CodeKind = (typeof CODE_KINDS)[number];

export interface Claims {
  /** Agency number. */
  readonly agency: string;
  readonly agencyName: string;
  /** USCC or register number of the enterprise. */
  readonly enterprise: string;
  readonly enterpriseName: string;
  /** Seconds since 1970: valid from, and no longer from this second on. */
  readonly notBefore: number;
  readonly expires: number;
  /** UUID. */
  readonly task: string;
  readonly kind: CodeKind;
  readonly matters: readonly string[];
  readonly officers: readonly { readonly name: string; readonly certificate: string }[];
  /** Version of the catalog in which the matter ids are to be read. */
  readonly catalog: number;
  /** The n-th inspection of this enterprise by this agency this year. */
  readonly nth: number;
  readonly statusIndex: number;
}

export function encodeClaims(c: Claims): CborMap {
  const inspection = new Map<number, CborValue>([
    [FIELD.agencyName, c.agencyName],
    [FIELD.kind, CODE_KINDS.indexOf(c.kind)],
    [FIELD.matters, c.matters],
    [FIELD.officers, c.officers.map((o) => [o.name, o.certificate])],
    [FIELD.catalog, c.catalog],
    [FIELD.enterpriseName, c.enterpriseName],
    [FIELD.nth, c.nth],
    [FIELD.status, c.statusIndex],
  ]);
  return new Map<number, CborValue>([
    [CLAIM.iss, c.agency],
    [CLAIM.sub, c.enterprise],
    [CLAIM.exp, c.expires],
    [CLAIM.nbf, c.notBefore],
    [CLAIM.cti, uuidToBytes(c.task)],
    [CLAIM.inspection, inspection],
  ]);
}

/** `undefined` for anything but exactly the claims of profile 1. */
export function decodeClaims(payload: CborMap): Claims | undefined {
  const i = payload.get(CLAIM.inspection);
  if (!(i instanceof Map) || payload.size !== 6 || i.size !== 8) return undefined;
  const cti = payload.get(CLAIM.cti);
  const kind = CODE_KINDS[Number(i.get(FIELD.kind))];
  const matters = i.get(FIELD.matters);
  const officers = officersOf(i.get(FIELD.officers));
  if (!(cti instanceof Uint8Array && cti.length === 16) || !kind || !isTexts(matters) || !officers) return undefined;
  const texts = [payload.get(CLAIM.iss), payload.get(CLAIM.sub), i.get(FIELD.agencyName), i.get(FIELD.enterpriseName)];
  const numbers = [CLAIM.nbf, CLAIM.exp].map((key) => payload.get(key));
  numbers.push(...[FIELD.catalog, FIELD.nth, FIELD.status, FIELD.kind].map((key) => i.get(key)));
  if (!isTexts(texts) || !numbers.every(isCount)) return undefined;
  const [agency, enterprise, agencyName, enterpriseName] = texts as [string, string, string, string];
  const [notBefore, expires, catalog, nth, statusIndex] = numbers as [number, number, number, number, number];
  const task = uuidFromBytes(cti);
  return {
    ...{ agency, agencyName, enterprise, enterpriseName, notBefore, expires, task },
    ...{ kind, matters, officers, catalog, nth, statusIndex },
  };
}

function officersOf(value: CborValue | undefined): Claims['officers'] | undefined {
  if (!Array.isArray(value)) return undefined;
  const pairs = value as readonly CborValue[];
  if (!pairs.every((pair): pair is [string, string] => isTexts(pair) && pair.length === 2)) return undefined;
  return pairs.map(([name, certificate]) => ({ name, certificate }));
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
