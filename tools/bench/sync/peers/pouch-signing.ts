/**
 * Loaded into pouchdb-server before it starts: an event that comes up is verified, and a receipt for it signed, by the code of
 * our own server, before it is kept with its receipt. `LIANGMA_BENCH_KEYS` names a file with the public keys of devices, JSON.
 */
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fromBase64Url, toBase64Url } from '@liangma/shared/kernel/bytes';
import { openEvent } from '@liangma/shared/protocol/envelope';
import { signReceipts } from '@liangma/shared/protocol/receipt';
import { ed25519Signer, nodeSignatures } from '../../../../sync-server/src/adapters/crypto/signatures.ts';

interface Row {
  readonly device: string;
  readonly envelope: string;
}

const keys = new Map(JSON.parse(readFileSync(process.env.LIANGMA_BENCH_KEYS ?? '', 'utf8')) as [string, string][]);
const signer = ed25519Signer(new Uint8Array(4), generateKeyPairSync('ed25519').privateKey);
const { sha256, verify } = nodeSignatures();
let seq = 0;

async function hashOf({ device, envelope }: Row): Promise<Uint8Array> {
  const [bytes, key] = [fromBase64Url(envelope), fromBase64Url(keys.get(device) ?? '')];
  const opened = bytes && key && (await openEvent(bytes, key, verify));
  if (!opened?.ok) throw new Error('an event does not verify');
  return sha256(bytes as Uint8Array);
}

async function withReceipts(rows: readonly Row[]): Promise<(Row & { receipt: string })[]> {
  const hashes = await Promise.all(rows.map(hashOf));
  const receivedAt = Date.now();
  const contents = hashes.map((hash) => ({ hash, shard: '6206', seq: ++seq, receivedAt }));
  const receipts = await signReceipts(signer, contents, sha256);
  return rows.map((row, i) => ({ ...row, receipt: toBase64Url(receipts[i] as Uint8Array) }));
}

type Body = Row[] | { docs: Row[] };
type BulkDocs = (this: unknown, body: Body, ...rest: unknown[]) => unknown;

function signIn(PouchDB: { prototype: { bulkDocs: BulkDocs } }): void {
  const { bulkDocs } = PouchDB.prototype;
  PouchDB.prototype.bulkDocs = function (body, ...rest) {
    const rows = Array.isArray(body) ? body : body.docs;
    if (!rows.some(({ envelope }) => envelope)) return bulkDocs.call(this, body, ...rest);
    return withReceipts(rows).then((docs) =>
      bulkDocs.call(this, Array.isArray(body) ? docs : { ...body, docs }, ...rest),
    );
  };
}

signIn(createRequire(process.argv[1] ?? '')('pouchdb-core'));
