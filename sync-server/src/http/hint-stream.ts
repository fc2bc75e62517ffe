/**
 * Hints as server-sent events (HTML Living Standard, "Server-sent events"). A stream is little more than its connection:
 * thousands of devices listen, and hear nothing most of the time.
 */
import type { Actor, Role } from '@liangma/shared/access/authorise';
import { utf8 } from '@liangma/shared/kernel/bytes';
import { covers } from '@liangma/shared/kernel/regions';
import type { Hint, Hints, Random } from '../ports/runtime.ts';

type Controller = ReadableStreamDefaultController<Uint8Array>;

const event = (name: string, data: object, retry = ''): Uint8Array =>
  utf8(`event: ${name}\ndata: ${JSON.stringify(data)}\n${retry}\n`);

const OPEN = event('open', {});
const BEAT = event('beat', {});

/** The same bytes for all who hear it. */
const written = new WeakMap<Hint, Uint8Array>();

function bytesOf(hint: Hint): Uint8Array {
  const known = written.get(hint);
  if (known) return known;
  const { collection, shard, seq } = hint;
  const bytes = event('hint', { collection, shard, seq });
  written.set(hint, bytes);
  return bytes;
}

/** Returns whether a hint is for the person who listens: nobody learns from it how much goes on elsewhere. */
export function isConcerned({ audience }: Pick<Hint, 'audience'>, { officer, agency, region, roles }: Actor): boolean {
  if (!audience) return true;
  if (officer !== null && audience.officers.includes(officer)) return true;
  if (agency && audience.agency === agency.id && roles.some((role) => DESK.includes(role))) return true;
  return audience.region !== undefined && roles.includes('supervisor') && covers(region, audience.region);
}

const DESK: readonly Role[] = ['clerk', 'approver'];

export function hintStream(hints: Hints, listener: Actor, random: Random): ReadableStream<Uint8Array> {
  // Of each shard the last says all, however slowly this one listens.
  const untold = new Map<string, Hint>();
  let leave = (): void => undefined;
  const tell = (to: Controller): void => {
    for (const [key, hint] of untold) {
      if ((to.desiredSize ?? 0) <= 0) return;
      untold.delete(key);
      to.enqueue(bytesOf(hint));
    }
  };
  return new ReadableStream<Uint8Array>(
    {
      start(to) {
        to.enqueue(OPEN);
        const stop = hints.subscribe(
          (hint) => {
            if (!isConcerned(hint, listener)) return;
            untold.set(`${hint.collection} ${hint.shard}`, hint);
            tell(to);
          },
          () => {
            leave();
            // Not all in one moment, when the server or another one is there again.
            to.enqueue(event('end', {}, `retry: ${1000 + (random.bytes(1)[0] ?? 0) * 16}\n`));
            to.close();
          },
        );
        const still = beating(to);
        leave = () => {
          stop();
          still();
        };
      },
      pull: tell,
      cancel: () => leave(),
    },
    { highWaterMark: 2 },
  );
}

/** Proxies cut a connection on which nothing is said for half a minute. One clock for all: each has its second of it. */
const SECONDS = 25;
const turns = Array.from({ length: SECONDS }, () => new Set<Controller>());
let second = 0;
let clock: ReturnType<typeof setInterval> | undefined;

function beating(stream: Controller): () => void {
  const turn = turns[second % SECONDS] as Set<Controller>;
  turn.add(stream);
  clock ??= setInterval(beat, 1000).unref();
  return () => {
    turn.delete(stream);
    if (turns.every(({ size }) => size === 0)) {
      clearInterval(clock);
      clock = undefined;
    }
  };
}

function beat(): void {
  second++;
  for (const stream of turns[second % SECONDS] ?? []) if ((stream.desiredSize ?? 0) > 0) stream.enqueue(BEAT);
}
