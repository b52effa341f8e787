/** Words that would be something else: wherever they stand, they stay words, and the window does nothing for them. */

import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import App from './App.svelte';
import { FakeCore } from './ipc/fake';
import { text } from './ipc/fakeMorning';
import { fold } from './lib/words';
import { readAhead } from './views/later';

beforeAll(readAhead);
afterEach(cleanup);

/** Each breaks out of another place: an element, an attribute, a script, a style, a comment, a template, an address. */
const POLYGLOTS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'-alert(1)-'",
  '</textarea><svg/onload=alert(1)>',
  "javascript:/*--></title></style></textarea></script><svg/onload='+/\"/+/onmouseover=1/+/[*/[]/+alert(1)//'>",
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<a href="javascript:alert(1)">here</a>',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '{{constructor.constructor("alert(1)")()}}${alert(1)}{@html "<b>x</b>"}',
  '<!--<img src="--><img src=x onerror=alert(1)//">',
  '<style>@import "//example.invalid/x.css"</style>',
  '<base href="//example.invalid/"><meta http-equiv=refresh content="0;url=//example.invalid">',
  '<object data="data:text/html,<script>alert(1)</script>"></object>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
];

const DANGEROUS = 'script, style, iframe, object, embed, base, meta, link, img, math, form[action], a[href], [srcdoc]';

/** What could run or reach out, and what an element listens to in its own words. */
function dangerous(): string[] {
  const found = [...document.body.querySelectorAll(DANGEROUS)].map((one) => one.tagName);
  const listening = [...document.body.querySelectorAll('*')].flatMap((one) =>
    one.getAttributeNames().filter((name) => /^on/i.test(name)),
  );
  return [...found, ...listening];
}

async function open(core: FakeCore, id: string): Promise<void> {
  render(App, { core });
  const rows = await screen.findAllByTestId('thread-row');
  await fireEvent.click(rows.find((one) => one.dataset['thread'] === id) as HTMLElement);
  await waitFor(() => expect(screen.getByTestId('conversation').dataset['thread']).toBe(id));
}

/** Puts words wherever a patient or a colleague can put any, and walks past them; what was asked of the core. */
async function walkedPast(words: readonly string[]): Promise<{ asked: string[]; shown: string; found: string[] }> {
  const core = new FakeCore();
  const next = (place: number) => words[place % words.length] ?? '';
  const odell = core.thread('odell');
  const from = { kind: 'patient', name: next(0) } as const;
  odell.items = words.map((one) => text(from, one, core.now));
  odell.items.push({ kind: 'note', id: 'planted', author: next(1), text: next(2), at: core.now });
  Object.assign(odell, { name: next(3), tags: [next(4)] });
  if (odell.patient) odell.patient = { ...odell.patient, fullName: next(5), goesBy: next(6) };
  const [template, staff] = [core.templates.all[0], core.people.rows[0]];
  if (!template || !staff) throw new Error('nothing to put words into');
  Object.assign(template, { name: next(7) });
  core.people.change(staff.id, { name: next(8) });
  await open(core, 'odell');
  let shown = document.body.textContent;
  const found = dangerous();
  for (const page of ['nav-templates', 'nav-settings']) {
    await fireEvent.click(screen.getByTestId(page));
    await waitFor(() => expect(screen.queryByTestId('conversation')).toBeNull());
    shown += document.body.textContent;
    found.push(...dangerous());
  }
  cleanup();
  // Who asks first does not matter.
  return { asked: core.calls.map((call) => call.name).sort(), shown, found };
}

test('whatever words are made of, they are words: in a text, a name, a template, a tag and a note', async () => {
  const alert = vi.fn();
  vi.stubGlobal('alert', alert);
  const plain = await walkedPast(POLYGLOTS.map((_, place) => `Is Tuesday at ${place} still good?`));
  for (const turn of [0, 5, 10]) {
    const words = [...POLYGLOTS.slice(turn), ...POLYGLOTS.slice(0, turn)];
    const seen = await walkedPast(words);
    expect(seen.found).toEqual(plain.found);
    expect(seen.asked).toEqual(plain.asked);
    for (const one of words) expect(seen.shown).toContain(one);
  }
  expect(alert).not.toHaveBeenCalled();
  vi.unstubAllGlobals();
}, 20_000);

test('no address in a text is a link, whatever it looks like', async () => {
  const hosts = [
    'example.invalid',
    'xn--bayoufamly-6sb.example',
    'bаyoufamily.example', // a Cyrillic a
    'bayoufamily.example.evil.invalid',
    'bayoufamily.example@evil.invalid',
    '127.0.0.1',
    '[::1]',
    '0x7f.1',
    '2130706433',
    'bit.example/3xYz',
    'ｅｘａｍｐｌｅ.invalid',
    'example.invalid:8443',
    'exam\u00adple.invalid',
    'example\u2024invalid',
  ];
  const schemes = [
    'https://',
    'http://',
    '//',
    'www.',
    'javascript:',
    'data:text/html,',
    'file:///',
    'tel:',
    'mailto:',
    'foyer://',
    'HTTPS:\\\\',
    '',
  ];
  const urls = hosts.flatMap((host) =>
    schemes.flatMap((scheme) => [`${scheme}${host}`, `see ${scheme}${host}/a?b=c#d now`]),
  );
  expect(urls.length).toBeGreaterThan(300);
  const core = new FakeCore();
  const odell = core.thread('odell');
  const from = { kind: 'patient', name: 'Odell' } as const;
  const texts = urls.flatMap((_, place) => (place % 12 === 0 ? [urls.slice(place, place + 12).join(' ')] : []));
  odell.items = texts.map((words) => text(from, words, core.now));
  await open(core, 'odell');
  const asked = core.calls.length;
  expect(screen.getAllByTestId('bubble')).toHaveLength(texts.length);
  for (const bubble of screen.getAllByTestId('bubble')) await fireEvent.click(bubble);
  expect(document.body.querySelector('a[href], area, [role="link"]')).toBeNull();
  expect(core.calls.slice(asked).filter((call) => /browser|link|portal/i.test(call.name))).toEqual([]);
});

test('a megabyte of words costs as much as a screenful', async () => {
  const core = new FakeCore();
  const odell = core.thread('odell');
  const first = odell.items.find((item) => item.kind === 'message');
  if (first?.kind !== 'message') throw new Error('no text');
  first.text = 'Is it too late? \u202e'.repeat(60_000);
  expect(first.text.length).toBeGreaterThan(1_000_000);
  await open(core, 'odell');
  expect(fold(first.text)?.length).toBeLessThanOrEqual(900);
  expect(document.body.textContent.length).toBeLessThan(60_000);
  expect(document.body.querySelectorAll('*').length).toBeLessThan(5_000);
});
