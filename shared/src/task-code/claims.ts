/**
 * Content of a task code: CWT claims (RFC 8392 §3) with one private claim (docs/task-code.md §3). Decoding encodes
 * the claims again and compares, so that only the canonical encoding is accepted.
 */
import type { CborMap, CborValue } from '../kernel/cbor.ts';
import {
  bytesOf,
  type Codec,
  cborRecord,
  cborRow,
  choice,
  convert,
  list,
  type TypeOf,
  text,
  uint,
  uuid,
  where,
} from '../kernel/cbor-record.ts';
import { type StatusEntry, statusDay } from '../trust/status-list.ts';
import { packText, shortMatter, shortText, unpackText } from './compact.ts';

export const CLAIM = { iss: 1, sub: 2, exp: 4, nbf: 5, cti: 7, cnf: 8, inspection: -70001 } as const;

export const CODE_KINDS = ['routine', 'case', 'special', 'visit'] as const;
export type CodeKind = (typeof CODE_KINDS)[number];
export const codeKind: Codec<CodeKind> = choice(CODE_KINDS);

export interface CodeOfficer {
  readonly name: string;
  readonly certificate: string;
  /** Name of the partner agency that sends the officer to a joint inspection; absent of the lead agency's own. */
  readonly partner?: string;
}

/** [name, certificate, name, certificate, …] */
export const codeOfficers: Codec<readonly CodeOfficer[]> = convert(
  where(list(shortText), (texts) => texts.length % 2 === 0),
  (texts) =>
    Array.from({ length: texts.length / 2 }, (_, i) => ({
      name: texts[2 * i] as string,
      certificate: texts[2 * i + 1] as string,
    })),
  (officers) => officers.flatMap(({ name, certificate }) => [name, certificate]),
);

/** `codeOfficers` of the lead agency; those of each partner of a joint inspection follow in an array that begins with its name. */
const claimOfficers: Codec<readonly CodeOfficer[]> = {
  encode(officers) {
    const all: CborValue[] = [];
    let part = all;
    let sender: string | undefined;
    for (const { name, certificate, partner } of officers) {
      if (partner !== undefined && partner !== sender) {
        part = [packText(partner)];
        all.push(part);
      }
      sender = partner;
      part.push(packText(name), packText(certificate));
    }
    return all;
  },
  decode(value) {
    if (!Array.isArray(value)) return undefined;
    const cells = value as CborValue[];
    const own = codeOfficers.decode(cells.filter((cell) => !Array.isArray(cell)));
    const sent = cells.filter(Array.isArray).map(([first, ...rest]) => {
      const partner = unpackText(first);
      return partner === undefined ? undefined : codeOfficers.decode(rest)?.map((one) => ({ ...one, partner }));
    });
    const all = [own, ...sent];
    return all.every((part) => part !== undefined) ? all.flat() : undefined;
  },
};

/** A shard is written as an integer: its digits never begin with 0. */
export const codeShard: Codec<string> = convert(
  where(uint, (value) => value > 0 && value <= 9999),
  String,
  Number,
);

const OWN = {
  /** Agency number. */
  agency: [CLAIM.iss, text],
  /** USCC or register number of the enterprise. */
  enterprise: [CLAIM.sub, text],
  /** Seconds since 1970: valid from, and no longer from this second on. */
  notBefore: [CLAIM.nbf, uint],
  expires: [CLAIM.exp, uint],
  /** UUID. */
  task: [CLAIM.cti, uuid],
} as const;

const INSPECTION = {
  agencyName: shortText,
  kind: codeKind,
  matters: list(shortMatter),
  officers: claimOfficers,
  /** Version of the catalog in which the matter ids are to be read. */
  catalog: uint,
  enterpriseName: shortText,
  /** The n-th inspection of this enterprise by this agency this year; 0 where the device that issued it cannot know. */
  nth: uint,
  /** The prefecture in whose status list the code stands, and its place there (`statusEntryOf`). */
  statusShard: codeShard,
  statusIndex: uint,
} as const;

/** Bytes of the hashes in the chain of a live code. */
export const HASH_BYTES = 12;

const printed = cborRecord(OWN, { row: [CLAIM.inspection, cborRow(INSPECTION)], exact: true });
const live = cborRecord(OWN, {
  row: [CLAIM.inspection, cborRow({ ...INSPECTION, anchor: bytesOf(HASH_BYTES) })],
  exact: true,
});

export interface Claims extends TypeOf<typeof printed> {
  /** End of the hash chain (`live.ts`): good on the officer's screen alone. Absent in a code made to be printed. */
  readonly anchor?: Uint8Array;
  /** Only in a code that a device issued under a grant. */
  readonly issuedUnder?: IssuedUnder;
}

/** Claims of a code that a device issued: its grant, and its own place under it. */
export interface IssuedUnder {
  /** First eight bytes of the grant's SHA-256, hex. */
  readonly grant: string;
  /** It is the n-th code under this grant. */
  readonly number: number;
  /** Region of the enterprise, as the device knew it. */
  readonly region: string;
  /** Expiry of the grant, seconds since 1970: the bits of all its codes stand on that day of the status list. */
  readonly expires: number;
}

/** Names the code's bit in the status list of its prefecture. */
export const statusEntryOf = ({
  statusShard: shard,
  statusIndex: index,
  expires,
  issuedUnder,
}: Claims): StatusEntry => ({
  shard,
  day: statusDay(issuedUnder?.expires ?? expires),
  index,
});

export const encodeClaims = (claims: Claims): CborMap => {
  const { anchor } = claims;
  return anchor ? live.encode({ ...claims, anchor }) : encodePrinted(claims);
};

/** The claims without their anchor. */
export const encodePrinted = (claims: Claims): CborMap => printed.encode(claims);

/** `undefined` for anything but exactly the claims of profile 1. */
export const decodeClaims = (payload: CborMap): Claims | undefined => live.decode(payload) ?? printed.decode(payload);
