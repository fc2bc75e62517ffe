/** Pinyin of names, for search by initials and for sorting. Made once, when a row is saved. */
import { customPinyin, pinyin } from 'pinyin-pro';

/** Places of Gansu that the library reads otherwise. */
customPinyin({
  宕昌: 'tàn chāng',
  红古: 'hóng gǔ',
  岷县: 'mín xiàn',
  成县: 'chéng xiàn',
  舟曲: 'zhōu qū',
  迭部: 'dié bù',
  碌曲: 'lù qū',
  夏河: 'xià hé',
  合水: 'hé shuǐ',
  乐都: 'lè dū',
  会宁: 'huì níng',
  会川: 'huì chuān',
  大靖: 'dà jìng',
  打柴沟: 'dǎ chái gōu',
  炭山岭: 'tàn shān lǐng',
  朵什: 'duǒ shí',
  赛什斯: 'sài shí sī',
});

export interface Pinyin {
  /** First letters, as `tzxysp` for 天祝雪域食品. Letters and digits of the name stand for themselves. */
  readonly initials: string;
  /** Syllables without tones, joined. Sorts as a dictionary does. */
  readonly full: string;
}

/** Names repeat: a task is saved at each of its steps. */
const known = new Map<string, Pinyin>();
const KNOWN_AT_MOST = 5_000;

export function pinyinOf(name: string): Pinyin {
  const before = known.get(name);
  if (before) return before;
  const syllables = pinyin(name.normalize('NFKC'), { toneType: 'none', type: 'array' })
    .map((syllable) => syllable.toLowerCase())
    .filter((syllable) => /^[a-z0-9]+$/.test(syllable));
  const made = { initials: syllables.map((syllable) => syllable[0]).join(''), full: syllables.join('') };
  if (known.size >= KNOWN_AT_MOST) known.clear();
  known.set(name, made);
  return made;
}
