/** Subscription of this browser to Web Push. The browser keeps it, the server ends it with the session. */
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { pushSubscriptionSchema } from '@liangma/shared/notices/push';
import * as v from 'valibot';
import { type Problem, problem } from '#lib/api/problem.ts';
import { locale } from '#lib/words/dictionary.svelte.ts';
import { readPushes, subscribe, unsubscribe } from './pushes.ts';

/** `no-browser`: the browser cannot, or the app has to be put on the home screen first. `no-server`: the server sends none. */
export type PushState = 'no-browser' | 'no-server' | 'denied' | 'off' | 'on';

/** Account that asked for it in this browser: nobody else who signs in here is subscribed. */
const WANTED = 'liangma-push-account';

async function registrationOf(): Promise<ServiceWorkerRegistration | undefined> {
  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window)) return undefined;
  return navigator.serviceWorker.getRegistration('/');
}

export async function pushState(): Promise<Result<PushState, Problem>> {
  const registration = await registrationOf();
  if (!registration) return ok('no-browser');
  const own = await readPushes();
  if (!own.ok) return own;
  if (own.value.publicKey === null) return ok('no-server');
  if (Notification.permission === 'denied') return ok('denied');
  const subscription = await registration.pushManager.getSubscription();
  return ok(subscription && own.value.endpoints.includes(subscription.endpoint) ? 'on' : 'off');
}

/** Called by a tap: browsers ask for the permission only then. */
export async function turnOn(account: string): Promise<Result<PushState, Problem>> {
  if ((await Notification.requestPermission()) !== 'granted') return ok('denied');
  const done = await subscribeHere();
  if (!done.ok) return done;
  localStorage.setItem(WANTED, account);
  return ok('on');
}

export async function turnOff(): Promise<Result<PushState, Problem>> {
  localStorage.removeItem(WANTED);
  const subscription = await (await registrationOf())?.pushManager.getSubscription();
  if (!subscription) return ok('off');
  const ended = await unsubscribe(subscription.endpoint);
  if (!ended.ok) return ended;
  await subscription.unsubscribe();
  return ok('off');
}

/** After a new sign-in: a person who asked for it in this browser is told here again. */
export async function renew(account: string): Promise<void> {
  const isWanted = localStorage.getItem(WANTED) === account && globalThis.Notification?.permission === 'granted';
  if (isWanted) await subscribeHere();
}

async function subscribeHere(): Promise<Result<unknown, Problem>> {
  const [registration, own] = [await registrationOf(), await readPushes()];
  if (!own.ok) return own;
  if (!registration || own.value.publicKey === null) return err(problem('unexpected'));
  const subscription = await subscriptionOf(registration, own.value.publicKey);
  const told = v.safeParse(pushSubscriptionSchema, { ...subscription?.toJSON(), locale: locale.current });
  return told.success ? subscribe(told.output) : err(problem('unexpected'));
}

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
