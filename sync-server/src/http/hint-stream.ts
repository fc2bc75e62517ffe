/**
 * Hints as server-sent events (HTML Living Standard, "Server-sent events"). A stream costs little more than its connection,
 * because thousands of devices listen and get nothing most of the time.
 */
import type { Actor } from '@liangma/shared/access/authorise';
import type { Role } from '@liangma/shared/access/post';
import { utf8 } from '@liangma/shared/kernel/bytes';
import { covers } from '@liangma/shared/kernel/regions';
import type { Hint, Hints, Random } from '../ports/runtime.ts';

type Controller = ReadableStreamDefaultController<Uint8Array>;

const event = (name: string, data: object, retry = ''): Uint8Array =>
  utf8(`event: ${name}\ndata: ${JSON.stringify(data)}\n${retry}\n`);

const OPEN = event('open', {});
const BEAT = event('beat', {});

/** Encodes a hint once for all listeners. */
const written = new WeakMap<Hint, Uint8Array>();

function bytesOf(hint: Hint): Uint8Array {
  const known = written.get(hint);
  if (known) return known;
  const { collection, shard, seq } = hint;
  const bytes = event('hint', { collection, shard, seq });
  written.set(hint, bytes);
  return bytes;
}

/** Returns true if a hint concerns the listener, so that nobody learns how much happens elsewhere. */
export function isConcerned({ audience }: Pick<Hint, 'audience'>, { officer, posts }: Actor): boolean {
  if (!audience) return true;
  if (officer !== null && audience.officers.includes(officer)) return true;
  return posts.some(({ role, agency, region }) =>
    role === 'supervisor'
      ? audience.region !== undefined && covers(region, audience.region)
      : agency !== null && (audience.agencies?.includes(agency.id) ?? false) && DESK.includes(role),
  );
}

const DESK: readonly Role[] = ['clerk', 'approver', 'legal-reviewer', 'duty-officer'];

/** A signed-in client that listens for hints, and the length of its session. */
export interface Listener {
  /** With the posts that are in force at present. */
  readonly actor: Actor;
  /** Undefined once the session is over: then the stream ends. */
  again(): Promise<Actor | undefined>;
  /** Called with a function that ends the stream from outside. Returns a callback for its end. */
  opened(end: () => void): () => void;
}

export function hintStream(hints: Hints, listener: Listener, random: Random): ReadableStream<Uint8Array> {
  // Hints not yet sent collapse to the newest per shard, so that a slow listener cannot fill the memory.
  const waiting = new Map<string, Hint>();
  let { actor } = listener;
  let leave = (): void => undefined;
  const tell = (to: Controller): void => {
    for (const [key, hint] of waiting) {
      if ((to.desiredSize ?? 0) <= 0) return;
      waiting.delete(key);
      to.enqueue(bytesOf(hint));
    }
  };
  const queue = (to: Controller, hint: Hint): void => {
    if (!isConcerned(hint, actor)) return;
    waiting.set(`${hint.collection} ${hint.shard}`, hint);
    tell(to);
  };
  return new ReadableStream<Uint8Array>(
    {
      start(to) {
        let isOver = false;
        const end = (): void => {
          if (isOver) return;
          leave();
          // Spread reconnections over time after a restart.
          to.enqueue(event('end', {}, `retry: ${1000 + (random.bytes(1)[0] ?? 0) * 16}\n`));
          to.close();
        };
        // A failing store does not mean that the session is over.
        const look = async (): Promise<void> => {
          const now = await listener.again().catch(() => actor);
          if (now) actor = now;
          else end();
        };
        to.enqueue(OPEN);
        const stop = hints.subscribe((hint) => {
          if (hint.collection !== 'sessions') queue(to, hint);
          else if (hint.audience?.account === actor.account) void look();
        }, end);
        const still = beating(to, look);
        const left = listener.opened(end);
        leave = () => {
          isOver = true;
          stop();
          still();
          left();
        };
      },
      pull: tell,
      cancel: () => leave(),
    },
    { highWaterMark: 2 },
  );
}

/**
 * Heartbeat, because proxies cut a connection that is silent for half a minute. One timer serves all streams, each at its own
 * second.
 */
const SECONDS = 25;
/** Heartbeats between two checks of the session, which may expire or whose hint may be lost. */
const BEATS_A_LOOK = 5;
const turns = Array.from({ length: SECONDS }, () => new Map<Controller, () => Promise<void>>());
let second = 0;
let clock: ReturnType<typeof setInterval> | undefined;

function beating(stream: Controller, look: () => Promise<void>): () => void {
  const turn = turns[second % SECONDS] as Map<Controller, () => Promise<void>>;
  turn.set(stream, look);
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
  const looks = Math.floor(second / SECONDS) % BEATS_A_LOOK === 0;
  for (const [stream, look] of turns[second % SECONDS] ?? []) {
    if ((stream.desiredSize ?? 0) > 0) stream.enqueue(BEAT);
    if (looks) void look();
  }
}
