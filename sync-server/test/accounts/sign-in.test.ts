/** Signing in under attack, on both stores: attempts at once are counted as many, and strangers leave nothing behind. */
import { HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import type { SharedPostgres } from '@liangma/testing/shards/partitioned';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sweepSessions } from '../../src/accounts/sessions.ts';
import { signIns } from '../../src/accounts/sign-in.ts';
import { HASHES_AT_ONCE, hashPassword, PUBLIC_PASSWORD_COST } from '../../src/adapters/crypto/passwords.ts';
import { noted } from '../../src/ports/store.ts';
import { NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';
import { sharedPostgres } from '../shared-stores.ts';

const nobody = hashPassword('nobody', PUBLIC_PASSWORD_COST);
const cheap = () => nobody;

let postgres: SharedPostgres;
beforeAll(async () => {
  postgres = await sharedPostgres();
});
afterAll(() => postgres.stop());

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(kind === 'postgres' ? { databaseUrl: await postgres.county('sign_in') } : {});
  });
  afterAll(() => server.stop());

  const failures = async (name: string) =>
    (await server.deps.store.read((tx) => tx.accounts.attempts(`account:${name}`)))?.failures ?? 0;
  const codeOf = (result: { ok: true } | { ok: false; error: { code: string } }) =>
    result.ok ? 'in' : result.error.code;

  test('a thousand concurrent wrong passwords from many networks get five tries, and the right password waits', async () => {
    const signIn = signIns(server.deps, cheap);
    const attempts = Array.from({ length: 1000 }, (_, i) =>
      signIn({ name: 'lichunmei', password: 'wrong', network: `10.0.${i % 40}.1` }),
    );
    const codes = (await Promise.all(attempts)).map(codeOf);
    expect(codes.filter((code) => code === 'wrong-credentials').length).toBeLessThanOrEqual(5);
    expect(codes).not.toContain('in');
    expect(await failures('lichunmei')).toBe(codes.filter((code) => code === 'wrong-credentials').length);
    // Each of the rest, one after another: none is free.
    for (let i = 0; i < 6; i++) await signIn({ name: 'lichunmei', password: 'wrong', network: '10.1.0.1' });
    expect(await failures('lichunmei')).toBe(5);
    const right = { name: 'lichunmei', password: 'liangma-demo', network: '10.1.0.1' };
    expect(codeOf(await signIn(right))).toBe('too-many-attempts');
    server.clock.at += MINUTE + 1;
    expect(codeOf(await signIn(right))).toBe('in');
    expect(await failures('lichunmei')).toBe(0);
  });

  test('two servers count all of twenty concurrent wrong passwords', async () => {
    const [one, other] = [signIns(server.deps, cheap), signIns(server.deps, cheap)];
    const tries = Array.from({ length: 10 }, (_, i) =>
      [one, other].map((signIn) => signIn({ name: 'mayongcheng', password: 'wrong', network: `10.2.${i}.1` })),
    ).flat();
    const codes = (await Promise.all(tries)).map(codeOf);
    expect(await failures('mayongcheng')).toBe(5);
    expect(codes.filter((code) => code === 'wrong-credentials')).toHaveLength(5);
  });

  test('an unknown name waits like a known one, and the store keeps no trace of it', async () => {
    const signIn = signIns(server.deps, cheap);
    const typed = 'my-password-in-the-wrong-field';
    const codes: string[] = [];
    for (let i = 0; i < 7; i++)
      codes.push(codeOf(await signIn({ name: typed, password: 'x', network: `10.3.${i}.1` })));
    expect(codes).toEqual([...Array(5).fill('wrong-credentials'), ...Array(2).fill('too-many-attempts')]);
    expect(await failures(typed)).toBe(0);
    expect(await server.deps.store.read((tx) => tx.audit.ofSubject('', typed))).toEqual([]);
  });

  test('a network has one limit of wrong passwords for all names together', async () => {
    const signIn = signIns(server.deps, cheap);
    const codes: string[] = [];
    for (let i = 0; i < 62; i++)
      codes.push(codeOf(await signIn({ name: `nobody${i}`, password: 'x', network: 'home' })));
    expect(codes.slice(58)).toEqual([
      'wrong-credentials',
      'wrong-credentials',
      'too-many-attempts',
      'too-many-attempts',
    ]);
    expect(codeOf(await signIn({ name: 'zhangwei', password: 'liangma-demo', network: 'office' }))).toBe('in');
  }, 60_000);

  test('few hashes are computed at once, and a full queue answers with a retry', async () => {
    const signIn = signIns(server.deps, cheap);
    const codes = await Promise.all(
      Array.from({ length: 60 }, (_, i) => signIn({ name: `crowd${i}`, password: 'x', network: `10.4.${i}.1` })),
    );
    expect(codes.map(codeOf).filter((code) => code === 'too-many-requests')).toHaveLength(60 - 32 - HASHES_AT_ONCE);
  }, 60_000);

  test('a stored password names its algorithm and parameters', async () => {
    expect(await hashPassword('长一些的口令')).toMatch(/^scrypt:32768:8:3:/);
  });

  test('a new sign-in from the same browser ends the previous session', async () => {
    const [first, second] = [await server.as('zhaomin'), await server.as('zhaomin')];
    const reply = await first.post('/api/session', { name: 'zhaomin', password: 'liangma-demo' });
    expect(reply.status).toBe(200);
    expect((await first.get('/api/session')).status).toBe(401);
    expect((await second.get('/api/session')).status).toBe(200);
  });

  test('the sweep deletes expired sessions', async () => {
    const desk = await server.as('zhangwei');
    server.clock.at += 12 * HOUR;
    const sweep = () => server.deps.store.write(async (tx) => noted(await sweepSessions(tx, server.deps.clock.now())));
    expect(await sweep()).toBeGreaterThan(0);
    expect(await sweep()).toBe(0);
    server.clock.at = NINE_O_CLOCK;
    expect((await desk.get('/api/session')).status).toBe(401);
  });
});
