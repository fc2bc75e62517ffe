/** Builds what the app of the server needs to run within a test, without sockets: real keys and signatures, no logs. */

import { join } from 'node:path';
import { SERVER_LIMITS } from '@liangma/shared/compliance/server-limits';
import { FIRST_ROWS } from '@liangma/shared/defaults/policy';
import { NOTICES } from '@liangma/shared/defaults/working-years';
import { PROTOCOL } from '@liangma/shared/protocol/older-clients';
import { pino } from 'pino';
import { PUBLIC_PASSWORD_COST } from '../../sync-server/src/adapters/crypto/passwords.ts';
import { nodeSignatures } from '../../sync-server/src/adapters/crypto/signatures.ts';
import { fileBlobs } from '../../sync-server/src/adapters/files/blobs.ts';
import { openKeyRing } from '../../sync-server/src/adapters/keys/key-files.ts';
import { fileNotifier } from '../../sync-server/src/adapters/notify/file-notifier.ts';
import { noPrinter } from '../../sync-server/src/adapters/print/chromium-printer.ts';
import { noPusher } from '../../sync-server/src/adapters/push/web-pusher.ts';
import { localHints, systemRandom } from '../../sync-server/src/adapters/runtime.ts';
import { fileOf } from '../../sync-server/src/adapters/tables/read-table.ts';
import { sheetOf } from '../../sync-server/src/adapters/tables/write-sheet.ts';
import { fixedPolicies } from '../../sync-server/src/compliance/policy-source.ts';
import { DEMO_POLICIES } from '../../sync-server/src/demo/county.ts';
import type { Deps } from '../../sync-server/src/deps.ts';
import type { Store } from '../../sync-server/src/ports/store.ts';
import { trustSource } from '../../sync-server/src/trust/trust.ts';

type Changes = Partial<Omit<Deps, 'trust' | 'store' | 'clock'>>;

/** `folder` takes keys and photos; `now` is the clock of everything. */
export function appDeps(store: Store, folder: string, now: () => number, changes: Changes = {}): Deps {
  const clock = { now };
  const base: Omit<Deps, 'trust'> = {
    store,
    tables: { fileOf, sheetOf },
    clock,
    ticks: clock,
    blobs: fileBlobs(join(folder, 'photos'), clock),
    proxies: { has: () => false },
    random: systemRandom,
    keys: changes.keys ?? openKeyRing(folder, { clock }),
    signatures: nodeSignatures(),
    hints: localHints(),
    policies: fixedPolicies({ rows: [...FIRST_ROWS, ...DEMO_POLICIES], years: NOTICES }),
    limits: SERVER_LIMITS,
    passwordCost: PUBLIC_PASSWORD_COST,
    notifier: fileNotifier(join(folder, 'messages')),
    pusher: noPusher,
    printer: noPrinter,
    protocol: PROTOCOL,
    log: pino({ level: 'silent' }),
    config: { origin: 'http://localhost:8787', version: 'test', demo: true },
    ...changes,
  };
  return { ...base, trust: trustSource(base) };
}
