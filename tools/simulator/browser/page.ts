/**
 * A page: the bundle, run afresh with the globals of its phone. Nothing of it is shared with another page but what the
 * phone keeps. When it dies, whatever it still waits for never comes.
 */

import { compileFunction } from 'node:vm';
import { globalsOf, isOnline, NAMES } from './globals.ts';
import type { Page, PageWorld, Phone } from './phone-and-pages.ts';

/** `code` declares `Page`, which is what it exports. */
export const compilePage = (code: string, names: readonly string[] = NAMES) =>
  compileFunction(`${code}\nreturn Page;`, [...names], { filename: 'page.js' }) as (...values: unknown[]) => unknown;

export type PageCode = ReturnType<typeof compilePage>;

export function openPage(world: PageWorld, phone: Phone, code: PageCode, isNewer = phone.isUpdated): Page {
  let left = Number.POSITIVE_INFINITY;
  let visible = true;
  const listeners = listening();
  const page = {
    phone,
    isNewer,
    troubled: false,
    dead: false,
    exports: undefined as unknown,
    step: () => {
      if (--left <= 0) page.die();
    },
    upgrades: (database: string, when: 'begins' | 'ends') => world.migrates(page, database, when),
    isFull: () => {
      if (phone.fullFor <= 0) return false;
      phone.fullFor--;
      world.wroteToFullDisk(page);
      return true;
    },
    dieAfter: (events: number) => {
      left = events;
    },
    die: () => {
      if (page.dead) return;
      page.dead = true;
      phone.pages = phone.pages.filter((other) => other !== page);
      const torn = phone.disk.sweep();
      phone.locks.sweep();
      world.died(page, torn);
    },
    get isVisible() {
      return visible;
    },
    show: (now: boolean) => {
      if (now === visible || page.dead) return;
      visible = now;
      listeners.tell('visibilitychange');
    },
    tellNetwork: () => {
      if (!page.dead) listeners.tell(isOnline(phone) ? 'online' : 'offline');
    },
  };
  world.opens(page);
  const globals = globalsOf(world, page, listeners);
  page.exports = code(...NAMES.map((name) => globals[name]));
  phone.pages = [...phone.pages, page];
  return page;
}

function listening() {
  const heard = new Map<string, Set<() => void>>();
  return {
    addEventListener: (type: string, listener: () => void) => {
      heard.set(type, (heard.get(type) ?? new Set()).add(listener));
    },
    removeEventListener: (type: string, listener: () => void) => void heard.get(type)?.delete(listener),
    tell: (type: string) => {
      for (const listener of heard.get(type) ?? []) listener();
    },
  };
}
