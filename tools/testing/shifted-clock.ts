/**
 * Loaded into a server before the server itself: its clock goes ahead of the machine's by what the test tells. A turn makes
 * what is done every so often due as if the time had passed; waits for a network or a database take as long as they take.
 */
import { Server, type ServerResponse } from 'node:http';

let ahead = Number(process.env.CLOCK_AHEAD);

const now = (): number => performance.timeOrigin + performance.now() + ahead;
globalThis.Date = new Proxy(Date, {
  construct: (date, args, target) => Reflect.construct(date, args.length === 0 ? [Math.floor(now())] : args, target),
  get: (date, key) => (key === 'now' ? () => Math.floor(now()) : Reflect.get(date, key)),
});

interface Repeated {
  readonly run: () => void;
  readonly every: number;
  last: number;
}
const repeated = new Map<unknown, Repeated>();
const { setInterval: repeat, clearInterval: end } = globalThis;
globalThis.setInterval = ((work: (...args: unknown[]) => void, every = 0, ...args: unknown[]) => {
  const timer: Repeated = { run: () => work(...args), every, last: now() };
  const id = repeat(() => {
    timer.last = now();
    timer.run();
  }, every);
  repeated.set(id, timer);
  return id;
}) as typeof setInterval;
globalThis.clearInterval = ((id: Parameters<typeof end>[0]) => {
  repeated.delete(id);
  end(id);
}) as typeof clearInterval;

// Node writes this header by a clock of its own; phones compare theirs with it.
const emit = Server.prototype.emit;
Server.prototype.emit = function (this: Server, event: string, ...args: unknown[]) {
  if (event === 'request') (args[1] as ServerResponse).setHeader('date', new Date().toUTCString());
  return Reflect.apply(emit, this, [event, ...args]);
} as typeof emit;

process.on('message', (told: number) => {
  ahead = told;
  for (const timer of repeated.values()) {
    if (now() - timer.last < timer.every) continue;
    timer.last = now();
    timer.run();
  }
  process.send?.('turned');
});
process.channel?.unref();
