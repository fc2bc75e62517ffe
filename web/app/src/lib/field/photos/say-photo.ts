import type { PhotoRow } from '#lib/offline/rows.ts';
import type { photoWords } from '#lib/words/shell.svelte.ts';

/** Words the state of a photo. */
export function sayPhoto({ upload, size }: Pick<PhotoRow, 'upload' | 'size'>, say: typeof photoWords.words): string {
  switch (upload.state) {
    case 'uploading':
      return say.states.uploading(Math.floor((100 * upload.offset) / size));
    case 'held':
      return say.held[upload.why];
    default:
      return say.states[upload.state];
  }
}
