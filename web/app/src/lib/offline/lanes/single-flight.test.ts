import { expect, test } from 'vitest';
import { SingleFlight } from './single-flight.ts';

/** SingleFlight that end when they are told to. */
function steered() {
  const ends: { ok(): void; fail(): void }[] = [];
  const rounds = new SingleFlight(
    () => new Promise<void>((resolve, reject) => ends.push({ ok: resolve, fail: () => reject(new Error('failed')) })),
  );
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  return { rounds, ends, settle };
}

test('requests during a round share one more round', async () => {
  const { rounds, ends, settle } = steered();
  rounds.ask();
  rounds.ask();
  rounds.ask();
  expect(ends).toHaveLength(1);
  ends[0]?.ok();
  await settle();
  expect(ends).toHaveLength(2);
  ends[1]?.ok();
  await settle();
  expect(ends).toHaveLength(2);
  rounds.ask();
  expect(ends).toHaveLength(3);
});

test('a round that fails is made again, until it is stopped', async () => {
  const { rounds, ends, settle } = steered();
  rounds.ask();
  ends[0]?.fail();
  await settle();
  expect(ends).toHaveLength(2);
  rounds.stop();
  ends[1]?.fail();
  await settle();
  expect(ends).toHaveLength(2);
});
