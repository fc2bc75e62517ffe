/**
 * A printed code for a person's own phone, under this machine's own address, since the one it was read with may be a
 * stranger's. What is shown live is old before anybody is at home: it is read at the officer's screen.
 */
import { parseContainer } from '@liangma/shared/task-code/container';
import { bytesOfText, codeText } from '@liangma/shared/task-code/text';

export function takeAlong(text: string, origin: string): string | undefined {
  const bytes = bytesOfText(text);
  const container = bytes && parseContainer(bytes);
  return container && !container.grant && !container.live ? codeText(origin, bytes) : undefined;
}
