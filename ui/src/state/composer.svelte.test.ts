import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { DraftCheck, ScreenDraft, SendReply, SendText } from '../ipc/bindings';
import { FakeCore } from '../ipc/fake';
import { screen } from '../ipc/fakeDraft';
import { Composer } from './composer.svelte';

let core: FakeCore;
beforeEach(() => {
  vi.useFakeTimers();
  core = new FakeCore();
});
afterEach(() => vi.useRealTimers());

const make = (thread = 'odell', draft = '') => new Composer(core, thread, draft, '');
const nobody = () => undefined;

/** Screening that answers when the test says so. */
function slowScreening() {
  const waiting: { asked: ScreenDraft; answer: (check?: DraftCheck) => void; fail: () => void }[] = [];
  core.answers['drafts.screen'] = (asked) =>
    new Promise((resolve, reject) => {
      waiting.push({
        asked,
        answer: (check = screen(asked.text, asked.revision)) => resolve(check),
        fail: () => reject({ code: 'internal', advice: '', field: null }),
      });
    });
  return waiting;
}

test('a draft is checked at every key, without a pause', async () => {
  const composer = make();
  composer.type('H');
  composer.type('Hi');
  await vi.advanceTimersByTimeAsync(0);
  expect(core.called('drafts.screen')).toEqual([
    { thread: 'odell', text: 'H', revision: 1 },
    { thread: 'odell', text: 'Hi', revision: 2 },
  ]);
  expect(composer.checkState).toBe('done');
  expect(composer.current).toBe(true);
});

test('words taken away and typed again are checked again', async () => {
  const waiting = slowScreening();
  const composer = make();
  composer.type('Your A1C came back at 8.2');
  composer.type('');
  composer.type('Your A1C came back at 8.2');
  expect(waiting).toHaveLength(2);
  waiting[0]?.answer();
  waiting[1]?.answer();
  await vi.advanceTimersByTimeAsync(0);
  expect(composer.current).toBe(true);
});

test('an answer to an older draft is dropped, in whatever order answers come', async () => {
  const waiting = slowScreening();
  const composer = make();
  composer.type('Your A1C came back at 8.2');
  await vi.advanceTimersByTimeAsync(0);
  composer.type('See you Monday');
  await vi.advanceTimersByTimeAsync(0);
  waiting[1]?.answer();
  await vi.advanceTimersByTimeAsync(0);
  waiting[0]?.answer();
  await vi.advanceTimersByTimeAsync(0);
  expect(composer.check?.verdict).toBe('clean');
  expect(composer.findings).toEqual([]);
});

test('"Checking" is said only after 400 ms', async () => {
  const waiting = slowScreening();
  const composer = make();
  composer.type('Hello');
  await vi.advanceTimersByTimeAsync(399);
  expect(composer.checkState).toBe('waiting');
  await vi.advanceTimersByTimeAsync(1);
  expect(composer.checkState).toBe('slow');
  waiting[0]?.answer();
  await vi.advanceTimersByTimeAsync(0);
  expect(composer.checkState).toBe('done');
});

test('Send waits for the check of exactly the words it sends', async () => {
  const waiting = slowScreening();
  const composer = make();
  composer.type('Your A1C came back at 8.2');
  const pressed = composer.send(null, nobody);
  await vi.advanceTimersByTimeAsync(0);
  expect(core.called('messages.send')).toEqual([]);
  waiting[0]?.answer();
  expect(await pressed).toBe('portalOnly');
  expect(core.called('messages.send')).toEqual([]);
  expect(composer.text).toBe('Your A1C came back at 8.2');
});

test('a check that fails is "not checked", never clean; the second press sends, and the core checks again', async () => {
  const waiting = slowScreening();
  const composer = make();
  composer.type('See you Monday');
  const first = composer.send(null, nobody);
  await vi.advanceTimersByTimeAsync(0);
  waiting[0]?.fail();
  expect(await first).toBe('notChecked');
  expect(composer.checkState).toBe('failed');
  expect(composer.check).toBeNull();
  expect(await composer.send(null, nobody)).toBe('sent');
  expect(core.called('messages.send')).toHaveLength(1);
});

test('the field is cleared only when the core took the text, and only of those words', async () => {
  const composer = make();
  composer.type('See you Monday');
  let answer: (reply: SendReply) => void = nobody;
  core.answers['messages.send'] = () => new Promise((resolve) => (answer = resolve));
  const pressed = composer.send(null, nobody);
  await vi.advanceTimersByTimeAsync(0);
  expect(composer.text).toBe('See you Monday');
  composer.type('See you Monday. And bring your card');
  answer({
    kind: 'refused',
    refusal: { kind: 'optedOut', sinceAt: null, basis: 'stop', ways: [], untilAt: null, subject: null, offers: null },
  });
  expect(await pressed).toBe('refused');
  expect(composer.text).toBe('See you Monday. And bring your card');
  expect(composer.refusal?.kind).toBe('optedOut');
});

test('the same words tried again after a failure are the same text', async () => {
  const composer = make();
  composer.type('See you Monday');
  core.answers['messages.send'] = () => Promise.reject({ code: 'internal', advice: '', field: null });
  await expect(composer.send(null, nobody)).rejects.toBeTruthy();
  delete core.answers['messages.send'];
  expect(await composer.send(null, nobody)).toBe('sent');
  composer.type('See you Monday');
  expect(await composer.send(null, nobody)).toBe('sent');
  const ids = (core.called('messages.send') as SendText[]).map((sent) => sent.clientId);
  expect(ids[0]).toBe(ids[1]);
  expect(ids[2]).not.toBe(ids[0]);
});

test('two presses are one text', async () => {
  const composer = make();
  composer.type('See you Monday');
  const pressed = await Promise.all([composer.send(null, nobody), composer.send(null, nobody)]);
  expect(pressed.filter((one) => one === 'sent')).toHaveLength(1);
  expect(core.called('messages.send')).toHaveLength(1);
});

test('typed characters are straightened, and the straight words are what goes', async () => {
  const composer = make();
  composer.type('We’ll see you… soon');
  await vi.advanceTimersByTimeAsync(0);
  expect(composer.text).toBe("We'll see you... soon");
  expect(await composer.send(null, nobody)).toBe('sent');
  expect((core.called('messages.send') as SendText[])[0]?.text).toBe("We'll see you... soon");
});

test('drafts are saved 400 ms after the last key, and at once on leaving', async () => {
  const composer = make();
  composer.type('See');
  await vi.advanceTimersByTimeAsync(399);
  expect(core.called('drafts.save')).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(core.called('drafts.save')).toEqual([{ thread: 'odell', note: false, text: 'See' }]);
  composer.type('See you');
  composer.typeNote('Called');
  await composer.flush();
  expect(core.thread('odell').draft).toBe('See you');
  expect(core.thread('odell').noteDraft).toBe('Called');
});

test('a save that fails is tried again', async () => {
  const composer = make();
  core.answers['drafts.save'] = () => Promise.reject({ code: 'diskFull', advice: '', field: null });
  composer.type('See you');
  await composer.flush();
  expect(composer.unsaved).toBe(true);
  delete core.answers['drafts.save'];
  await composer.flush();
  expect(core.thread('odell').draft).toBe('See you');
  expect(composer.unsaved).toBe(false);
});

test('what answers late lands in its own thread', async () => {
  const waiting = slowScreening();
  const lupe = make('lupe');
  lupe.type('metformin');
  await vi.advanceTimersByTimeAsync(0);
  const odell = make('odell');
  odell.type('Hello');
  waiting[0]?.answer();
  await vi.advanceTimersByTimeAsync(0);
  expect(odell.text).toBe('Hello');
  expect(odell.findings).toEqual([]);
  expect(lupe.findings).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(400);
  for (const saved of core.called('drafts.save') as { thread: string; text: string }[]) {
    expect(saved.text).toBe(saved.thread === 'lupe' ? 'metformin' : 'Hello');
  }
});

test('a fix takes the words out, with the space they leave', async () => {
  const composer = make();
  composer.type('Please take metformin today');
  await vi.advanceTimersByTimeAsync(0);
  const [finding] = composer.findings;
  if (!finding) throw new Error('nothing found');
  composer.fix(finding);
  expect(composer.text).toBe('Please take today');
});

test('words that come back do not overwrite what is being typed', () => {
  const composer = make();
  composer.type('New words');
  composer.putBack('Old words');
  expect(composer.text).toBe('Old words\nNew words');
});

test('words that came back as the draft come back once', () => {
  const composer = make('odell', 'Old words');
  composer.putBack('Old words');
  expect(composer.text).toBe('Old words');
});
