/** A wire between two that can be cut: TCP handed on as it is, to a port that may change. */
import { connect, createServer, type Socket } from 'node:net';

export interface Wire {
  readonly port: number;
  /** New connections go there from now on; those that are open are cut, or carry nothing more without anybody being told. */
  moveTo(port: number, how: 'cut' | 'silent'): void;
  /** The next answers are thrown away, and their connections with them: what was asked for was done. */
  cutAnswers(count: number): void;
  readonly cut: () => number;
  close(): Promise<void>;
}

export async function layWire(to: number): Promise<Wire> {
  let target = to;
  let [toCut, cut] = [0, 0];
  const open = new Set<Socket>();
  const server = createServer((from) => {
    const there = connect(target, '127.0.0.1');
    for (const socket of [from, there]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        from.destroy();
        there.destroy();
      });
    }
    from.pipe(there);
    there.on('data', (bytes) => {
      if (toCut === 0) return void from.write(bytes);
      toCut -= 1;
      cut += 1;
      from.destroy();
    });
    there.on('end', () => from.end());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const hangUp = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: (server.address() as { port: number }).port,
    moveTo: (port, how) => {
      target = port;
      if (how === 'cut') return hangUp();
      for (const socket of open) {
        for (const event of ['data', 'end', 'close']) socket.removeAllListeners(event);
        socket.unpipe().pause();
      }
    },
    cutAnswers: (count) => {
      toCut += count;
    },
    cut: () => cut,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        hangUp();
      }),
  };
}
