/** The consent screens over the whole window: proof, recording, who is due, texts to read, quiet hours. */

import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import App from './App.svelte';
import { FakeCore } from './ipc/fake';
import { at } from './ipc/fakeMorning';
import { readAhead } from './views/later';

let core: FakeCore;
beforeAll(readAhead);
beforeEach(() => (core = new FakeCore()));
afterEach(() => cleanup());

async function desk(): Promise<void> {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
}
async function open(id: string): Promise<void> {
  const row = screen.getAllByTestId('thread-row').find((one) => one.dataset['thread'] === id);
  if (!row) throw new Error(`no row ${id}`);
  await fireEvent.click(row);
  await waitFor(() => expect(screen.getByTestId('conversation').dataset['thread']).toBe(id));
}
async function due(tab: string): Promise<void> {
  await fireEvent.click(screen.getByTestId('nav-consent-due'));
  await fireEvent.click(within(await screen.findByTestId('due-tabs')).getByText(new RegExp(`^${tab}`)));
}
const words = (element: Element) => element.textContent.replace(/\s+/g, ' ');

test('V shows what was said, what was answered, when, by whom, and both carrier ids', async () => {
  await desk();
  await open('lupe');
  await fireEvent.keyDown(document.body, { key: 'v' });
  const card = await screen.findByTestId('proof-dialog');
  expect(within(card).getByTestId('proof-notice').textContent).toContain('Los textos no van cifrados');
  expect(within(card).getByTestId('proof-reply').textContent).toBe('SÍ');
  expect(words(card)).toContain('Nov 12, 2026, 9:02:14 AM by Kofi Mensah');
  expect(
    within(card)
      .getAllByTestId('carrier-id')
      .map((one) => one.textContent),
  ).toEqual(['SM4f81d20c97aa4b1e8c3f6d5e0b7ac21e', 'SM90be77d1f3c24ad68e0b52c9d6417a03']);
  expect(within(card).getByTestId('chain-state').textContent).toContain('Unbroken');
  const ringed = within(card).getByTestId('proof-history').querySelectorAll('[aria-current="true"]');
  expect([...ringed].map((line) => line.querySelector('b')?.textContent.trim())).toEqual(['Granted']);
});

test('every badge is a way to the proof: header, panel, list and the blocked composer', async () => {
  await desk();
  const row = screen.getAllByTestId('thread-row').find((one) => one.dataset['thread'] === 'marcus');
  const badge = row?.querySelector('[data-testid="consent-badge"]');
  if (!badge) throw new Error('no badge in the row');
  await fireEvent.click(badge);
  await screen.findByTestId('proof-dialog');
  // Looking at a proof opens no thread: opening marks read and is logged.
  expect(core.called('threads.open')).toEqual([]);
  expect(core.called('consent.proof')).toEqual([{ thread: 'marcus', atMs: null }]);
  await fireEvent.click(within(screen.getByTestId('proof-dialog')).getByRole('button', { name: 'Close, Esc' }));

  await open('delphine');
  const header = screen.getByTestId('conversation').querySelector('button[data-testid="consent-badge"]');
  const panel = screen.getByTestId('consent-card').querySelector('button[data-testid="consent-badge"]');
  expect(header?.getAttribute('aria-label')).toBe('Opted out: show the proof of consent, V');
  expect(panel?.getAttribute('aria-label')).toBe('Opted out: show the proof of consent, V');
  await fireEvent.click(screen.getByTestId('blocked-proof'));
  await waitFor(() => expect(core.called('consent.proof').at(-1)).toEqual({ thread: 'delphine', atMs: null }));
});

test('another date asks the core what was known then, and moves the ring', async () => {
  await desk();
  await open('lupe');
  await fireEvent.keyDown(document.body, { key: 'v' });
  const card = await screen.findByTestId('proof-dialog');
  expect(within(card).getByTestId('proof-today').getAttribute('aria-disabled')).toBe('true');
  await fireEvent.click(within(card).getByTestId('proof-earlier'));
  await waitFor(() => expect(words(within(card).getByTestId('proof-answer'))).toContain('Notice sent for SMS'));
  expect(core.called('consent.proof').at(-1)).toEqual({ thread: 'lupe', atMs: at(-8, 9, 14) - 1 });
  expect(words(within(card).getByTestId('proof-answer'))).toContain('Nothing could be texted.');

  await fireEvent.change(within(card).getByTestId('proof-date'), { target: { value: '2026-11-14T10:00' } });
  await waitFor(() => expect(words(within(card).getByTestId('proof-answer'))).toContain('Granted for SMS'));
  expect(core.called('consent.proof').at(-1)).toEqual({ thread: 'lupe', atMs: at(-6, 10, 0) });
  await fireEvent.click(within(card).getByTestId('proof-today'));
  await waitFor(() => expect(core.called('consent.proof').at(-1)).toEqual({ thread: 'lupe', atMs: null }));
});

test('consent is recorded for what was agreed to; offers need something signed', async () => {
  await desk();
  await open('harold');
  await fireEvent.click(screen.getByTestId('manage-consent'));
  const dialog = await screen.findByTestId('consent-dialog');
  await fireEvent.click(within(dialog).getByTestId('radio-told'));
  const offers = () => within(dialog).getByTestId('check-marketing');
  expect(offers().getAttribute('aria-disabled')).toBe('true');
  await fireEvent.click(within(dialog).getByTestId('radio-signed'));
  expect(offers().getAttribute('aria-disabled')).toBeNull();
  await fireEvent.click(offers());
  await fireEvent.input(within(dialog).getByTestId('consent-form'), { target: { value: 'Drawer 2' } });
  await fireEvent.click(within(dialog).getByTestId('consent-do'));
  await waitFor(() =>
    expect(core.called('consent.record')).toEqual([
      {
        thread: 'harold',
        agreed: true,
        basis: 'paper',
        note: null,
        subjects: ['logistics', 'marketing'],
        form: 'Drawer 2',
      },
    ]),
  );
});

test('agreeing to nothing is not recorded', async () => {
  await desk();
  await open('harold');
  await fireEvent.click(screen.getByTestId('manage-consent'));
  const dialog = await screen.findByTestId('consent-dialog');
  await fireEvent.click(within(dialog).getByTestId('radio-told'));
  await fireEvent.click(within(dialog).getByTestId('check-logistics'));
  await fireEvent.click(within(dialog).getByTestId('consent-do'));
  expect((await within(dialog).findByRole('alert')).textContent).toBe('Choose at least one.');
  expect(core.called('consent.record')).toEqual([]);
});

test('a wish for no more texts stops all of them at once', async () => {
  await desk();
  await open('odell');
  await fireEvent.click(screen.getByTestId('manage-consent'));
  const dialog = await screen.findByTestId('consent-dialog');
  await fireEvent.click(within(dialog).getByTestId('radio-refused'));
  await fireEvent.click(within(dialog).getByTestId('consent-do'));
  await waitFor(() =>
    expect(core.called('consent.record')).toEqual([
      { thread: 'odell', agreed: false, basis: 'spoken', note: null, subjects: [] },
    ]),
  );
});

test('a run is previewed with who is skipped and why, started, paused and stopped', async () => {
  await desk();
  await due('All');
  const ask = screen.getByTestId('run-preview-ask');
  expect(ask.getAttribute('aria-disabled')).toBe('true');
  for (const box of screen.getAllByTestId('choose')) await fireEvent.click(box);
  await fireEvent.click(ask);
  const preview = await screen.findByTestId('run-preview');
  expect(within(preview).getByTestId('preview-count').textContent).toBe('8 chosen, 6 can get it');
  expect(words(within(preview).getByTestId('skipped'))).toContain('Notice is already outIt goes once.');
  expect(words(within(preview).getByTestId('skipped'))).toContain('Shared phone');
  expect(core.called('consent.startRun')).toEqual([]);

  await fireEvent.click(within(preview).getByTestId('run-start'));
  const run = await screen.findByTestId('run');
  expect(run.dataset['state']).toBe('running');
  expect(words(within(run).getByTestId('run-tally'))).toContain('0 of 6 sent 2 skipped');
  expect(screen.getAllByTestId('run-people-row')).toHaveLength(8);
  await fireEvent.click(within(run).getByTestId('run-pause'));
  await waitFor(() => expect(screen.getByTestId('run').dataset['state']).toBe('paused'));
  await fireEvent.click(screen.getByTestId('run-stop'));
  await waitFor(() => expect(screen.getByTestId('run').dataset['state']).toBe('stopped'));
});

test('choosing all chooses only those who can get a notice', async () => {
  await desk();
  await due('All');
  await fireEvent.click(screen.getByTestId('choose-all'));
  await fireEvent.click(screen.getByTestId('run-preview-ask'));
  await screen.findByTestId('run-preview');
  const [asked] = core.called('consent.previewRun') as [{ threads: string[] }];
  expect(asked.threads).toHaveLength(6);
  expect(asked.threads).not.toContain('renee');
});

test('the tabs show who is due now, soon, and who has not answered', async () => {
  await desk();
  await due('No answer');
  expect(screen.getAllByTestId('due-people-row').map((row) => row.dataset['thread'])).toEqual(['renee']);
  await due('Due now');
  expect(screen.getAllByTestId('due-people-row').map((row) => row.dataset['thread'])).toEqual([
    'harold',
    'other1',
    'other3',
  ]);
});

test('an unclear wish waits with its clock, and a decision answers it', async () => {
  await desk();
  expect(screen.getByTestId('nav-consent-due').getAttribute('aria-label')).toBe('Consent due, 5');
  await fireEvent.click(screen.getByTestId('nav-consent-due'));
  const first = (await screen.findAllByTestId('review'))[0];
  if (!first) throw new Error('nothing to read');
  expect(words(first)).toContain('Does Gloria want no more texts?');
  expect(within(first).getByTestId('review-due').textContent).toContain('Decide by Dec 1');
  await fireEvent.click(within(first).getByTestId('decide-revoked'));
  await waitFor(() => expect(screen.getAllByTestId('review-decided')[0]?.textContent).toContain('no more texts'));
  expect(core.called('consent.decideReview')).toEqual([{ review: 'r1', decision: 'revoked' }]);
  expect((await screen.findByTestId('toast')).textContent).toContain('No more texts go to this number');
});

test('after CANCEL the thread asks whether the appointment was meant', async () => {
  await desk();
  await open('odell');
  const strip = screen.getByTestId('review-strip');
  expect(words(strip)).toContain('Did Odell mean the appointment?');
  expect(words(strip)).toContain('Texts to this phone have stopped either way.');
  await fireEvent.click(within(strip).getByTestId('decide-appointmentMeant'));
  await waitFor(() => expect(screen.queryByTestId('review-strip')).toBeNull());
  expect(core.called('consent.decideReview')).toEqual([{ review: 'r2', decision: 'appointmentMeant' }]);
});

test('quiet hours are said in the composer; an answer goes all the same', async () => {
  const rule = { state: 'TX', citation: 'Tex. Bus. & Com. Code 301.051', uncertain: true };
  core.quiet = { untilAt: at(1, 8, 0), minuteThere: 21 * 60 + 40, rule, onlySaid: true };
  await desk();
  await open('marcus');
  expect(screen.getByTestId('composer-quiet').textContent).toBe(
    'It’s 9:40 PM for Marcus. This answers a text, so it goes now.',
  );
  core.quiet = { ...core.quiet, onlySaid: false };
  await open('samir');
  expect(screen.getByTestId('composer-quiet').textContent).toContain('Quiet hours until tomorrow, 8:00 AM');
});

test('who may write anyway is asked for a reason at Send, not before', async () => {
  core.answers['threads.open'] = ({ thread }) => {
    const detail = core.detail(core.thread(thread));
    const refusal = detail.composer.refusal;
    if (refusal) detail.composer.refusal = { ...refusal, ways: [...refusal.ways, 'overrideWithReason'] };
    return detail;
  };
  await desk();
  await open('harold');
  await fireEvent.click(screen.getByTestId('way-overrideWithReason'));
  const field = await screen.findByTestId<HTMLTextAreaElement>('composer-input');
  expect(screen.getByTestId('composer-anyway').textContent).toContain('Send asks for a reason.');
  await fireEvent.input(field, { target: { value: 'The desk opens at 8.' } });
  await fireEvent.click(screen.getByTestId('send'));
  const dialog = await screen.findByTestId('override-dialog');
  expect(core.called('messages.send')).toEqual([]);
  await fireEvent.input(within(dialog).getByTestId('override-reason'), { target: { value: 'Asked by phone' } });
  await fireEvent.click(within(dialog).getByTestId('override-send'));
  await waitFor(() => expect(core.called('messages.send')).toHaveLength(1));
  expect(core.called('messages.send')[0]).toMatchObject({ thread: 'harold', overrideReason: 'Asked by phone' });
});

test('what the core says about consent is read again when it changes', async () => {
  await desk();
  const before = core.called('consent.due').length;
  core.consent.reviews = [];
  core.emit({ kind: 'consentChanged' });
  await waitFor(() => expect(core.called('consent.due').length).toBe(before + 1));
  await waitFor(() => expect(screen.getByTestId('nav-consent-due').getAttribute('aria-label')).toBe('Consent due, 3'));
});

test('what was said on another day is recorded with its day', async () => {
  await desk();
  await open('harold');
  await fireEvent.click(screen.getByTestId('manage-consent'));
  const dialog = await screen.findByTestId('consent-dialog');
  await fireEvent.click(within(dialog).getByTestId('radio-told'));
  await fireEvent.input(within(dialog).getByTestId('consent-day'), { target: { value: '2026-11-16' } });
  await fireEvent.click(within(dialog).getByTestId('consent-do'));
  await waitFor(() =>
    expect(core.called('consent.record')[0]).toMatchObject({ basis: 'spoken', saidOn: '2026-11-16' }),
  );
});

test('the proof shows what was kept with each text', async () => {
  await desk();
  await open('lupe');
  await fireEvent.keyDown(document.body, { key: 'v' });
  const kept = within(await screen.findByTestId('proof-dialog')).getByTestId('proof-texts');
  const [ours, theirs] = within(kept).getAllByTestId('proof-text').map(words);
  expect(ours).toContain('Granted');
  expect(ours).toContain('Texas: from the area code. Rules 2026.11.');
  expect(theirs).toContain('Nothing was kept with this text.');
});

test('a manager changes the words of the notice and says whether they say something new', async () => {
  await desk();
  await fireEvent.click(screen.getByTestId('nav-settings'));
  const form = await screen.findByTestId('notice-edit');
  const save = () => within(form).getByTestId('notice-save');
  expect(save().getAttribute('aria-disabled')).toBe('true');
  const english = 'Texts aren’t encrypted and may be read on a lock screen. Reply YES or NO. STOP ends texts.';
  await fireEvent.input(within(form).getByTestId('notice-en'), { target: { value: english } });
  await fireEvent.click(within(form).getByTestId('radio-better'));
  await fireEvent.click(save());
  await waitFor(() => expect(core.called('consent.saveNotice')[0]).toMatchObject({ en: english, material: false }));
  await waitFor(() => expect(screen.getAllByTestId('notice-version')).toHaveLength(2));
  expect(words(screen.getAllByTestId('notice-version')[0] as Element)).toContain('in use');
});

test('a list is read, shown for what it would do, brought in, and taken back whole', async () => {
  await desk();
  await fireEvent.click(screen.getByTestId('nav-settings'));
  await fireEvent.click(await screen.findByTestId('import-open'));
  const dialog = await screen.findByTestId('list-dialog');
  const bring = () => within(dialog).getByTestId('list-bring');
  expect(bring().getAttribute('aria-disabled')).toBe('true');
  const file = new File(['Patient,Mobile,Signed\n'], 'old.csv', { type: 'text/csv' });
  await fireEvent.change(within(dialog).getByTestId('list-file'), { target: { files: [file] } });
  await waitFor(() => expect(words(within(dialog).getByTestId('list-preview'))).toContain('Consent from its day'));
  expect(core.called('consent.readList')).toEqual([{ file: btoa('Patient,Mobile,Signed\n') }]);
  expect(bring().textContent).toContain('Bring in 2 rows');

  await fireEvent.change(within(dialog).getByTestId('list-date'), { target: { value: '' } });
  await waitFor(() => expect(words(within(dialog).getByTestId('list-preview'))).not.toContain('Consent from its day'));
  await fireEvent.change(within(dialog).getByTestId('list-date'), { target: { value: '2' } });
  await waitFor(() => expect(bring().getAttribute('aria-disabled')).toBeNull());
  expect(core.called('consent.import')).toEqual([]);
  await fireEvent.click(bring());
  const brought = await screen.findByTestId('import');
  expect(words(brought)).toContain('1 with a date, 1 without, 1 left out');

  await fireEvent.click(within(brought).getByTestId('import-undo'));
  expect(core.called('consent.undoImport')).toEqual([]);
  await fireEvent.click(within(brought).getByTestId('import-undo'));
  await waitFor(() => expect(words(screen.getByTestId('import'))).toContain('Taken back'));
  expect(core.called('consent.undoImport')).toEqual([{ import: 'i1' }]);
});

test('the proof is kept as a file for the moment that is shown', async () => {
  await desk();
  await open('lupe');
  await fireEvent.keyDown(document.body, { key: 'v' });
  const card = await screen.findByTestId('proof-dialog');
  await fireEvent.click(within(card).getByTestId('proof-save'));
  await waitFor(() => expect(words(card)).toContain('Saved. Keep the file'));
  await fireEvent.change(within(card).getByTestId('proof-date'), { target: { value: '2026-11-14T10:00' } });
  await waitFor(() => expect(words(within(card).getByTestId('proof-answer'))).toContain('Granted for SMS'));
  await fireEvent.click(within(card).getByTestId('proof-save'));
  await waitFor(() =>
    expect(core.called('consent.saveProof')).toEqual([
      { thread: 'lupe', atMs: null },
      { thread: 'lupe', atMs: at(-6, 10, 0) },
    ]),
  );
});
