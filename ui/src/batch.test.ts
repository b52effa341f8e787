import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import App from './App.svelte';
import { FakeCore } from './ipc/fake';
import { CallError } from './ipc/client';
import { readAhead } from './views/later';

let core: FakeCore;
beforeAll(readAhead);
beforeEach(() => (core = new FakeCore()));
afterEach(() => cleanup());

const off = (id: string) => screen.getByTestId(id).getAttribute('aria-disabled');

async function openPage(): Promise<void> {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  await fireEvent.click(screen.getByTestId('nav-batch'));
  await screen.findByTestId('batch-form');
}

async function chooseTemplate(): Promise<string> {
  const field = screen.getByTestId('batch-template');
  await waitFor(() => expect(field.querySelectorAll('option').length).toBeGreaterThan(1));
  const first = field.querySelectorAll('option')[1]?.value ?? '';
  await fireEvent.change(field, { target: { value: first } });
  return first;
}

async function look(): Promise<void> {
  await waitFor(() => expect(off('batch-look')).toBeNull());
  await fireEvent.click(screen.getByTestId('batch-look'));
  await screen.findByTestId('batch-preview');
}

async function chooseFile(): Promise<string> {
  const template = await chooseTemplate();
  expect(off('batch-look')).toBe('true');
  const file = new File(['Name,Phone\n'], 'tomorrow.csv', { type: 'text/csv' });
  await fireEvent.change(screen.getByTestId('batch-file'), { target: { files: [file] } });
  await look();
  return template;
}

const rows = () => screen.getAllByTestId('batch-people-row');
const state = () => screen.getByTestId('batch-run').dataset['state'];

test('a list longer than what may still leave says so before it starts', async () => {
  await openPage();
  await chooseFile();
  expect(screen.queryByTestId('batch-over')).toBeNull();
  await fireEvent.click(screen.getByTestId('batch-again'));
  core.batches.over = { texts: 1000, room: 3 };
  await look();
  expect(screen.getByTestId('batch-over').textContent).toContain(
    'after about 3 texts the practice’s 1,000 in 24 hours',
  );
});

test('who gets nothing is shown, and nothing starts before it is confirmed once', async () => {
  await openPage();
  const template = await chooseFile();
  expect(screen.getByTestId('batch-can').textContent).toBe('5 of 9 get it');
  expect(rows()).toHaveLength(9);
  expect(screen.getByTestId('batch-skipped').textContent).toContain('Only they can turn texts on again');
  expect(screen.getByTestId('batch-columns').textContent).toContain('Cell phone');
  expect(screen.getByTestId('batch-sample').textContent).toContain('Your visit is Tue, Nov 24 at 9:15 AM.');
  await fireEvent.click(screen.getByText('Gets nothing', { selector: 'button' }));
  expect(rows()).toHaveLength(4);
  await fireEvent.click(screen.getByTestId('batch-start'));
  await screen.findByTestId('batch-sure');
  expect(core.called('batches.start')).toEqual([]);
  await fireEvent.click(screen.getByTestId('batch-sure-do'));
  await screen.findByTestId('batch-run');
  const file = btoa('Name,Phone\n');
  expect(core.called('batches.start')).toMatchObject([
    { template, openOnly: true, shown: 5, to: { kind: 'file', file } },
  ]);
});

test('a batch is paused, goes on and is stopped, and the sidebar counts who waits', async () => {
  core.batches.start('Visit reminder');
  render(App, { core });
  await waitFor(() => expect(screen.getByTestId('nav-batch').textContent).toContain('2'));
  await fireEvent.click(screen.getByTestId('nav-batch'));
  await screen.findByTestId('batch-run');
  expect(screen.getByTestId('batch-tally').textContent).toContain('1 confirmed');
  expect(screen.getByTestId('batch-tally').textContent).toContain('2 to go');
  for (const [button, then] of [
    ['batch-pause', 'paused'],
    ['batch-resume', 'running'],
    ['batch-stop', 'stopped'],
  ] as const) {
    await fireEvent.click(await screen.findByTestId(button));
    await waitFor(() => expect(state()).toBe(then));
  }
  expect(screen.queryByTestId('batch-pause')).toBeNull();
  await screen.findByTestId('batch-form');
});

test('who may not start one sees who would get it, and no button does anything', async () => {
  core.batches.mayStart = false;
  await openPage();
  await chooseFile();
  expect(screen.getByTestId('batch-preview').textContent).toContain('Somebody whose role may text many people');
  expect(off('batch-start')).toBe('true');
  await fireEvent.click(screen.getByTestId('batch-start'));
  expect(screen.queryByTestId('batch-sure')).toBeNull();
});

test('a view of the inbox is a list, and another choice is looked at anew', async () => {
  await openPage();
  await chooseTemplate();
  await fireEvent.click(screen.getByText('A view of the inbox'));
  await fireEvent.change(screen.getByTestId('batch-view'), { target: { value: 'all' } });
  await fireEvent.click(screen.getByTestId('batch-open-only'));
  await look();
  expect(core.called('batches.preview').at(-1)).toMatchObject({ openOnly: false, to: { kind: 'view', view: 'all' } });
  expect(screen.queryByTestId('batch-columns')).toBeNull();
  await fireEvent.click(screen.getByTestId('batch-again'));
  await screen.findByTestId('batch-form');
});

test('a file that is no list says so at its field', async () => {
  core.answers['batches.preview'] = () => {
    throw new CallError({ code: 'badField', advice: 'No column of this list holds phone numbers.', field: 'to' });
  };
  await openPage();
  await chooseTemplate();
  const file = new File(['x'], 'picture.csv', { type: 'text/csv' });
  await fireEvent.change(screen.getByTestId('batch-file'), { target: { files: [file] } });
  await waitFor(() => expect(off('batch-look')).toBeNull());
  await fireEvent.click(screen.getByTestId('batch-look'));
  await waitFor(() =>
    expect(screen.getByTestId('batch-form').textContent).toContain('No column of this list holds phone numbers.'),
  );
});

test('a list of one’s own leads here with its name chosen', async () => {
  const own = {
    id: 'own-1',
    name: 'Waits too long',
    wanted: {
      standing: 'open',
      whose: { kind: 'anybody' },
      tag: null,
      category: null,
      channel: null,
      unanswered: true,
      late: true,
    },
  } as const;
  core.answers['views.list'] = () => ({ views: [own] });
  render(App, { core });
  await fireEvent.click(await screen.findByTestId('nav-own'));
  await fireEvent.click(await screen.findByTestId('batch-from-view'));
  const field = await screen.findByTestId<HTMLSelectElement>('batch-view');
  expect(field.value).toBe('own-1');
  expect(field.selectedOptions[0]?.textContent).toBe('Waits too long');
});

test('a person says which column is which before anything is looked at', async () => {
  await openPage();
  await chooseTemplate();
  const file = new File(['Name,Phone\n'], 'tomorrow.csv', { type: 'text/csv' });
  await fireEvent.change(screen.getByTestId('batch-file'), { target: { files: [file] } });
  const number = await screen.findByTestId<HTMLSelectElement>('batch-column-number');
  expect(number.value).toBe('1');
  await fireEvent.change(number, { target: { value: '4' } });
  await fireEvent.change(screen.getByTestId('batch-column-time'), { target: { value: '' } });
  await look();
  expect(screen.getByTestId('batch-columns').textContent).toContain('Home phone');
  expect(core.called('batches.preview').at(-1)).toMatchObject({
    to: { kind: 'file', mapping: { number: 4, name: 0, day: 2, time: null } },
  });
});

test('earlier lists stand with their figures, and one opens with who got nothing and why', async () => {
  core.batches.start('Visit reminder');
  core.batches.change('stop');
  const last = core.batches.batch;
  if (!last) throw new Error('none was started');
  core.batches.earlier = [{ ...last, id: 'batch-0', template: 'Closed for weather', by: 'Dana Ruiz' }];
  await openPage();
  const row = await screen.findByTestId('batch-earlier-row');
  expect(row.textContent).toContain('Dana Ruiz');
  await fireEvent.click(screen.getByText('Closed for weather'));
  await screen.findByTestId('batch-back');
  expect(screen.getAllByTestId('batch-run')).toHaveLength(1);
  expect(screen.getByTestId('batch-items').textContent).toContain('Opted out');
  await fireEvent.click(screen.getByTestId('batch-back'));
  await screen.findByTestId('batch-form');
});

test('who is in it is told by what a person reads, and who may not steer it has no button', async () => {
  core.batches.start('Visit reminder');
  const batch = core.batches.batch;
  const [first, ...others] = batch?.items ?? [];
  if (!batch || !first) throw new Error('no batch');
  const hidden = { kind: 'category', category: 'clinical' } as const;
  const items = [{ ...first, name: '', thread: null, visitAt: null, hidden }, ...others];
  core.batches.batch = { ...batch, items, mayChange: false };
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  await fireEvent.click(screen.getByTestId('nav-batch'));
  const row = (await screen.findAllByTestId('batch-items-row'))[0];
  expect(row?.textContent).toContain('Hidden: clinical');
  expect(row?.querySelector('button')).toBeNull();
  expect(row?.textContent).toContain('Confirmed');
  expect(screen.queryByTestId('batch-pause')).toBeNull();
  expect(screen.queryByTestId('batch-stop')).toBeNull();
});
