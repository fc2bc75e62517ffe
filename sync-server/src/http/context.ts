import type { Actor } from '@liangma/shared/access/authorise';
import type { Instant } from '@liangma/shared/kernel/instant';

/** Values that middleware sets for handlers. */
export interface AppEnv {
  Variables: {
    requestId: string;
    /** The server's clock as the request came. */
    at: Instant;
    /** Undefined when nobody is signed in. */
    actor: Actor | undefined;
    sessionToken: string | undefined;
    sessionId: string | undefined;
    /** The device that the session is on; null while it was on none. */
    device: string | null;
    /** True if `device` is revoked. */
    revoked: boolean;
  };
}
