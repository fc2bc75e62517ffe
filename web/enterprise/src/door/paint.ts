/** Draws the first screen. */
import { MARKS } from '@liangma/web-common/mark';
import { h, icon } from './dom.ts';
import type { DoorAction, DoorView, FactRows } from './view.ts';
import type { DoorWords } from './words.ts';

export interface Painting {
  readonly view: DoorView;
  readonly words: DoorWords;
  /** Kept from painting to painting: what comes after the door lives in it. */
  readonly place: HTMLElement;
  /** What was said here stands in the place: it comes before the facts. */
  readonly taken: boolean;
  readonly links: HTMLElement;
}

export function paint(root: HTMLElement, { view, words, place, taken, links }: Painting): void {
  const { facts, tone } = view;
  const showsFactsFirst = tone === 'genuine' || tone === 'unsure';
  const details = facts && (showsFactsFirst ? factsSection(facts, words) : writtenSection(facts, words, tone));
  root.className = tone;
  fillBand(root.firstElementChild as HTMLElement, view);
  while (root.lastChild !== root.firstElementChild) root.lastChild?.remove();
  root.append(
    ...[
      guidance(view),
      taken && place,
      showsFactsFirst && details,
      view.note && note(view.note),
      !taken && place,
      !showsFactsFirst && details,
      links,
    ].filter((part): part is HTMLElement => part instanceof HTMLElement),
  );
}

/** The band itself stays in the page: as a live region it says what it becomes. */
function fillBand(band: HTMLElement, { title, lines, tone }: DoorView): void {
  band.className = 'verdict';
  band.textContent = '';
  band.append(
    h('h1', {}, ...breakable(title)),
    ...lines.map((line) => h('p', {}, line)),
    h('span', { class: 'mark', 'aria-hidden': 'true' }, icon(MARKS[tone])),
  );
}

/** 检查任务码真实有效 breaks after 码 where it does not fit. */
function breakable(title: string): (Node | string)[] {
  const at = title.indexOf('码') + 1;
  return title.length > 8 && at > 1 ? [title.slice(0, at), h('wbr', {}), title.slice(at)] : [title];
}

function guidance({ guidance: texts, also }: DoorView): HTMLElement | false {
  if (texts.length === 0) return false;
  const section = h('section', { class: 'guidance' }, ...texts.map((text) => h('p', {}, text)));
  for (const text of also) section.append(h('p', { class: 'quiet' }, text));
  return section;
}

/** Of a code that holds: the agency first, large, as on a document. */
function factsSection(facts: FactRows, { verdict }: DoorWords): HTMLElement {
  return h(
    'section',
    {},
    h('p', { class: 'agency', ...CHINESE }, facts.agency),
    h('p', {}, facts.what),
    h('dl', {}, ...mainRows(facts, verdict)),
  );
}

/** Of a code that does not hold: for information only, below what to do. */
function writtenSection(
  facts: FactRows,
  { verdict, doubt }: DoorWords,
  tone: DoorView['tone'],
): HTMLElement | undefined {
  if (!doubt) return undefined;
  return h(
    'section',
    { class: 'written' },
    h('h2', {}, doubt.written),
    tone === 'refuse' && h('p', { class: 'quiet' }, doubt.writtenNote),
    h(
      'dl',
      {},
      ...row(doubt.agency, h('p', CHINESE, facts.agency), h('p', { class: 'quiet' }, facts.what)),
      ...mainRows(facts, verdict),
      ...row(doubt.window, h('p', {}, facts.window)),
    ),
  );
}

/** What the code and the catalog say stays Chinese on the English page: readers of the page are told. */
const CHINESE = { lang: 'zh-CN' };

const mainRows = (facts: FactRows, verdict: DoorWords['verdict']): HTMLElement[] => [
  ...row(verdict.inspected, h('p', CHINESE, facts.enterprise)),
  ...row(verdict.matters, ...matters(facts)),
  ...row(verdict.officers, ...officers(facts)),
];

const row = (term: string, ...content: Node[]): HTMLElement[] => [h('dt', {}, term), h('dd', {}, ...content)];

const matters = (facts: FactRows): HTMLElement[] =>
  facts.matters.flatMap(({ title, basis, cap }) => {
    const below = [basis, cap].filter((part) => part !== '').join(' · ');
    return below ? [h('p', CHINESE, title), h('p', { class: 'quiet', ...CHINESE }, below)] : [h('p', CHINESE, title)];
  });

const officers = (facts: FactRows): HTMLElement[] =>
  facts.officers.map(({ name, certificate }) => h('p', {}, `${name} `, h('span', { class: 'quiet' }, certificate)));

const note = ({ lead, text }: NonNullable<DoorView['note']>): HTMLElement =>
  h('section', {}, h('div', { class: 'note' }, lead !== '' && h('p', { class: 'lead' }, lead), h('p', {}, text)));

/** The buttons as they are before anything after the door was loaded. */
export function paintActions(
  place: HTMLElement,
  { actions, tone }: DoorView,
  words: DoorWords,
  on: (action: DoorAction, button: HTMLButtonElement) => void,
): void {
  const buttons = actions.map((action) => {
    const button = h('button', { type: 'button', class: styleOf(action, tone) }, words.door[action]);
    button.onclick = () => on(action, button);
    return button;
  });
  place.textContent = '';
  place.append(h('div', { class: 'pair' }, ...buttons));
}

/** Letting in is the plain way only where nothing is in doubt; the two answers are always of one size. */
function styleOf(action: DoorAction, tone: DoorView['tone']): string {
  switch (action) {
    case 'confirm':
      return tone === 'genuine' ? 'main' : '';
    case 'retry':
    case 'evaluate':
      return 'main wide';
    case 'scan':
      return '';
    default:
      return 'no';
  }
}
