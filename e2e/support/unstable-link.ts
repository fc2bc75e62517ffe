/** A way to the server that can be told to break: every so many bytes, in either direction, all connections end. */
import { connect, createServer, type Socket } from 'node:net';

export interface BreakingLink {
  readonly origin: string;
  /** From now on; 0 for never. */
  breakEvery(bytes: number): void;
  /** Returns how often the link has broken. */
  breaks(): number;
  stop(): Promise<void>;
}

export async function breakingLink(to: string): Promise<BreakingLink> {
  const target = Number(new URL(to).port);
  const open = new Set<Socket>();
  let [every, carried, breaks] = [0, 0, 0];
  const carry = (from: Socket, into: Socket) => {
    open.add(from);
    from.on('close', () => {
      open.delete(from);
      into.destroy();
    });
    from.on('error', () => undefined);
    from.on('data', (bytes) => {
      const left = every === 0 ? bytes.length : Math.max(0, every - carried);
      into.write(bytes.subarray(0, left));
      carried += bytes.length;
      if (every === 0 || carried < every) return;
      [carried, breaks] = [0, breaks + 1];
      for (const socket of open) socket.destroy();
    });
  };
  const server = createServer((client) => {
    const upstream = connect(target, 'localhost');
    carry(client, upstream);
    carry(upstream, client);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    origin: `http://localhost:${address.port}`,
    breakEvery: (bytes) => {
      [every, carried] = [bytes, 0];
    },
    breaks: () => breaks,
    stop: async () => {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
