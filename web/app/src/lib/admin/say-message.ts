/** Words about one message: to whom, and what became of it. */
import type { ListedMessage } from '@liangma/shared/notices/message-list';
import { times } from '#lib/time/times.ts';
import { messageWords, shell } from '#lib/words/shell.svelte.ts';

export function sayRecipient({ recipient }: Pick<ListedMessage, 'recipient'>): string {
  const words = messageWords.words;
  switch (recipient.kind) {
    case 'contact':
      return `${recipient.name ?? words.contact} ${recipient.phone}`;
    case 'desk':
      return words.desk(
        recipient.name,
        (shell.words.roles as Record<string, string>)[recipient.role] ?? recipient.role,
      );
    case 'account':
      return recipient.name ?? words.officer;
  }
}

/** The steps so far, the last first, and when it goes on. */
export function sayProgress({ delivery, openedAt }: ListedMessage, now: number): string[] {
  const words = messageWords.words;
  const tries = words.tries(delivery.attempts);
  const opened = openedAt === undefined ? [] : [words.opened(times.time(openedAt))];
  switch (delivery.state) {
    case 'queued':
      return [tries, delivery.nextAt <= now ? words.soon : words.next(times.time(delivery.nextAt))];
    case 'failed':
      return [tries, words.gaveUp(times.time(delivery.at)), ...opened];
    case 'sent':
      return [words.sent(times.time(delivery.at)), ...opened];
    case 'read':
      return [words.read(times.time(delivery.readAt)), words.sent(times.time(delivery.at)), ...opened];
    case 'not-due':
      return [...(delivery.attempts === 0 ? [] : [tries]), words.notDue(times.time(delivery.at))];
  }
}

/** Why the last try failed; undefined if none has. */
export function lastErrorOf({ delivery }: Pick<ListedMessage, 'delivery'>): string | undefined {
  if (delivery.state === 'queued' || delivery.state === 'not-due') return delivery.lastError || undefined;
  return delivery.state === 'failed' ? delivery.error : undefined;
}

export const mayRetry = ({ delivery }: Pick<ListedMessage, 'delivery'>): boolean =>
  delivery.state === 'queued' || delivery.state === 'failed';
