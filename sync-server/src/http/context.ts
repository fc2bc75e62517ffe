import type { Actor } from '@liangma/shared/access/authorise';

/** Values that middleware sets for handlers. */
export interface AppEnv {
  Variables: {
    requestId: string;
    /** Undefined when nobody is signed in. */
    actor: Actor | undefined;
    sessionToken: string | undefined;
    /** The device that the session is on; null while it was on none. */
    device: string | null;
    /** True if `device` is revoked. */
    revoked: boolean;
  };
}
