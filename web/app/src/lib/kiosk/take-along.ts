/**
 * The code for a person's own phone: as it is printed, since what is shown live is old before anybody is at home, and
 * under this machine's own address, since the one it was read with may be a stranger's.
 */
import { parseContainer } from '@liangma/shared/task-code/container';
import { splitLivePart } from '@liangma/shared/task-code/live';
import { bytesOfText, codeText } from '@liangma/shared/task-code/text';

/** `undefined` for a code under a grant: its device signs it afresh every half minute, and there is no other form. */
export function takeAlong(text: string, origin: string): string | undefined {
  const bytes = bytesOfText(text);
  const container = bytes && parseContainer(bytes);
  if (!container || container.grant) return undefined;
  const printed = container.live ? splitLivePart(bytes)?.code : bytes;
  return printed && codeText(origin, printed);
}
