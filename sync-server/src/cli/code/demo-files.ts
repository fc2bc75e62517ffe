/** The signed files of `liangma code demo`, each in the forms that its cases need. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import { type Catalog, signCatalog } from '@liangma/shared/trust/catalog';
import { signGrantList } from '@liangma/shared/trust/grant-list';
import { type IssuingKey, signKeySet } from '@liangma/shared/trust/key-set';
import { inSeconds, KEYS_STALE_AFTER } from '@liangma/shared/trust/lifetimes';
import { signStatusList, statusDay, statusDays } from '@liangma/shared/trust/status-list';
import { DAY, DEMO_SHARD, type DemoKey, demoMatters, ENDED_GRANT_INDEX, WITHDRAWN_INDEX } from './demo-world.ts';

export interface DemoFiles {
  readonly root: string;
  readonly keys: string;
  readonly staleKeys: string;
  readonly status: string;
  readonly staleStatus: string;
  readonly catalog: string;
  readonly otherCatalog: string;
  readonly grants: string;
}

const WEEK = 7 * DAY;

export async function writeDemoFiles(
  folder: string,
  now: number,
  root: DemoKey,
  files: DemoKey,
  keys: readonly IssuingKey[],
  grants: readonly Uint8Array[],
): Promise<DemoFiles> {
  await mkdir(folder, { recursive: true });
  const write = async (name: string, bytes: Uint8Array) => {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return path;
  };
  const keySet = (issuedAt: number) =>
    signKeySet(root.signer, { issuedAt, staleAt: issuedAt + inSeconds(KEYS_STALE_AFTER), keys });
  // The codes of the demo expire around now, its grants in six days.
  const days = statusDays(
    [now - 60, now + 10_800, now + 6 * DAY].flatMap((expires) =>
      [WITHDRAWN_INDEX, ENDED_GRANT_INDEX].map((index) => ({ day: statusDay(expires), index })),
    ),
  );
  const status = (issuedAt: number) => signStatusList(files.signer, { shard: DEMO_SHARD, issuedAt, ttl: WEEK, days });
  const catalog = (matters: Catalog['matters']) => signCatalog(files.signer, { version: 1, matters });
  const list = { issuedAt: now - 3600, county: '620623', grants };
  return {
    root: `${toHex(root.signer.kid)}.${toBase64Url(root.publicKey)}`,
    keys: await write('keys.cbor', await keySet(now - 3600)),
    staleKeys: await write('keys-100-days-old.cbor', await keySet(now - 100 * DAY)),
    status: await write('status.cbor', await status(now - 3600)),
    staleStatus: await write('status-8-days-old.cbor', await status(now - 8 * DAY)),
    catalog: await write('catalog.cbor', await catalog(demoMatters(['M901', 'M902']))),
    otherCatalog: await write('catalog-without-M902.cbor', await catalog(demoMatters(['M901']))),
    grants: await write('grants.cbor', await signGrantList(files.signer, list)),
  };
}
