// @vitest-environment node
/** Both languages say the same things: every sentence, every argument, every number, and what the core says besides. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { clockTime, dayTitle, fullDateTime, listTime, longDay, untilTime, waited, birthDate } from '../src/lib/format';
import { speak } from '../src/lib/language.svelte';
import { core } from '../src/text/es/core';
import { t, tongues } from '../src/text';
import { untranslated } from '../src/text/untranslated';

type Leaf = { at: string; en: unknown; es: unknown };

const { en, es } = tongues();
const isTree = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function* leaves(at: string, english: unknown, spanish: unknown): Generator<Leaf> {
  if (!isTree(english)) {
    yield { at, en: english, es: spanish };
    return;
  }
  expect(isTree(spanish), at).toBe(true);
  expect(Object.keys(spanish as object), at).toEqual(expect.arrayContaining(Object.keys(english)));
  expect(Object.keys(spanish as object).length, at).toBe(Object.keys(english).length);
  for (const key of Object.keys(english)) {
    yield* leaves(at === '' ? key : `${at}.${key}`, english[key], (spanish as Record<string, unknown>)[key]);
  }
}
const all = [...leaves('', en, es)];

/** All words of what a sentence or a list of them says. */
const flat = (value: unknown): string =>
  isTree(value) ? Object.values(value).map(flat).join(' ') : value === undefined ? '' : String(value);

/** Arguments to try a sentence with: each a name or a number, in every order. */
function* tries(count: number): Generator<(string | number)[]> {
  for (let which = 0; which < 2 ** count; which += 1) {
    yield Array.from({ length: count }, (_, index) => (((which >> index) & 1) === 0 ? `Q${index}qq` : 40 + index));
  }
}

const call = (say: unknown, asked: readonly unknown[]): string | null => {
  try {
    const said = flat((say as (...asked: readonly unknown[]) => unknown)(...asked));
    return /undefined|NaN|\[object|Invalid/.test(said) ? null : said;
  } catch {
    return null;
  }
};

afterEach(() => speak('en'));

test('nothing waits for its Spanish', () => {
  expect(untranslated, 'translate these, then take them out of text/untranslated.ts').toEqual([]);
});

test('both have the same sentences, and each is of the same kind', () => {
  expect(all.length).toBeGreaterThan(1_000);
  for (const one of all) expect(typeof one.es, one.at).toBe(typeof one.en);
});

test('what an English sentence names, the Spanish one names too', () => {
  const names = (words: string) => [...new Set(words.toLowerCase().match(/q\dqq/g) ?? [])].sort();
  let asked = 0;
  for (const { at, en: english, es: spanish } of all) {
    if (typeof english !== 'function' || at === 'core') continue;
    const said = [...tries(Math.min(english.length, 5))].flatMap((given) => {
      const ours = call(english, given);
      return ours === null ? [] : [{ given, ours, theirs: call(spanish, given) }];
    });
    // A name where a sentence wants a number may suit one language by chance; what both take has to agree.
    const both = said.filter((one) => one.theirs !== null);
    if (said.length > 0) expect(both.length, at).toBeGreaterThan(0);
    for (const { given, ours, theirs } of both) {
      asked += 1;
      expect(names(theirs ?? ''), `${at}(${given.join(', ')}): ${theirs ?? ''}`).toEqual(names(ours));
    }
  }
  expect(asked).toBeGreaterThan(300);
});

test('no English is left in the Spanish', () => {
  // Names, units and codes that are the same in both; a language is also called by its own name.
  const same =
    /^(done|bad|todo|Foyer|English|Español|Internet|Portal|Account SID|No|Normal|[^a-z]*|.{0,2}|<1|min|WhatsApp|JSON.*)$/;
  const english = /\b(the|and|of|is|are|with|not|this|that|you|your|was|from|they|nobody|what|when|text|texts)\b/i;
  const quoted = /Account SID|API keys|“[^”]*”|https?:\S+|portal\.\S+/g;
  for (const { at, en: ours, es: theirs } of all) {
    if (typeof theirs === 'string') {
      // What the program finds a topic by is no word.
      if (at.endsWith('.id')) continue;
      if (theirs === ours) expect(theirs, at).toMatch(same);
      expect(theirs.replace(quoted, ''), at).not.toMatch(english);
    } else if (typeof theirs === 'function' && at !== 'core') {
      for (const given of tries(Math.min((ours as () => void).length, 5))) {
        const said = call(theirs, given);
        if (call(ours, given) === null || said === null) continue;
        expect(said.replace(quoted, ''), at).not.toMatch(english);
      }
    }
  }
});

test('where English tells one from many, so does Spanish', () => {
  // `SMS` and `min` have no plural; these are worded so that one and many read alike.
  const alike =
    /^(composer\.segments|list\.unreadCount|outbox\.|people\.wait|due\.(more|left)|overview\.(more|behindMore))/;
  const form = (words: string) => words.replace(/\d+/g, '#');
  let told = 0;
  for (const { at, en: english, es: spanish } of all) {
    if (typeof english !== 'function' || english.length !== 1 || alike.test(at)) continue;
    const [one, two, five, none] = [1, 2, 5, 0].map((n) => call(english, [n]) ?? '');
    if (form(one ?? '') === form(two ?? '') || form(two ?? '') !== form(five ?? '')) continue;
    told += 1;
    const [uno, dos, cinco, cero] = [1, 2, 5, 0].map((n) => call(spanish, [n]) ?? '');
    expect(form(uno ?? ''), at).not.toBe(form(dos ?? ''));
    expect(form(cinco ?? ''), at).toBe(form(dos ?? ''));
    expect(form(cero ?? '') === form(dos ?? ''), at).toBe(form(none ?? '') === form(two ?? ''));
  }
  expect(told).toBeGreaterThan(15);
});

test('numbers and plurals as each language has them', () => {
  const sent = [0, 1, 2, 5, 14_206, 1_000_000].map((n) => es.access.saved(n));
  expect(sent).toEqual([
    'Copia guardada, 0 mensajes.',
    'Copia guardada, 1 mensaje.',
    'Copia guardada, 2 mensajes.',
    'Copia guardada, 5 mensajes.',
    'Copia guardada, 14,206 mensajes.',
    'Copia guardada, 1,000,000 de mensajes.',
  ]);
  expect([1, 14_206].map((n) => en.access.saved(n))).toEqual([
    'Copy saved, 1 message.',
    'Copy saved, 14,206 messages.',
  ]);
  expect([1, 3].map((n) => es.banner.sent(n))).toEqual(['1 mensaje enviado', '3 mensajes enviados']);
  expect(es.consent.subjects(['logistics', 'billing'])).toBe('Citas y organización y facturas');
  expect([es.listed(['ofertas', 'internas']), es.listed(['a', 'b', 'c'])]).toEqual(['ofertas e internas', 'a, b y c']);
});

test('times, dates and lengths of time in Spanish, as the United States write them', () => {
  const zone = 'America/Chicago';
  const now = Date.UTC(2026, 10, 20, 16, 42);
  const day = 86_400_000;
  speak('es');
  expect(clockTime(now, zone)).toBe('10:42 a.\u00a0m.');
  expect(fullDateTime(now, zone)).toBe('20 nov 2026, 10:42 a.\u00a0m.');
  expect(dayTitle(now, now, zone)).toBe('Hoy, 20 de noviembre');
  expect(dayTitle(now - 8 * day, now, zone)).toBe('Jueves 12 de noviembre');
  expect(dayTitle(now - 400 * day, now, zone)).toBe('Jueves 16 de octubre de 2025');
  expect(longDay(now, zone)).toBe('Viernes 20 de noviembre');
  expect(listTime(now - day, now, zone)).toBe('Ayer');
  expect(untilTime(now + day, now, zone)).toBe('mañana, 10:42 a.\u00a0m.');
  expect(untilTime(now + 3 * day, now, zone)).toBe('el lunes, 10:42 a.\u00a0m.');
  expect([waited(now - 3 * day, now), waited(now - 3_600_000, now)]).toEqual(['3 días', '60 min']);
  expect(birthDate('1961-03-14')).toBe('14 mar 1961');
});

test('the sentences change with the language, also those kept by section', () => {
  const words = t.cases;
  expect([t.nav.outbox, words.tab]).toEqual(['Outbox', 'Incidents']);
  speak('es');
  expect([t.nav.outbox, words.tab]).toEqual(['Salida', 'Incidentes']);
  expect([...t.setup.step.start]).toEqual(['Cómo empezar', 'Modo de práctica o su propio número']);
  expect(Object.values(t.view).slice(0, 3)).toEqual(['Míos', 'Sin asignar', 'Todos']);
  expect(t.schedule.weekdays.map((one) => one.length)).toEqual([2, 2, 2, 2, 2, 2, 2]);
});

// ---- what the core says ----

const crates = path.join(import.meta.dirname, '../../src-tauri/crates');
/** Papers and practice data are no words of the window: a paper is in one language for whoever gets it. */
const NOT_ON_SCREEN = /^(paper|seeding)\/|^incident\/paper\.rs$|^report\/(copy|files)\.rs$/;

/** The string literals of a Rust file, without its tests and comments. */
function literals(file: string): string[] {
  const source = readFileSync(file, 'utf8').split('#[cfg(test)]')[0] ?? '';
  const code = source.replace(/^\s*\/\/.*$/gm, '');
  return [...code.matchAll(/"((?:[^"\\]|\\[\s\S])*)"/g)].map(([, words = '']) =>
    words.replace(/\\\r?\n\s*/g, '').replaceAll('\\"', '"'),
  );
}

test('every sentence the core says for the screen has its Spanish', () => {
  const app = path.join(crates, 'app/src');
  const said = readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.rs') && !NOT_ON_SCREEN.test(name.replaceAll('\\', '/')))
    .flatMap((name) => literals(path.join(app, name)))
    .filter((words) => /^[A-Z].{9,}[.!]$/s.test(words) && words.includes(' '))
    // With a word or a figure of its own: what stands in braces, as the core puts it in.
    .map((words) =>
      words.replace('{words}', '5 minutes').replace('{PRACTICE_PIN}', '123456').replace('{ROWS_AT_MOST}', '5000'),
    );
  const findings = literals(path.join(crates, 'phi/src/words.rs')).filter((words) => /^[A-Z]/.test(words));
  // How consent came about, on the line in the conversation.
  const ways = literals(path.join(app, 'present/timeline.rs'))
    .filter((words) => /^[a-z][a-z{} ,]* [A-Za-z{}, ]+$/.test(words))
    .map((words) => words.replace('{by}', 'Ana'));
  expect(ways.length).toBeGreaterThan(8);
  expect(said.length).toBeGreaterThan(200);
  expect(findings.length).toBeGreaterThan(25);
  const missing = [...new Set([...said, ...findings, ...ways])].filter(
    (words) => core(words) === words && words !== 'WhatsApp',
  );
  expect(missing, 'put their Spanish into text/es/advice/ or text/es/core.ts').toEqual([]);
});

test('every word of the audit trail has a name on screen', () => {
  // The words are what `as_str` gives of an act, and what is written where there is no act.
  const acts = ['app/src/record.rs', 'app/src/session/acts.rs', 'sync/src/activity.rs'].flatMap((file) =>
    [...readFileSync(path.join(crates, file), 'utf8').matchAll(/=> "([a-z_]+\.[a-z_]+)"/g)].map(
      ([, word = '']) => word,
    ),
  );
  const portal = ['handing', 'rounds'].flatMap((file) => literals(path.join(crates, `app/src/portal/${file}.rs`)));
  const said = [...acts, ...portal.filter((word) => /^portal\.[a-z_]+$/.test(word)), 'backup.restore', 'store.repair'];
  expect(new Set(said).size).toBeGreaterThan(160);
  expect([...new Set(said)].filter((word) => !(word in en.deed))).toEqual([]);
});

test('no word about how far a text has come calls it secure or private', () => {
  const told = all.filter((one) => /^(delivery|hold|holdWhy)\./.test(one.at));
  expect(told.length).toBeGreaterThan(20);
  for (const { at, en: english, es: spanish } of told) {
    expect(`${flat(english)} ${flat(spanish)}`, at).not.toMatch(/secure|encrypt|private|safe|segur|cifrad|privad/i);
  }
});
