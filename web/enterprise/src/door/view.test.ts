import type { Claims } from '@liangma/shared/task-code/claims';
import { REFUSE_REASONS, UNSURE_REASONS } from '@liangma/shared/task-code/verify';
import type { Catalog } from '@liangma/shared/trust/catalog';
import { dates as englishDates } from '@liangma/web-common/words/dates.en';
import { dates } from '@liangma/web-common/words/dates.zh-CN';
import { verdict as english } from '@liangma/web-common/words/verdict/en';
import { verdict as words } from '@liangma/web-common/words/verdict/zh-CN';
import { describe, expect, it } from 'vitest';
import { viewOfDoubt } from './doubt-view.ts';
import type { ShownCode } from './shown-code.ts';
import { type Sight, viewOf } from './view.ts';

/** 2026-11-24 10:00 in China. */
const NOW = Date.UTC(2026, 10, 24, 2);
const SECONDS = NOW / 1000;
const HOUR = 3600;

const claims: Claims = {
  agency: '620623-SCJG',
  agencyName: '天祝藏族自治县市场监督管理局',
  enterprise: '91620623MA71DEMO0X',
  enterpriseName: '天祝雪域食品有限公司',
  notBefore: SECONDS - HOUR,
  expires: SECONDS + 4 * HOUR,
  task: '0193a1b2-0000-7000-8000-000000000000',
  kind: 'routine',
  matters: ['M1', 'M2'],
  officers: [{ name: '王建国', certificate: '62062300017' }],
  catalog: 1,
  nth: 2,
  statusShard: '6206',
  statusIndex: 3,
};

const matter = (cap: number | null, basis = '《食品安全法》第一百一十条') => ({
  title: '食品生产监督检查',
  basis,
  cap,
});
const catalogOf = (...caps: (number | null)[]): Catalog => ({
  version: 1,
  matters: new Map(caps.map((cap, i) => [`M${i + 1}`, matter(cap)])),
});

const aCode = (changes: Partial<ShownCode> = {}): ShownCode => ({
  text: 'https://example.gov.cn/c#1',
  channel: 'link',
  seenAt: NOW,
  verdict: 'genuine',
  presence: 'live',
  reasons: [],
  claims,
  ...changes,
});

const see = (shown: ShownCode, changes: Partial<Sight> = {}) =>
  viewOf({
    shown,
    words,
    dates,
    doubt: { doubt: words, viewOfDoubt },
    now: NOW,
    catalog: catalogOf(2, 2),
    statusIssuedAt: SECONDS - 60,
    remembered: false,
    ...changes,
  });

describe('a joint inspection', () => {
  const officers = [...claims.officers, { name: '祁玉兰', certificate: '62062300088', partner: '天祝县应急管理局' }];

  it('names every agency, and the agency of each officer', () => {
    const joint = { ...claims, officers };
    for (const [said, how] of [
      [words, '联合检查'],
      [english, 'Joint inspection'],
    ] as const) {
      const facts = see(aCode({ claims: joint }), { words: said }).facts;
      expect(facts?.agency).toBe('天祝藏族自治县市场监督管理局\n天祝县应急管理局');
      expect(facts?.what).toContain(` · ${how} · `);
      expect(facts?.officers.map(({ certificate }) => certificate)).toEqual([
        `${said.certificate('62062300017')}\n天祝藏族自治县市场监督管理局`,
        `${said.certificate('62062300088')}\n天祝县应急管理局`,
      ]);
    }
  });
});

describe('a genuine code', () => {
  it('states end, officers, matters and basis, and offers two answers', () => {
    expect(see(aCode())).toEqual({
      tone: 'genuine',
      title: '检查任务码真实有效',
      lines: ['今天 14:00 前有效 · 动态码'],
      guidance: [],
      also: [],
      note: { lead: '', text: words.mayRefuse },
      facts: {
        agency: '天祝藏族自治县市场监督管理局',
        what: '日常检查 · 今年第 2 次检查您家（各事项合计）',
        enterprise: '天祝雪域食品有限公司',
        matters: [
          { title: '食品生产监督检查', basis: '《食品安全法》第一百一十条', cap: '本事项每年上限 2 次' },
          { title: '食品生产监督检查', basis: '《食品安全法》第一百一十条', cap: '本事项每年上限 2 次' },
        ],
        officers: [{ name: '王建国', certificate: '执法证件号 62062300017' }],
        window: '今天 09:00 – 14:00',
      },
      how: '由本机核验 · 撤回情况核对到今天 09:59',
      actions: ['confirm', 'refuse'],
    });
  });

  it('says the same in English', () => {
    const view = see(aCode(), { words: english, dates: englishDates });
    expect([view.title, ...view.lines, view.how]).toEqual([
      'This task code is genuine',
      'Valid until today 14:00 · live code',
      'Checked by this phone · Withdrawals checked up to today 09:59',
    ]);
    expect([view.facts?.what, view.facts?.window]).toEqual([
      'Routine inspection · Your 2nd inspection this year, all matters together',
      'Today 09:00 – 14:00',
    ]);
  });

  it.each([
    ['fresh', 60, '今天 09:59'],
    ['of yesterday', 86_400, '昨天 10:00'],
    ['two days less a second', 172_799, ' 11 月 22 日 10:00'],
    ['two days', 172_800, ' 2 天前'],
    ['three weeks', 21 * 86_400, ' 21 天前'],
  ])('a status list that is %s', (_, age, said) => {
    expect(see(aCode(), { statusIssuedAt: SECONDS - age }).how).toBe(`由本机核验 · 撤回情况核对到${said}`);
  });

  /** Lawful, all of them: other matters, exempt sources and special inspections raise the n-th, and no cap. */
  it.each([
    ['the first of one matter after three of another', [1], 4, 'routine'],
    ['the first of the year', [1], 1, 'routine'],
    ['the last that the cap allows', [2, 2], 2, 'routine'],
    ['one beyond the number of each matter', [2, 2], 3, 'routine'],
    ['caps that differ', [2, 4], 3, 'routine'],
    ['one matter without a cap', [2, null], 5, 'routine'],
    ['no cap published', [null, null], 9, 'routine'],
    ['a complaint beyond the cap', [1], 3, 'case'],
    ['deployed from above', [1, 1], 2, 'special'],
    ['issued by a device that cannot count', [1], 0, 'case'],
  ] as const)('[NOT-1] accuses no lawful inspection: %s', (_, caps, nth, kind) => {
    const view = see(aCode({ claims: { ...claims, nth, kind } }), { catalog: catalogOf(...caps) });
    const count = nth === 0 ? [] : [`今年第 ${nth} 次检查您家（各事项合计）`];
    expect(view.facts?.what).toBe([words.kinds[kind], ...count].join(' · '));
    expect(view.facts?.matters.slice(0, caps.length).map(({ cap }) => cap)).toEqual(
      caps.map((cap) => (cap === null ? '' : `本事项每年上限 ${cap} 次`)),
    );
    expect(view.note).toEqual({ lead: '', text: words.mayRefuse });
    expect(JSON.stringify(view)).not.toMatch(/超过|举报/);
  });

  it('is called a visit if it is one', () => {
    const view = see(aCode({ claims: { ...claims, kind: 'visit' } }));
    expect([view.title, view.facts?.what, view.note?.text]).toEqual([
      '入企二维码真实有效',
      '入企走访，不是检查',
      words.mayRefuseVisit,
    ]);
  });

  it('names a matter it does not know by its id, and a basis that was not published as such', () => {
    const catalog: Catalog = { version: 1, matters: new Map([['M1', matter(null, '')]]) };
    expect(see(aCode(), { catalog }).facts?.matters).toEqual([
      { title: '食品生产监督检查', basis: '公布的清单没有写明依据', cap: '' },
      { title: '清单里没有的事项（M2）', basis: '', cap: '' },
    ]);
  });
});

describe('a code that is refused or unsure', () => {
  it.each(REFUSE_REASONS)('%s: its own headline, no way to let in', (reason) => {
    // An expired one has its own suite below; here the evaluation is closed.
    const now = reason === 'expired' ? NOW + 30 * 86_400_000 : NOW;
    const view = see(aCode({ verdict: 'refuse', reasons: [reason] }), { now });
    expect(view.title).toBe(words.reasons[reason].title);
    expect(view.guidance).toEqual([words.reasons[reason].meaning, words.reasons[reason].next]);
    expect(view.actions).toEqual(['reject', 'scan']);
  });

  it.each(UNSURE_REASONS)('%s: what would settle it, and both answers', (reason) => {
    const view = see(aCode({ verdict: 'unsure', reasons: [reason] }));
    expect([view.tone, view.title]).toEqual(['unsure', words.reasons[reason].title]);
    expect(view.actions).toEqual(['retry', 'confirm', 'refuse']);
  });

  it('shows nothing of a code whose signature fails', () => {
    const { claims: _, ...bare } = aCode({ verdict: 'refuse', reasons: ['bad-signature'] });
    const view = see(bare);
    expect([view.facts, view.actions]).toEqual([undefined, ['report', 'scan']]);
  });

  it('lists further reasons; a refusal lists no doubt but a clock that may be wrong', () => {
    const reasons = ['not-yet-valid', 'stale-status', 'clock-suspect'] as const;
    const view = see(aCode({ verdict: 'refuse', reasons }));
    const { title, meaning } = words.reasons['clock-suspect'];
    expect(view.also).toEqual([`另外，${title}。${meaning}`]);
  });

  it('names the age of the list in a refusal', () => {
    expect(see(aCode({ verdict: 'refuse', reasons: ['withdrawn'] })).how).toBe('由本机核验 · 撤回情况核对到今天 09:59');
  });

  it.each([...REFUSE_REASONS, ...UNSURE_REASONS])('%s in short, while its words have not arrived', (reason) => {
    const verdict = (REFUSE_REASONS as readonly string[]).includes(reason) ? 'refuse' : 'unsure';
    const shown = aCode({ verdict, reasons: [reason, 'clock-suspect'] });
    const { title, guidance, also, actions, tone } = see(shown, { doubt: undefined, remembered: true });
    const { title: short, meaning, next } = words.inShort[verdict];
    expect([tone, title, guidance, also]).toEqual([verdict, short, [meaning, next], []]);
    expect(actions).toEqual(see(shown).actions);
  });

  it.each(['no-trust', 'bad-trust', 'no-crypto'] as const)(
    '%s without them is a check that did not take place',
    (obstacle) => {
      const { claims: _, ...bare } = aCode({ verdict: 'unsure', reasons: [obstacle] });
      expect(see(bare, { doubt: undefined }).title).toBe(words.reasons['no-trust'].title);
    },
  );

  it('has titles that fit next to the mark, in both languages', () => {
    for (const { title } of Object.values(words.reasons)) expect(title.length).toBeLessThanOrEqual(10);
    expect(Object.keys(english.reasons).sort()).toEqual(Object.keys(words.reasons).sort());
  });
});

describe('source of a code', () => {
  const read = (presence: 'live' | 'printed', changes: Partial<ShownCode> = {}) => see(aCode({ presence, ...changes }));

  it('says that the code is live on the officers’ device', () => {
    const view = read('live');
    expect([view.lines[0], view.guidance]).toEqual(['今天 14:00 前有效 · 动态码', []]);
  });

  it('calls a printed or forwarded code genuine, states what it does not prove, and lets it be confirmed', () => {
    const view = read('printed');
    expect([view.tone, view.lines[0]]).toEqual(['genuine', '今天 14:00 前有效 · 固定码']);
    expect([view.guidance, view.actions]).toEqual([[words.printedMeaning], ['confirm', 'refuse']]);
  });

  it('states both paper and another doubt', () => {
    const { guidance } = read('printed', { verdict: 'unsure', reasons: ['stale-status'] });
    expect(guidance).toEqual([
      words.reasons['stale-status'].meaning,
      words.reasons['stale-status'].next,
      words.printedMeaning,
    ]);
  });

  it('refuses an old picture of the screen and asks to check the clock', () => {
    const view = read('live', { verdict: 'refuse', reasons: ['copied'] });
    expect([view.tone, view.title, view.actions]).toEqual(['refuse', '疑似截图或转发', ['reject', 'scan']]);
    expect(view.guidance.join('')).toMatch(/您可以拒绝，并要求出示手机上的动态码/);
    expect(view.guidance.join('')).toMatch(/自动设置时间/);
  });

  it('does not mention an old picture if the code fails for another reason', () => {
    expect(read('live', { verdict: 'refuse', reasons: ['expired', 'copied'] }).also).toEqual([]);
  });
});

describe('[EVAL-1] a code whose time is over', () => {
  const expired = aCode({ verdict: 'refuse', reasons: ['expired'] });
  const DAY = 86_400_000;
  const END = claims.expires * 1000;
  const at = (now: number, changes: Partial<Sight> = {}) => see(expired, { now, ...changes });

  it.each([
    ['a moment after its end', END, 'past', ['done', 'late']],
    ['the last moment of the evaluation', END + 15 * DAY - 1, 'past', ['done', 'late']],
    ['when the evaluation is closed', END + 15 * DAY, 'refuse', ['reject', 'scan']],
  ])('on any phone, %s', (_, now, tone, actions) => {
    const view = at(now);
    expect([view.tone, view.actions]).toEqual([tone, actions]);
  });

  it('says to whoever comes back that it can be evaluated, and to whoever is only now inspected that it can be refused', () => {
    const view = at(END);
    expect([view.title, view.guidance, view.note]).toEqual(['检查时间已过', [words.overMeaning], undefined]);
    expect(view.lines).toEqual(['有效期至今天 14:00']);
  });

  it('offers the evaluation first to a person who confirmed here', () => {
    const view = at(END, { remembered: true });
    expect([view.tone, view.guidance, view.actions]).toEqual(['past', ['您确认过这次检查。'], ['evaluate']]);
  });

  it('offers no evaluation after its last day', () => {
    const view = at(END + 15 * DAY, { remembered: true });
    expect([view.tone, view.guidance, view.actions]).toEqual([
      'past',
      [words.pastMeaning, words.closedMeaning],
      ['scan'],
    ]);
  });

  it('counts as over and not as a copy if its live code is opened again', () => {
    const old = aCode({ verdict: 'refuse', reasons: ['expired', 'copied'] });
    expect(see(old, { now: END }).tone).toBe('past');
  });

  it('warns if it was withdrawn', () => {
    const view = see(aCode({ verdict: 'refuse', reasons: ['withdrawn', 'expired'] }), { now: END, remembered: true });
    expect([view.tone, view.title]).toEqual(['refuse', '此码已撤回']);
  });
});

it('says under whose grant a device issued it, and of no n-th that the device cannot know', () => {
  const onSite = '现场签发：依天祝藏族自治县市场监督管理局负责人的书面授权';
  const shown = aCode({ claims: { ...claims, kind: 'case', nth: 0 }, presence: 'live', onSite });
  expect(see(shown).facts?.what).toBe(`个案检查 · ${onSite}`);
});
