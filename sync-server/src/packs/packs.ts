/**
 * Enterprises of a county for a device: a delta since its copy, or a pack if the delta would be too large. A pack is
 * made once and stored. It is served until so much has changed that a delta on top of it would cost more.
 */

import { toHex } from '@liangma/shared/kernel/bytes';
import { shardOf } from '@liangma/shared/kernel/regions';
import { type PackCells, type PackPoint, packLine, signPack, signPackDelta } from '@liangma/shared/packs/pack';
import type { Enterprise } from '@liangma/shared/registry/enterprise';
import type { Deps } from '../deps.ts';
import { auditEntry } from '../ports/audit.ts';
import { committed, type Reads } from '../ports/store.ts';
import type { EnterpriseChange, PackPart, PackSnapshot } from './repository.ts';

/** 300 kB of text or so, 80 kB on the wire: what a broken link costs at most. */
const ROWS_A_PART = 2_000;
/** Some 40 kB on the wire. */
const MAX_CHANGES = 1_000;

/** Compresses a part, worth some work: it is sent many times. */
export type Compress = (text: Uint8Array) => Promise<Uint8Array>;

export interface PackSource {
  /** Signed, a pack or a delta from `have`; undefined where there is nothing new. */
  newest(county: string, have: PackPoint | undefined): Promise<Uint8Array | undefined>;
}

export function packSource(deps: Deps, compress: Compress): PackSource {
  const making = new Map<string, Promise<PackSnapshot>>();
  /** Single-flight: a request for a county whose pack is being made waits for that pack. */
  const make = (county: string): Promise<PackSnapshot> => {
    const running = making.get(county) ?? makePack(deps, compress, county).finally(() => making.delete(county));
    making.set(county, running);
    return running;
  };
  return {
    async newest(county, have) {
      if (have?.epoch === deps.store.epoch) {
        const delta = await deltaFrom(deps, county, have.seq);
        if (delta !== 'too-much') return delta;
      }
      const kept = await deps.store.read((tx) => tx.packs.snapshot(county));
      const snapshot = kept && (await isGoodStill(deps, kept)) ? kept : await make(county);
      const { seq, count, parts } = snapshot;
      const hashes = parts.map((hash) => Uint8Array.from(Buffer.from(hash, 'hex')));
      return signPack(deps.keys.signerFor('files'), { county, epoch: deps.store.epoch, seq, count, parts: hashes });
    },
  };
}

/** A number from the future is none of ours: a copy made before the store was put back. */
async function deltaFrom(deps: Deps, county: string, from: number): Promise<Uint8Array | 'too-much' | undefined> {
  const { seq, count, changes, places } = await deps.store.read(async (tx) => ({
    seq: await tx.packs.enterpriseSeq(county),
    count: await tx.packs.countEnterprises(county),
    changes: await tx.packs.enterpriseChanges(county, from, MAX_CHANGES + 1),
    places: await townships(tx, county),
  }));
  if (changes.length > MAX_CHANGES || from > seq) return 'too-much';
  if (seq === from) return undefined;
  const cells = (change: EnterpriseChange) => cellsOf(change.enterprise, places);
  return signPackDelta(deps.keys.signerFor('files'), {
    county,
    epoch: deps.store.epoch,
    from,
    seq,
    count,
    changed: changes.filter(({ removed }) => !removed).map(cells),
    removed: changes.filter(({ removed }) => removed).map(({ enterprise }) => enterprise.id),
  });
}

async function isGoodStill(deps: Deps, { county, seq }: PackSnapshot): Promise<boolean> {
  const changes = await deps.store.read((tx) => tx.packs.enterpriseChanges(county, seq, MAX_CHANGES + 1));
  return changes.length <= MAX_CHANGES;
}

/**
 * `seq` is read before the enterprises: a change that comes between is in the pack, and once more in the next delta.
 */
async function makePack(deps: Deps, compress: Compress, county: string): Promise<PackSnapshot> {
  const { seq, places } = await deps.store.read(async (tx) => ({
    seq: await tx.packs.enterpriseSeq(county),
    places: await townships(tx, county),
  }));
  const parts: PackPart[] = [];
  let count = 0;
  for (let after = ''; ; ) {
    const some = await deps.store.read((tx) => tx.packs.enterprisesAfter(county, after, ROWS_A_PART));
    if (some.length > 0) parts.push(await partOf(deps, compress, some, places));
    count += some.length;
    if (some.length < ROWS_A_PART) break;
    after = some.at(-1)?.id ?? '';
  }
  const madeAt = deps.clock.now();
  const snapshot = { county, seq, count, madeAt, parts: parts.map(({ hash }) => hash) };
  return deps.store.write(async (tx) => {
    await tx.packs.save(snapshot, parts);
    return committed(snapshot, auditEntry(deps, shardOf(county), 'server', 'pack.make', county));
  });
}

async function partOf(
  { signatures }: Deps,
  compress: Compress,
  enterprises: readonly Enterprise[],
  places: ReadonlyMap<string, string>,
): Promise<PackPart> {
  const text = enterprises.map((enterprise) => packLine(cellsOf(enterprise, places))).join('');
  const bytes = new TextEncoder().encode(text);
  return { hash: toHex(await signatures.sha256(bytes)), bytes: await compress(bytes) };
}

const cellsOf = (e: Enterprise, places: ReadonlyMap<string, string>): PackCells => [
  e.id,
  e.name,
  e.kind,
  e.region,
  places.get(e.region) ?? '',
  e.address,
  e.trade,
  e.grade,
];

const townships = async (tx: Reads<'registry'>, county: string): Promise<Map<string, string>> =>
  new Map((await tx.registry.regions(county)).map(({ code, name }) => [code, name]));
