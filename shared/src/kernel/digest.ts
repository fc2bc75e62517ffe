/** SHA-256, as the platform offers it. */
export type Digest = (bytes: Uint8Array) => Promise<Uint8Array>;
