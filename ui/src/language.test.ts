import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import App from './App.svelte';
import { FakeCore } from './ipc/fake';
import { speak } from './lib/language.svelte';
import { readAhead } from './views/later';

let core: FakeCore;
beforeAll(readAhead);
beforeEach(() => (core = new FakeCore()));
afterEach(() => {
  cleanup();
  speak('en');
});

const desk = async () => {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
};
const key = (name: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...more });
const words = () => document.body.textContent.replace(/\s+/g, ' ');

/** Until everything that was asked for is drawn: answers of the fake core take turns of the same loop as this. */
const rest = async () => {
  for (let last = ''; last !== words();) {
    last = words();
    for (let turn = 0; turn < 20; turn++) await new Promise((next) => setTimeout(next, 5));
  }
};

test('a person chooses Spanish, and everything on screen changes at once', async () => {
  await desk();
  await fireEvent.click(screen.getByTestId('nav-settings'));
  await fireEvent.click(within(await screen.findByTestId('language')).getByText('Español'));
  await waitFor(() => expect(screen.getByTestId('nav-outbox').textContent).toContain('Salida'));
  expect(document.documentElement.lang).toBe('es');
  expect(core.called('settings.save').at(-1)).toMatchObject({ settings: { language: 'es' } });
  expect(screen.getByTestId('settings').textContent).toContain('Tamaño del texto');
});

test('what was drawn in English reads as if it had been Spanish from the start', async () => {
  for (const page of ['nav-mine', 'nav-overview', 'nav-templates', 'nav-consent-due', 'nav-help']) {
    const read = async (from: 'en' | 'es') => {
      core = new FakeCore();
      core.settings = { ...core.settings, language: from };
      await desk();
      await fireEvent.click(screen.getByTestId(page));
      if (page === 'nav-mine') await fireEvent.click(screen.getAllByTestId('thread-row')[0] as HTMLElement);
      await rest();
      const before = words();
      if (from === 'en') {
        speak('es');
        await waitFor(() => expect(words()).not.toBe(before));
        await rest();
      }
      const said = words();
      cleanup();
      speak('en');
      return said;
    };
    expect(await read('en'), page).toBe(await read('es'));
  }
});

test('a refusal of the core is read in the person’s language', async () => {
  core.settings = { ...core.settings, language: 'es' };
  core.status = { kind: 'signIn', lock: core.lockScreen(true) };
  render(App, { core });
  await fireEvent.click(await screen.findByText('Dana Whitfield'));
  const field = (await screen.findByTestId('pin')) as HTMLInputElement;
  await fireEvent.input(field, { target: { value: '999999' } });
  await waitFor(() => expect(words()).toContain('Ese PIN no es correcto.'));
});

test('at the door the other language is one click away', async () => {
  core.status = { kind: 'signIn', lock: core.lockScreen(true) };
  render(App, { core });
  await fireEvent.click(await screen.findByTestId('door-language'));
  await waitFor(() => expect(words()).toContain('Usar contraseña'));
  expect(screen.getByTestId('door-language').textContent).toBe('English');
});

test('F1 opens Help, which tells how, and leads to all keys', async () => {
  await desk();
  await key('F1');
  const help = await screen.findByTestId('help');
  expect(within(help).getAllByRole('heading', { level: 2 })).toHaveLength(9);
  await fireEvent.click(screen.getByTestId('help-wrongPerson'));
  expect(document.activeElement?.textContent).toBe('A text went to the wrong person');
  await fireEvent.click(screen.getByTestId('help-keys'));
  expect((await screen.findByTestId('keys-dialog')).textContent).toContain('Help');
});

test('the tour of the first morning has six steps, is offered once, and is taken with keys alone', async () => {
  core.practiceMode = true;
  await desk();
  await fireEvent.click(screen.getByTestId('tour-start'));
  for (const title of ['Who waits', 'Read the conversation', 'Write an answer', 'Who it is', 'When the line drops']) {
    expect((await screen.findByTestId('tour')).textContent).toContain(title);
    const next = screen.getByTestId('tour-next');
    expect(document.activeElement).toBe(next);
    await fireEvent.click(next);
  }
  expect(screen.getByTestId('tour').textContent).toContain('Leave the desk');
  await key('Escape');
  await waitFor(() => expect(screen.queryByTestId('tour')).toBeNull());
  expect(core.called('settings.save').at(-1)).toMatchObject({ settings: { tourTaken: true } });
  await waitFor(() => expect(screen.queryByTestId('tour-start')).toBeNull());
  // Help has it for whoever wants it again.
  await fireEvent.click(screen.getByTestId('nav-help'));
  await fireEvent.click(await screen.findByTestId('help-tour'));
  expect(await screen.findByTestId('tour')).toBeTruthy();
});

test('there is no tour where texts are real', async () => {
  await desk();
  expect(screen.queryByTestId('tour-start')).toBeNull();
});

test('compact rows are a setting of the person, marked on the page', async () => {
  core.settings = { ...core.settings, compact: true };
  await desk();
  await waitFor(() => expect(document.documentElement.dataset['rows']).toBe('compact'));
});
