/** 朗读. */
import type { Locale } from './locales.ts';

/** Reads aloud and gives true; pressed again it stops. `onEnd` also comes when reading fails. */
export function toggleSpeech(text: string, locale: Locale, onEnd: () => void): boolean {
  const voice = window.speechSynthesis;
  if (voice.speaking) {
    voice.cancel();
    return false;
  }
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = locale;
  utterance.rate = 0.9;
  utterance.onend = utterance.onerror = onEnd;
  voice.speak(utterance);
  return true;
}
