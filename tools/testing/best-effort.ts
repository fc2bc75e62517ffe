/** The server's own, for tests and tools, which may not reach into it. `NODE_DEBUG=liangma` prints the failures. */
export { bestEffort } from '../../sync-server/src/adapters/best-effort.ts';
