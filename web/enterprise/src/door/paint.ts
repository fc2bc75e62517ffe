/** Draws the first screen. */
import { MARKS } from '@liangma/web-common/mark';
import type { Site } from '@liangma/web-common/site';
import { h, icon } from './dom.ts';
import type { DoorAction, DoorView, FactRows } from './view.ts';
import type { DoorWords } from './words.ts';

export interface Painting {
  readonly view: DoorView;
  readonly words: DoorWords;
  readonly site: Site | undefined;
  /** Kept from painting to painting: what comes after the door lives in it. */
  readonly place: HTMLElement;
  /** An answer given here stands in the place of the buttons, and comes before the facts. */
  readonly taken: boolean;
  readonly tools: HTMLElement;
  /** The end of the page: what comes after the door fills it. */
  readonly more: HTMLElement;
}

export function paint(root: HTMLElement, { view, words, site, place, taken, tools, more }: Painting): void {
  const { facts, tone } = view;
  const showsFactsFirst = tone === 'genuine' || tone === 'unsure';
  // After a refusal of a code that holds no words of doubt are here: its facts stand as they are.
  const holds = showsFactsFirst || (tone === 'past' && !words.doubt);
  const details = facts && (holds ? factsSection(facts, words) : writtenSection(facts, words, tone));
  const header = root.firstElementChild as HTMLElement;
  root.className = tone;
  fillBand(header, view, tools);
  keepOnly(root, header);
  root.append(
    ...[
      publisher(site, words),
      taken && place,
      guidance(view),
      showsFactsFirst && details,
      view.note && note(view.note),
      !taken && place,
      !showsFactsFirst && details,
      view.how && h('details', { class: 'how' }, h('summary', {}, words.verdict.how), h('p', {}, view.how)),
      more,
    ].filter((part): part is HTMLElement => part instanceof HTMLElement),
  );
}

/** The live region itself stays in the page: it says what it becomes. */
function fillBand(header: HTMLElement, { title, lines, tone }: DoorView, tools: HTMLElement): void {
  const band = header.querySelector('[role]') as HTMLElement;
  header.className = 'verdict';
  band.textContent = '';
  band.append(h('h1', {}, ...breakable(title)), ...lines.map((line) => h('p', {}, line)));
  keepOnly(header, band);
  header.prepend(tools);
  header.append(h('span', { class: 'mark', 'aria-hidden': 'true' }, icon(MARKS[tone])));
}

/** The child itself never leaves the page. */
function keepOnly(parent: HTMLElement, child: Element): void {
  for (const other of Array.from(parent.children)) if (other !== child) other.remove();
}

/** Publisher and address of this page: a forger's page has another one. */
const publisher = (site: Site | undefined, { door }: DoorWords): HTMLElement =>
  h('p', { class: 'by' }, site && door.runBy(site.name), site && h('span', {}, door.address(site.host)));

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

/** Facts of a genuine code: the agency first, large, as on a document. */
function factsSection(facts: FactRows, { verdict }: DoorWords): HTMLElement {
  return h(
    'section',
    {},
    h('h2', { class: 'agency', ...CHINESE }, facts.agency),
    h('p', {}, facts.what),
    h('dl', {}, ...mainRows(facts, verdict)),
  );
}

/** Text of a code that is not genuine: for information only, below what to do. */
function writtenSection(
  facts: FactRows,
  { verdict, doubt: doubtWords }: DoorWords,
  tone: DoorView['tone'],
): HTMLElement | undefined {
  if (!doubtWords) return undefined;
  const { doubt } = doubtWords;
  return h(
    'section',
    { class: 'written' },
    h('h2', {}, tone === 'past' ? doubt.pastWritten : doubt.written),
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

/** Texts of the code and the catalog stay Chinese on the English page, and screen readers are told so. */
const CHINESE = { lang: 'zh-CN' };

const mainRows = (facts: FactRows, verdict: DoorWords['verdict']): HTMLElement[] => [
  ...row(verdict.inspected, h('p', CHINESE, facts.enterprise)),
  ...row(verdict.matters, ...matters(facts)),
  ...row(verdict.officers, ...officers(facts)),
];

const row = (term: string, ...content: Node[]): HTMLElement[] => [h('dt', {}, term), h('dd', {}, ...content)];

/** The basis takes one line until it is touched. */
const matters = (facts: FactRows): HTMLElement[] =>
  facts.matters.flatMap(({ title, basis, cap }) => {
    const below = [basis, cap].filter((part) => part !== '').join(' · ');
    const name = h('p', CHINESE, title);
    return below ? [name, h('details', {}, h('summary', CHINESE, below))] : [name];
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
    const button = h('button', { type: 'button', class: styleOf(action, tone) }, sayAction(action, words));
    button.onclick = () => on(action, button);
    return button;
  });
  place.className = 'place bar';
  place.textContent = '';
  place.append(h('div', { class: 'pair' }, ...buttons));
}

const sayAction = (action: DoorAction, { door, doubt }: DoorWords): string =>
  (action === 'done' || action === 'late' ? doubt?.doubt[action] : door[action]) ?? '';

/** Letting in is the plain way only where nothing is in doubt; the two answers are always of one size. */
function styleOf(action: DoorAction, tone: DoorView['tone']): string {
  switch (action) {
    case 'confirm':
      return tone === 'genuine' ? 'main' : '';
    case 'retry':
    case 'evaluate':
      return 'main wide';
    case 'scan':
    case 'done':
      return '';
    default:
      return 'no';
  }
}
