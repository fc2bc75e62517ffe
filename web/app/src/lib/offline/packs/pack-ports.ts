import type { KeySet } from '@liangma/shared/trust/key-set';
import { verifySignature } from '@liangma/web-common/crypto/signatures';
import type { Uses } from '../parts.ts';
import type { PackPorts } from './pack.ts';
import { packOpener } from './pack-opener.ts';

export const packPorts = ({ db, wire }: Uses<'db' | 'wire'>, keys: KeySet): PackPorts => ({
  db,
  wire,
  keys,
  verifySignature,
  opener: packOpener,
});
