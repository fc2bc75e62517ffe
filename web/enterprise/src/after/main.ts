/** Everything after the first screen. */
import '../polyfills.ts';
import '@liangma/web-common/pieces.css';
import './frame/form.css';
import { toggleSpeech } from '@liangma/web-common/speak';
import { mount, unmount } from 'svelte';
import type { After, Host } from '../halves.ts';
import { browserWorld, keepSending } from '../outbox/browser-world.ts';
import { openStore } from '../outbox/open-store.ts';
import { Outbox } from '../outbox/outbox.svelte.ts';
import { standByGrants, standByOffline, standByTrust } from '../stand-by/stand-by.ts';
import Links from './frame/Links.svelte';
import PanelView from './frame/PanelView.svelte';
import { styled } from './frame/styled.ts';
import Outcome from './outcome/Outcome.svelte';
import { keepCounties } from './report/counties.ts';
import { Session } from './session.svelte.ts';
import { loadWords } from './words.ts';

/** `sheet`: the style sheet that the door asked for beside this script. */
export async function start(host: Host, sheet?: HTMLLinkElement): Promise<After> {
  const [store, words] = await Promise.all([openStore(), loadWords(host.locale()), sheet && styled(sheet)]);
  const world = browserWorld({ trust: () => host.trust(), reached: () => host.lookAgain() });
  const outbox = new Outbox(store, world);
  await outbox.refresh();
  const session = new Session(host, outbox, words);
  const stopSending = keepSending(outbox);
  const view = mount(PanelView, { target: host.view, props: { session } });
  const links = mount(Links, { target: host.more, props: { session } });
  let outcome: ReturnType<typeof mount> | undefined;
  const takePlace = () => {
    outcome ??= mount(Outcome, { target: host.takePlace(), props: { session } });
  };
  const leavePlace = () => {
    if (outcome) void unmount(outcome);
    outcome = undefined;
  };
  session.onSaid = takePlace;
  void standByOffline();
  void standByGrants(host);
  return {
    confirm: async () => {
      session.shown = host.shown();
      await session.confirm();
      takePlace();
      scrollTo(0, 0);
      host.place.querySelector('h2')?.focus({ preventScroll: true });
    },
    recall: async () => {
      session.shown = host.shown();
      const task = session.shown?.claims?.task;
      const known = task !== undefined && outbox.of(task).length > 0;
      if (known) takePlace();
      return known;
    },
    open: (panel) => {
      session.shown = host.shown();
      session.panels.open(panel);
    },
    speak: (button, door) => {
      const { read, stop } = words.after.reading;
      const parts = Array.from(door.querySelectorAll('h1, h2, dt, dd summary, p')).filter(
        (part) => !host.place.contains(part) && !host.more.contains(part) && !part.closest('.how'),
      );
      const text = parts.map((part) => part.textContent).join('。');
      const say = (reading: boolean) => {
        button.textContent = reading ? stop : read;
      };
      say(toggleSpeech(text, host.locale(), () => say(false)));
    },
    keepTrust: () => {
      void standByTrust(host);
      void keepCounties();
    },
    verified: () => {
      session.shown = host.shown();
      void standByGrants(host);
      void standByTrust(host);
    },
    moved: () => {
      leavePlace();
      session.panels.close();
    },
    end: () => {
      leavePlace();
      session.panels.end();
      stopSending();
      void unmount(view);
      void unmount(links);
    },
  };
}
