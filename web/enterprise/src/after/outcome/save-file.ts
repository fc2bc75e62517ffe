/** A record as a file that any desk can open and the server can check: the envelope is signed. */
import type { OutboxRecord } from '../../outbox/record.ts';

export function saveFile(records: readonly OutboxRecord[]): void {
  const [first] = records;
  if (!first) return;
  const content = JSON.stringify(records, null, 2);
  const address = URL.createObjectURL(new Blob([content], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `liangma-${first.event.type}-${first.event.id}.json`;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
