import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeCore } from '../ipc/fake';
import { Inbox } from './inbox.svelte';
import { OpenThread, Threads } from './thread.svelte';

let core: FakeCore;
beforeEach(() => {
  vi.useFakeTimers();
  core = new FakeCore();
});
afterEach(() => vi.useRealTimers());

const order = (inbox: Inbox) => inbox.rows.slice(0, 3).map((row) => row?.id);

function moveOdellUp() {
  const odell = core.thread('odell');
  core.threads = [odell, ...core.threads.filter((one) => one !== odell)];
  odell.unread = 1;
}

test('a new order waits while the pointer is over the list, new words do not', async () => {
  const inbox = new Inbox(core);
  await inbox.show('mine');
  inbox.pointer(true);
  moveOdellUp();
  await inbox.read();
  expect(order(inbox)).toEqual(['lupe', 'marcus', 'renee']);
  expect(inbox.row('odell')?.unread).toBe(1);
  inbox.pointer(false);
  expect(order(inbox)).toEqual(['odell', 'lupe', 'marcus']);
});

test('it waits two seconds at most', async () => {
  const inbox = new Inbox(core);
  await inbox.show('mine');
  inbox.pointer(true);
  moveOdellUp();
  await inbox.read();
  await vi.advanceTimersByTimeAsync(1999);
  expect(order(inbox)[0]).toBe('lupe');
  await vi.advanceTimersByTimeAsync(1);
  expect(order(inbox)[0]).toBe('odell');
});

test('an answer about another view is dropped', async () => {
  const inbox = new Inbox(core);
  let answerAll: () => void = () => undefined;
  const real = new FakeCore();
  core.answers['threads.list'] = (args) =>
    args.view === 'all'
      ? new Promise((resolve) => (answerAll = () => void real.call('threads.list', args).then(resolve)))
      : real.call('threads.list', args);
  const all = inbox.show('all');
  await inbox.show('unassigned');
  answerAll();
  await all;
  expect(inbox.view).toBe('unassigned');
  expect(inbox.total).toBe(3);
});

test('a large view is read in stretches', async () => {
  const model = core.thread('gloria');
  for (let index = 0; index < 5000; index += 1) core.threads.push({ ...model, id: `many${index}` });
  const inbox = new Inbox(core);
  await inbox.show('mine');
  expect(inbox.total).toBe(5011);
  expect(inbox.rows[3000]).toBeUndefined();
  await inbox.reach(2990, 3010);
  expect(inbox.rows[3000]?.id).toBe('many2989');
  const limits = (core.called('threads.list') as { limit: number }[]).map((one) => one.limit);
  expect(Math.max(...limits)).toBeLessThanOrEqual(200);
});

test('the last five threads come back at once, and are read again', async () => {
  const threads = new Threads(core);
  for (const id of ['lupe', 'marcus', 'renee', 'harold', 'celia', 'anh']) await threads.open(id);
  void threads.open('marcus');
  expect(threads.current?.id).toBe('marcus');
  void threads.open('lupe');
  expect(threads.current).toBeNull();
  await vi.advanceTimersByTimeAsync(0);
  expect((threads.current as OpenThread | null)?.id).toBe('lupe');
});

test('what was open stands a moment while the next is read, and nothing is done to it', async () => {
  const threads = new Threads(core);
  await threads.open('lupe');
  const real = new FakeCore();
  let answer: () => void = () => undefined;
  core.answers['threads.open'] = (args) =>
    new Promise((resolve) => (answer = () => void real.call('threads.open', args).then(resolve)));
  const next = threads.open('odell');
  expect(threads.shown?.id).toBe('lupe');
  expect(threads.current).toBeNull();
  await vi.advanceTimersByTimeAsync(150);
  expect(threads.shown).toBeNull();
  answer();
  await next;
  expect(threads.shown?.id).toBe('odell');
  expect(threads.current?.id).toBe('odell');
});

test('opening two in a row shows the second, whichever answers last', async () => {
  const threads = new Threads(core);
  const real = new FakeCore();
  let answer: () => void = () => undefined;
  core.answers['threads.open'] = (args) =>
    args.thread === 'lupe'
      ? new Promise((resolve) => (answer = () => void real.call('threads.open', args).then(resolve)))
      : real.call('threads.open', args);
  const first = threads.open('lupe');
  await threads.open('odell');
  answer();
  expect(await first).toBeNull();
  expect(threads.current?.id).toBe('odell');
  expect(threads.selected).toBe('odell');
});

test('a refresh keeps the older stretches that were read', async () => {
  const odell = core.thread('odell');
  const model = odell.items[0];
  if (!model) throw new Error('no text');
  for (let index = 0; index < 120; index += 1) odell.items.push({ ...model, id: `x${index}` });
  const thread = new OpenThread(core, core.detail(odell));
  expect(thread.items).toHaveLength(50);
  await thread.readEarlier();
  expect(thread.items).toHaveLength(100);
  odell.items.push({ ...model, id: 'newest' });
  await thread.refresh();
  expect(thread.items.at(-1)?.id).toBe('newest');
  expect(thread.items.length).toBeGreaterThanOrEqual(100);
  expect(new Set(thread.items.map((item) => item.id)).size).toBe(thread.items.length);
  await thread.readEarlier();
  expect(thread.items).toHaveLength(odell.items.length);
  expect(thread.earlier).toBeNull();
});
