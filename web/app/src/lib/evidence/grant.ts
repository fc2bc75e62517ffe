/** The grant that a code names, from the address under which it never changes. */

import { toHex } from '@liangma/shared/kernel/bytes';
import { grantRef } from '@liangma/shared/task-code/grant';
import type { FindGrant } from '@liangma/shared/task-code/granted-verify';
import { bestEffort } from '@liangma/web-common/best-effort';
import { sha256 } from '@liangma/web-common/crypto/signatures';

/** `undefined` without network, and for what is not named by its own hash. */
export const fetchGrant: FindGrant = async (ref) => {
  const id = toHex(ref);
  const reply = await bestEffort(fetch(`/.well-known/liangma/grant/${id}`), 'there may be no network');
  if (!reply?.ok) return undefined;
  const grant = new Uint8Array(await reply.arrayBuffer());
  return toHex(await grantRef(grant, sha256)) === id ? grant : undefined;
};
