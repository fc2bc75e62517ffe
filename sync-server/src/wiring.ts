/** Builds the adapters from a configuration. Used by `main.ts`, the CLI and the end-to-end tests. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SERVER_LIMITS } from '@liangma/shared/compliance/server-limits';
import { PROTOCOL } from '@liangma/shared/protocol/older-clients';
import { type Logger, pino } from 'pino';
import { PASSWORD_COST } from './adapters/crypto/passwords.ts';
import { nodeSignatures } from './adapters/crypto/signatures.ts';
import { fileBlobs } from './adapters/files/blobs.ts';
import { openKeyRing } from './adapters/keys/key-files.ts';
import { keyFolder, makeKeyFolder } from './adapters/keys/key-folder.ts';
import { openPushKey } from './adapters/keys/push-key.ts';
import { sealerOf } from './adapters/keys/sealing.ts';
import { fileNotifier } from './adapters/notify/file-notifier.ts';
import { webhookNotifier } from './adapters/notify/webhook-notifier.ts';
import { chromiumPrinter } from './adapters/print/chromium-printer.ts';
import { readPaperFiles } from './adapters/print/paper-page.ts';
import { trustedProxies } from './adapters/proxies.ts';
import { noPusher, webPusher } from './adapters/push/web-pusher.ts';
import { localHints, systemClock, systemRandom, systemTicks } from './adapters/runtime.ts';
import { postgresHints } from './adapters/sql/connection/postgres-hints.ts';
import { fileOf } from './adapters/tables/read-table.ts';
import { sheetOf } from './adapters/tables/write-sheet.ts';
import type { Config } from './config.ts';
import type { BareDeps, Deps } from './deps.ts';
import { policiesOf } from './open-store.ts';
import type { Pusher } from './ports/pusher.ts';
import type { Store } from './ports/store.ts';
import { trustSource } from './trust/trust.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** Built by web/app/vite.papers.config.ts. */
const PAPER_FILES = fileURLToPath(new URL('../../web/app/dist', import.meta.url));

/** Everything that needs no keys, which a set-up makes first. */
export const wireBare = (config: Config, store: Store, options: { demo: boolean }): BareDeps => ({
  store,
  clock: systemClock,
  ticks: systemTicks,
  random: systemRandom,
  proxies: trustedProxies(config.trustedProxies),
  signatures: nodeSignatures(),
  limits: SERVER_LIMITS,
  passwordCost: PASSWORD_COST,
  protocol: PROTOCOL,
  log: pino({ level: config.logLevel, base: undefined }),
  config: { origin: config.origin, version, demo: options.demo },
});

/** A server that cannot read its key for Web Push does everything else. */
function pusherOf({ dataFolder, keyPassphrase, origin }: Config, log: Logger): Pusher {
  try {
    const sealer = keyPassphrase === undefined ? undefined : sealerOf(keyPassphrase);
    const folder = keyFolder(dataFolder);
    makeKeyFolder(folder);
    return webPusher({ key: openPushKey(folder, sealer), subject: origin, now: systemClock.now });
  } catch (err) {
    log.error({ err }, 'the key of Web Push cannot be read or made; nobody is told by it');
    return noPusher;
  }
}

export function wire(config: Config, store: Store, options: { demo: boolean }): Deps {
  const { databaseUrl } = config;
  const bare = wireBare(config, store, options);
  const { log } = bare;
  const base: Omit<Deps, 'trust'> = {
    tables: { fileOf, sheetOf },
    ...bare,
    blobs: fileBlobs(join(config.dataFolder, 'photos'), systemClock),
    notifier: config.notifyWebhook
      ? webhookNotifier(config.notifyWebhook, systemClock.now)
      : fileNotifier(join(config.dataFolder, 'messages')),
    printer: chromiumPrinter(config.chromium, readPaperFiles(PAPER_FILES)),
    // An HSM or a KMS takes the place of files here (docs/OPERATIONS.md).
    keys: openKeyRing(config.dataFolder, {
      clock: systemClock,
      suite: config.suite,
      passphrase: config.keyPassphrase,
      onTrouble: (trouble) => log.error({ trouble }, 'the keys changed and cannot be read; the ones before go on'),
    }),
    hints: databaseUrl
      ? postgresHints({
          url: databaseUrl,
          random: systemRandom,
          shards: () => store.read((tx) => tx.shards.all()),
          onTrouble: (err) => log.warn({ err }, 'hints of other servers come late until the database answers'),
        })
      : localHints(),
    policies: policiesOf(store),
    // Behind the keys: a wrong passphrase has thrown before a key is sealed under it.
    pusher: pusherOf(config, log),
  };
  return { ...base, trust: trustSource(base) };
}
