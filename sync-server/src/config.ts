/** Configuration from the environment, read once. A bad value is a clear error before anything is written. */
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, resolve } from 'node:path';
import { SUITES, type Suite } from '@liangma/shared/kernel/public-key';
import { err, ok, type Result } from '@liangma/shared/kernel/result';

export interface Config {
  /** Address of the network interface to listen on; loopback unless the operator names another. */
  readonly host: string;
  readonly port: number;
  readonly dataFolder: string;
  readonly databaseUrl: string | undefined;
  readonly origin: string;
  /** LIANGMA_ORIGIN is set: it counts before the address of the set-up. */
  readonly isOriginGiven: boolean;
  readonly production: boolean;
  /** Addresses and networks of the proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  readonly logLevel: string;
  /** Operator of the site and the telephone numbers for the public: written into every page. */
  readonly publisher: string | undefined;
  readonly helpPhone: string | undefined;
  readonly supervisionPhone: string | undefined;
  /** Gateway that messages are posted to; undefined writes them as files. */
  readonly notifyWebhook: NotifyWebhook | undefined;
  /** Browser that prints the archive: CHROMIUM_PATH, LIANGMA_CHROMIUM_NO_SANDBOX. */
  readonly chromium: { readonly path: string | undefined; readonly sandbox: boolean };
  /** Signature suite of new keys when the command names none. */
  readonly suite: Suite;
  /** Seals the keys' secrets; undefined if they are plain text. */
  readonly keyPassphrase: string | undefined;
  /** Password of the first administrator, for `liangma setup`. */
  readonly adminPassword: string | undefined;
  /** The new passphrase for `keys passphrase`. */
  readonly newKeyPassphrase: string | undefined;
}

/** Gateway for messages, as `WebhookSettings` in ports/notifier.ts. */
interface NotifyWebhook {
  readonly url: string;
  readonly secret: string;
  readonly allowPrivate: boolean;
}

type Environment = Record<string, string | undefined>;

/** The error is one line for the operator, in Chinese and English. */
export function readConfig(env: Environment): Result<Config, string> {
  const port = readPort(env.PORT);
  if (!port.ok) return port;
  const host = readHost(env.LIANGMA_HOST);
  if (!host.ok) return host;
  const databaseUrl = env.DATABASE_URL || undefined;
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\/[^/]+/.test(databaseUrl)) {
    return err(
      'DATABASE_URL 应是 postgres://… 形式的地址。 DATABASE_URL must be an address like postgres://user@host/name.',
    );
  }
  const origin = readOrigin(env.LIANGMA_ORIGIN, port.value);
  if (!origin.ok) return origin;
  const dataFolder = readDataFolder(env.LIANGMA_DATA);
  if (!dataFolder.ok) return dataFolder;
  const trustedProxies = readProxies(env.LIANGMA_TRUSTED_PROXIES);
  if (!trustedProxies.ok) return trustedProxies;
  const suite = readSuite(env.LIANGMA_SUITE);
  if (!suite.ok) return suite;
  const helpPhone = readPhone(env, 'LIANGMA_HELP_PHONE');
  if (!helpPhone.ok) return helpPhone;
  const supervisionPhone = readPhone(env, 'LIANGMA_SUPERVISION_PHONE');
  if (!supervisionPhone.ok) return supervisionPhone;
  const notifyWebhook = readWebhook(env);
  if (!notifyWebhook.ok) return notifyWebhook;
  const keyPassphrase = readPassphrase(env, 'LIANGMA_KEY_PASSPHRASE');
  if (!keyPassphrase.ok) return keyPassphrase;
  const newKeyPassphrase = readPassphrase(env, 'LIANGMA_KEY_PASSPHRASE_NEW');
  if (!newKeyPassphrase.ok) return newKeyPassphrase;
  return ok({
    host: host.value,
    port: port.value,
    dataFolder: dataFolder.value,
    databaseUrl,
    origin: origin.value,
    isOriginGiven: Boolean(env.LIANGMA_ORIGIN),
    production: env.NODE_ENV === 'production',
    trustedProxies: trustedProxies.value,
    logLevel: env.LIANGMA_LOG ?? 'info',
    publisher: env.LIANGMA_PUBLISHER?.trim() || undefined,
    helpPhone: helpPhone.value,
    supervisionPhone: supervisionPhone.value,
    notifyWebhook: notifyWebhook.value,
    chromium: { path: env.CHROMIUM_PATH || undefined, sandbox: env.LIANGMA_CHROMIUM_NO_SANDBOX !== '1' },
    suite: suite.value,
    keyPassphrase: keyPassphrase.value,
    adminPassword: env.LIANGMA_ADMIN_PASSWORD || undefined,
    newKeyPassphrase: newKeyPassphrase.value,
  });
}

function readPort(text: string | undefined): Result<number, string> {
  if (text === undefined || text === '') return ok(8787);
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65535) return ok(port);
  return err(
    `PORT 应是 0 到 65535 的整数，现在是“${text}”。 PORT must be a whole number from 0 to 65535, not "${text}".`,
  );
}

/** Accepts an address, not a name: a name may have several addresses, and the server would listen only on the first. */
function readHost(text: string | undefined): Result<string, string> {
  if (text === undefined || text === '') return ok('127.0.0.1');
  if (isIP(text) !== 0) return ok(text);
  return err(
    `LIANGMA_HOST 应是本机的网络地址，如 127.0.0.1；0.0.0.0 表示全部网络接口。现在是“${text}”。 LIANGMA_HOST must be an address of this machine like 127.0.0.1, or 0.0.0.0 for all interfaces, not "${text}".`,
  );
}

function readOrigin(text: string | undefined, port: number): Result<string, string> {
  if (text === undefined || text === '') return ok(`http://localhost:${port}`);
  // Accept only the form that browsers write: codes carry this text, and pages compare it.
  if (/^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text) return ok(text);
  return err(
    `LIANGMA_ORIGIN 应像 https://liangma.example.cn，末尾不带斜杠，现在是“${text}”。 LIANGMA_ORIGIN must look like https://liangma.example.cn, not "${text}".`,
  );
}

function readProxies(text: string | undefined): Result<string[], string> {
  const networks = (text ?? '').split(/[\s,]+/).filter(Boolean);
  const wrong = networks.find((network) => !isNetwork(network));
  if (wrong === undefined) return ok(networks);
  return err(
    `LIANGMA_TRUSTED_PROXIES 应是地址或网段，如 10.0.0.1,10.1.0.0/16，现在有“${wrong}”。 LIANGMA_TRUSTED_PROXIES must list addresses or networks like 10.1.0.0/16, not "${wrong}".`,
  );
}

function isNetwork(text: string): boolean {
  const [address = '', prefix, more] = text.split('/');
  const bits = { 4: 32, 6: 128 }[isIP(address) as 4 | 6];
  if (bits === undefined || more !== undefined) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
}

function readSuite(text: string | undefined): Result<Suite, string> {
  const suite = SUITES.find((one) => one === (text || 'eddsa'));
  if (suite) return ok(suite);
  return err(`LIANGMA_SUITE 应是 eddsa 或 sm2，现在是“${text}”。 LIANGMA_SUITE must be eddsa or sm2, not "${text}".`);
}

function readPhone(env: Environment, name: string): Result<string | undefined, string> {
  const text = env[name]?.trim();
  if (!text) return ok(undefined);
  if (/^\+?[\d\- ]{3,20}$/.test(text)) return ok(text);
  return err(
    `${name} 应是电话号码，如 0935-1234567，现在是“${text}”。 ${name} must be a telephone number, not "${text}".`,
  );
}

/** From the variable itself or from the file that `…_FILE` names, whose last line end is not part of it. */
function readPassphrase(env: Environment, name: string): Result<string | undefined, string> {
  const [text, file] = [env[name], env[`${name}_FILE`]];
  if (text && file) {
    return err(`${name} 和 ${name}_FILE 只能设一个。 Set ${name} or ${name}_FILE, not both.`);
  }
  if (!file) return ok(text || undefined);
  try {
    const read = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    return read ? ok(read) : err(`${name}_FILE 是空的：${file}。 ${name}_FILE is empty: ${file}.`);
  } catch {
    return err(`${name}_FILE 读不了：${file}。 ${name}_FILE cannot be read: ${file}.`);
  }
}

function readDataFolder(text: string | undefined): Result<string, string> {
  const folder = resolve(text || '.data');
  if (existsSync(folder) && !statSync(folder).isDirectory()) {
    return err(`LIANGMA_DATA 不是文件夹：${folder}。 LIANGMA_DATA is not a folder: ${folder}.`);
  }
  try {
    accessSync(nearestExisting(folder), constants.W_OK | constants.X_OK);
  } catch {
    return err(
      `数据文件夹不可写：${folder}。请改权限，或用 LIANGMA_DATA 指定另一处。 The data folder cannot be written: ${folder}. Change its permissions or name another one in LIANGMA_DATA.`,
    );
  }
  return ok(folder);
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path));
}

const LEAST_SECRET = 32;

/** LIANGMA_NOTIFY_URL, LIANGMA_NOTIFY_SECRET, LIANGMA_NOTIFY_PRIVATE. */
function readWebhook(env: Environment): Result<NotifyWebhook | undefined, string> {
  const url = env.LIANGMA_NOTIFY_URL?.trim();
  if (!url) return ok(undefined);
  const allowPrivate = env.LIANGMA_NOTIFY_PRIVATE === '1';
  if (!/^https:\/\/[^/@]+/.test(url) && !(allowPrivate && /^http:\/\/[^/@]+/.test(url))) {
    return err('LIANGMA_NOTIFY_URL 应是 https://… 形式的地址。 LIANGMA_NOTIFY_URL must be an https address.');
  }
  const secret = env.LIANGMA_NOTIFY_SECRET ?? '';
  if (secret.length < LEAST_SECRET) {
    return err('LIANGMA_NOTIFY_SECRET 至少 32 个字符。 LIANGMA_NOTIFY_SECRET needs at least 32 characters.');
  }
  return ok({ url, secret, allowPrivate });
}
