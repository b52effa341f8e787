/** Cases: reported from a text with the keyboard alone, assessed, decided, and kept. */

import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import App from './App.svelte';
import { marked } from './components/cases/marked';
import { calendarDay } from './lib/format';
import { FakeCore } from './ipc/fake';
import { later, readAhead } from './views/later';

let core: FakeCore;
beforeAll(async () => {
  await Promise.all([readAhead(), later.case(), later.reportProblem()]);
});
beforeEach(() => (core = new FakeCore()));
afterEach(cleanup);

const words = (element: Element) => element.textContent.replace(/\s+/g, ' ').trim();
const lastCall = (name: string) => core.calls.findLast((call) => call.name === name)?.args;

async function incidents(): Promise<void> {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  await fireEvent.click(screen.getByTestId('nav-overview'));
  await fireEvent.click(within(await screen.findByTestId('review-tabs')).getByText('Incidents'));
  await screen.findByTestId('case-register');
}
async function opened(): Promise<HTMLElement> {
  await incidents();
  await fireEvent.click(screen.getByLabelText('Open case 2026-04'));
  return screen.findByTestId('case');
}

test('a problem is reported from a bubble, and texts to the number stop unless somebody says otherwise', async () => {
  render(App, { core });
  const row = (await screen.findAllByTestId('thread-row')).find((one) => one.dataset['thread'] === 'marcus');
  await fireEvent.click(row as HTMLElement);
  const buttons = await screen.findAllByTestId('report-it');
  await fireEvent.click(buttons.at(-1) as HTMLElement);
  const dialog = await screen.findByTestId('report-problem-dialog');
  await fireEvent.click(within(dialog).getByTestId('radio-tooMuch'));
  await fireEvent.input(within(dialog).getByTestId('report-problem-words'), {
    target: { value: ' His brother read it ' },
  });
  await fireEvent.click(within(dialog).getByTestId('report-problem-send'));
  await waitFor(() => expect(screen.queryByTestId('report-problem-dialog')).toBeNull());
  expect(lastCall('cases.report')).toMatchObject({ problem: 'tooMuch', words: 'His brother read it', stop: true });
  await screen.findByText('Reported as case 2026-05.');
});

test('the register counts the year and opens a case', async () => {
  await incidents();
  expect(words(screen.getByTestId('case-row'))).toContain('2026-04Wrong numberPriya Raman1');
  expect(words(screen.getByLabelText('Counts by year'))).toContain('20264121, 1 person–Mar 1, 2027');
  await fireEvent.click(screen.getByLabelText('Open case 2026-04'));
  const view = await screen.findByTestId('case');
  expect(words(view)).toContain('diabetes clinic');
  expect(view.querySelector('.mk')?.textContent).toBe('diabetes clinic');
  const clocks = screen.getAllByTestId('clock').map(words);
  expect(clocks).toEqual([
    expect.stringMatching(/^Tell the patient, federalJan 19, 2027 60 days, sooner if you can ?60 days left$/),
    expect.stringMatching(/^Tell HHSMar 1, 2027/),
    expect.stringMatching(/^Tell the patient, TexasJan 19, 2027 60 days ?60 days left$/),
  ]);
  expect(words(view)).toContain('Tell Texas’s attorney general: only from 250 people');
  await fireEvent.click(screen.getByTestId('case-back'));
  await screen.findByTestId('case-register');
});

test('a factor is answered in words, the core says where they point, and a person decides and signs', async () => {
  await opened();
  await fireEvent.click(screen.getByTestId('factor-keep'));
  expect(core.calls.some((call) => call.name === 'cases.answer')).toBe(false);
  await screen.findByText('Say why, in a few words.');
  await fireEvent.input(screen.getByTestId('factor-words'), { target: { value: 'They deleted it' } });
  await fireEvent.click(screen.getByTestId('factor-keep'));
  await waitFor(() => expect(words(screen.getByTestId('factor-madeGood'))).toContain('They deleted it'));
  expect(lastCall('cases.answer')).toEqual({
    case: 'case-4',
    factor: 'madeGood',
    risk: 'low',
    words: 'They deleted it',
  });
  expect(words(screen.getByTestId('so-far'))).toContain('So far: tell the patient.');

  await fireEvent.click(screen.getByTestId('case-decide'));
  const dialog = await screen.findByTestId('decide-dialog');
  await fireEvent.input(within(dialog).getByTestId('decide-words'), { target: { value: 'It was read' } });
  await fireEvent.click(within(dialog).getByTestId('decide-send'));
  expect(words(screen.getByTestId('case-kept'))).toContain('while the case is open');
  await fireEvent.click(await screen.findByTestId('case-sign-off'));
  expect((await screen.findByTestId<HTMLInputElement>('keep-day')).value).toBe('2032-11-20');
  await fireEvent.click(screen.getByTestId('keep-do'));
  await waitFor(() => expect(words(screen.getByTestId('case-state'))).toBe('Signed off'));
  expect(lastCall('cases.signOff')).toMatchObject({ keepUntil: '2032-11-20' });
  expect(words(screen.getByTestId('case-kept'))).toContain('until Nov 20, 2032');
  expect(screen.queryByTestId('factor-words')).toBeNull();
  expect(screen.queryByTestId('change-scope')).toBeNull();
  expect(screen.getAllByTestId('log-line').slice(0, 3).map(words)).toEqual([
    expect.stringMatching(/^Words kept until a day/),
    expect.stringMatching(/^Signed off/),
    expect.stringMatching(/^Decided: tell the patient.*It was read$/),
  ]);
});

test('a hold is lifted with a reason, whom it concerns is said, and the letter keeps both languages', async () => {
  await opened();
  await fireEvent.click(screen.getByTestId('case-lift'));
  await fireEvent.click(await screen.findByTestId('case-do'));
  expect(core.calls.some((call) => call.name === 'cases.lift')).toBe(false);
  await fireEvent.input(screen.getByTestId('case-words'), { target: { value: 'Her number after all' } });
  await fireEvent.click(screen.getByTestId('case-do'));
  await waitFor(() => expect(words(screen.getByTestId('stopped'))).toBe('Texts may go to (346) 555-0119'));

  await fireEvent.click(screen.getByTestId('change-scope'));
  const people = await screen.findByTestId('scope-people');
  await fireEvent.input(people, { target: { value: '600' } });
  await fireEvent.click(screen.getByTestId('scope-save'));
  await waitFor(() => expect(screen.queryByTestId('scope-dialog')).toBeNull());
  expect(lastCall('cases.saveScope')).toMatchObject({
    affected: [{ state: 'TX', people: 600 }],
    knownOn: '2026-11-20',
  });

  await fireEvent.click(screen.getByTestId('case-letters'));
  const letter = (await screen.findByTestId('letter-text')) as HTMLTextAreaElement;
  await waitFor(() => expect(letter.value).toContain('What happened'));
  await fireEvent.input(letter, { target: { value: 'Ours' } });
  await fireEvent.click(within(screen.getByTestId('letter-language')).getByText('Español'));
  await waitFor(() => expect((screen.getByTestId('letter-text') as HTMLTextAreaElement).value).toContain('Qué pasó'));
  await fireEvent.click(within(screen.getByTestId('letter-language')).getByText('English'));
  await fireEvent.click(screen.getByTestId('letter-save'));
  await waitFor(() => expect(lastCall('cases.saveLetter')).toMatchObject({ language: 'en', text: 'Ours' }));
});

test('words are cut at their findings, and days are not moved by a time zone', () => {
  const finding = (start: number, end: number, severity: 'caution' | 'portalOnly') => ({
    start,
    end,
    severity,
    category: '',
    reason: '',
    rule: '',
    fixLabel: null,
    fixText: null,
  });
  expect(marked('abcdef', [finding(4, 6, 'portalOnly'), finding(1, 2, 'caution'), finding(1, 3, 'caution')])).toEqual([
    { text: 'a', look: null },
    { text: 'b', look: 'caution' },
    { text: 'cd', look: null },
    { text: 'ef', look: 'portal' },
  ]);
  expect(calendarDay('2027-01-19')).toBe('Jan 19, 2027');
  expect(calendarDay('never')).toBe('never');
});

test('how long words are kept is decided anew with a reason, and a wrong number is asked without a name', async () => {
  await opened();
  const steps = words(screen.getByTestId('right-number'));
  expect(steps).toContain('Can we reach one of our patients at this number?');
  expect(steps).toContain('¿Podemos comunicarnos con un paciente nuestro en este número?');
  expect(steps).not.toMatch(/Raman|Priya/);
  expect(steps).toContain('(346) 555-0147');
  await fireEvent.click(within(screen.getByTestId('number-answer')).getByText('It is somebody else’s'));
  expect(words(screen.getByTestId('right-number'))).toContain('nothing that waits leaves for it');
  await fireEvent.input(screen.getByTestId('right-typed'), { target: { value: '346 555 0188' } });
  await fireEvent.click(screen.getByTestId('number-keep'));
  await screen.findByTestId('right-thread');
  expect(core.called('cases.numberAsked')).toEqual([
    { case: 'case-4', answer: 'somebodyElses', right: '346 555 0188' },
  ]);
  expect(words(screen.getByTestId('number-kept'))).toContain('is somebody else’s');
  core.cases.change('case-4', { kind: 'signedOff' }, null, { state: 'signedOff' });
  await fireEvent.click(screen.getByTestId('case-back'));
  await fireEvent.click(await screen.findByLabelText('Open case 2026-04'));
  await fireEvent.click(await screen.findByTestId('case-keep'));
  await fireEvent.click(await screen.findByTestId('radio-end'));
  await fireEvent.click(screen.getByTestId('keep-do'));
  expect(core.called('cases.keep')).toEqual([]);
  await fireEvent.input(screen.getByTestId('keep-words'), { target: { value: 'Counsel agrees' } });
  await fireEvent.click(screen.getByTestId('keep-do'));
  await waitFor(() => expect(words(screen.getByTestId('case-kept'))).toContain('The schedule counts again.'));
  expect(core.called('cases.keep')).toEqual([{ case: 'case-4', keepUntil: null, words: 'Counsel agrees' }]);
  await fireEvent.click(screen.getByTestId('case-pdf'));
  await waitFor(() => expect(core.called('cases.export')).toEqual([{ case: 'case-4', format: 'pdf' }]));
});

test('Shift R reports the text in focus, and the panel names what was reported about a thread', async () => {
  core = new FakeCore();
  render(App, { core });
  const row = (await screen.findAllByTestId('thread-row')).find((one) => one.dataset['thread'] === 'odell');
  await fireEvent.click(row as HTMLElement);
  expect(words(await screen.findByTestId('panel-cases'))).toContain('Case 2026-04 Wrong number, being assessed');
  await fireEvent.keyDown(document.body, { key: 'R', shiftKey: true });
  expect(screen.queryByTestId('report-problem-dialog')).toBeNull();
  const [bubble] = await screen.findAllByTestId('bubble');
  bubble?.focus();
  await fireEvent.keyDown(bubble as HTMLElement, { key: 'R', shiftKey: true });
  await screen.findByTestId('report-problem-dialog');
  await fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' });
  await waitFor(() => expect(screen.queryByTestId('report-problem-dialog')).toBeNull());
  await fireEvent.click(within(screen.getByTestId('panel-cases')).getByText('Case 2026-04'));
  await screen.findByTestId('case');
});
