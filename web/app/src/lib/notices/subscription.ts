/** Subscription of this browser to Web Push. The browser keeps it, the server ends it with the session. */
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { pushSubscriptionSchema } from '@liangma/shared/notices/push';
import * as v from 'valibot';
import { type Problem, problem } from '#lib/api/problem.ts';
import { locale } from '#lib/words/dictionary.svelte.ts';
import { readPushes, subscribe, unsubscribe } from './pushes.ts';

/**
 * `no-browser`: the browser cannot, or the app has to be put on the home screen first. `no-server`: the server sends none.
 * `unreachable`: the push service of the browser was not reached.
 */
export type PushState = 'no-browser' | 'no-server' | 'denied' | 'off' | 'unreachable' | 'on';

/** Account that asked for it in this browser: nobody else who signs in here is subscribed. */
const WANTED = 'liangma-push-account';

const WORKER = '/push-worker.js';
/** Holds no page: the worker serves none, it only shows messages. */
const SCOPE = '/push/';
/** Milliseconds until the worker runs. */
const PATIENCE = 10_000;

const isAble = (): boolean => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

export async function pushState(): Promise<Result<PushState, Problem>> {
  if (!isAble()) return ok('no-browser');
  const own = await readPushes();
  if (!own.ok) return own;
  if (own.value.publicKey === null) return ok('no-server');
  if (Notification.permission === 'denied') return ok('denied');
  const registration = await navigator.serviceWorker.getRegistration(SCOPE);
  const subscription = await registration?.pushManager.getSubscription();
  return ok(subscription && own.value.endpoints.includes(subscription.endpoint) ? 'on' : 'off');
}

/** Called by a tap: browsers ask for the permission only then. */
export async function turnOn(account: string): Promise<Result<PushState, Problem>> {
  const permission = await Notification.requestPermission();
  if (permission !== 'granted') return ok(permission === 'denied' ? 'denied' : 'off');
  const done = await subscribeHere();
  if (done.ok && done.value === 'on') localStorage.setItem(WANTED, account);
  return done;
}

export async function turnOff(): Promise<Result<PushState, Problem>> {
  localStorage.removeItem(WANTED);
  const registration = await navigator.serviceWorker.getRegistration(SCOPE);
  const subscription = await registration?.pushManager.getSubscription();
  if (!subscription) return ok('off');
  const ended = await unsubscribe(subscription.endpoint);
  if (!ended.ok) return ended;
  await subscription.unsubscribe();
  return ok('off');
}

/** After a new sign-in: a person who asked for it in this browser is told here again. */
export async function renew(account: string): Promise<void> {
  const isWanted =
    isAble() && localStorage.getItem(WANTED) === account && globalThis.Notification?.permission === 'granted';
  if (isWanted) await subscribeHere();
}

async function subscribeHere(): Promise<Result<PushState, Problem>> {
  const own = await readPushes();
  if (!own.ok) return own;
  if (own.value.publicKey === null) return err(problem('unexpected'));
  const registration = await runningWorker();
  if (!registration) return err(problem('offline'));
  const subscription = await subscriptionOf(registration, own.value.publicKey);
  if (!subscription) return ok('unreachable');
  const told = v.safeParse(pushSubscriptionSchema, { ...subscription.toJSON(), locale: locale.current });
  if (!told.success) return err(problem('unexpected'));
  const subscribed = await subscribe(told.output);
  return subscribed.ok ? ok('on') : subscribed;
}

/** Undefined if the worker is not fetched, or does not start in time. */
async function runningWorker(): Promise<ServiceWorkerRegistration | undefined> {
  try {
    const registration = await navigator.serviceWorker.register(WORKER, { scope: SCOPE, updateViaCache: 'none' });
    const worker = registration.active ?? registration.waiting ?? registration.installing;
    return worker && (await isActivated(worker)) ? registration : undefined;
  } catch {
    return undefined;
  }
}

const isActivated = (worker: ServiceWorker): Promise<boolean> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (worker.state === 'activated') resolve(true);
    };
    worker.addEventListener('statechange', look);
    setTimeout(() => resolve(worker.state === 'activated'), PATIENCE);
    look();
  });

/** A push service that is not reached makes no subscription. One that is bound to another key of the server is replaced. */
async function subscriptionOf(registration: ServiceWorkerRegistration, key: string) {
  const options = { userVisibleOnly: true, applicationServerKey: key };
  const known = await registration.pushManager.getSubscription();
  try {
    return await registration.pushManager.subscribe(options);
  } catch (error) {
    if (!known || (error as DOMException).name !== 'InvalidStateError') return undefined;
    await known.unsubscribe();
    return registration.pushManager.subscribe(options);
  }
}
