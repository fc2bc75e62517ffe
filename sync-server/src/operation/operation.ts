/** Collects the state of the installation, as far as the region of whoever asks. */
import {
  KEY_NOTICE_DAYS,
  LATE_AFTER,
  type Operation,
  OVERDUE_AFTER,
  UNDELIVERED_DAYS,
} from '@liangma/shared/devices/operation';
import { toHex } from '@liangma/shared/kernel/bytes';
import { DAY, type Instant, SECOND } from '@liangma/shared/kernel/instant';
import type { RegionCode } from '@liangma/shared/kernel/regions';
import { wholeList } from '@liangma/shared/lists/list-query';
import { officerListSpec } from '@liangma/shared/registry/officer-list';
import { ARCHIVE_PAPERS } from '../archive/archive.ts';
import type { Deps } from '../deps.ts';
import { devicesOfRegion } from '../devices/device-reports.ts';
import { withActorNames } from '../ports/actor-names.ts';
import { NO_SHARD } from '../ports/shards.ts';
import type { Reads } from '../ports/store.ts';

const IMPORTS = 20;
const SILENT = 50;

export async function operationOf(deps: Deps, region: RegionCode): Promise<Operation> {
  const now = deps.clock.now();
  const { agencies, silent } = await devicesOfRegion(deps, region);
  const query = { ...wholeList(officerListSpec), filters: { state: 'renew' as const }, limit: 1 };
  const stored = await deps.store.read(async (tx) => ({
    schema: await tx.setup.schema(),
    catalog: await tx.matters.version(),
    certificates: (await tx.officers.list({ scope: { region }, query, now })).total,
    backupAt: (await tx.setup.backupAt()) ?? null,
    imports: await withActorNames(tx, await tx.registryHistory.imports({ region, agency: null }, IMPORTS)),
    messages: await tx.messages.undelivered(region, {
      since: now - UNDELIVERED_DAYS * DAY,
      lateBefore: now - LATE_AFTER,
    }),
    ...(await jobsOf(deps, tx, now)),
  }));
  return {
    now,
    server: deps.config.version,
    protocol: deps.protocol.current,
    schema: stored.schema,
    store: deps.store.kind,
    catalog: stored.catalog,
    silent: agencies.filter(({ notWhole }) => notWhole > 0).map(({ asOf: _, ...agency }) => agency),
    silentDevices: silent.slice(0, SILENT).map(({ device: { id, account, lastContactAt }, officer }) => ({
      id,
      agency: agencies.find(({ agency }) => agency === officer.agency)?.name ?? '',
      officer: officer.name,
      account,
      lastContactAt,
    })),
    keys: deps.keys.keys.map(({ kid, uses, validTo }) => ({
      kid: toHex(kid),
      uses: [...uses],
      validTo: validTo * SECOND,
      isNearEnd: validTo * SECOND - now < KEY_NOTICE_DAYS * DAY,
    })),
    certificates: stored.certificates,
    freeBytes: await deps.blobs.freeBytes(),
    backupAt: stored.backupAt,
    imports: stored.imports.map(({ id, at, actor, actorName, report: { kind, file, rows } }) => ({
      id,
      at,
      actor,
      actorName,
      kind,
      file,
      rows,
    })),
    jobsOverdue: stored.jobsOverdue,
    messages: stored.messages,
    archive: { printer: deps.printer.state, ...stored.archive },
  };
}

/** Jobs that no browser of this server prints are not overdue: they wait for one. */
async function jobsOf({ printer }: Pick<Deps, 'printer'>, tx: Reads<'jobs' | 'shards'>, now: Instant) {
  const shards = [...(await tx.shards.all()).keys()];
  const left = printer.state === 'ready' ? [] : [ARCHIVE_PAPERS];
  return {
    jobsOverdue: await tx.jobs.overdue([NO_SHARD, ...shards], now - OVERDUE_AFTER, left),
    archive: await tx.jobs.open(shards, ARCHIVE_PAPERS),
  };
}
