import { expect, test } from 'vitest';
import { CallError } from '../ipc/client';
import { Submission } from './submission.svelte';

const refused = (field: string | null) => new CallError({ code: 'badField', advice: 'Write a name.', field });

test('a second press does nothing while the first is under way', async () => {
  const form = new Submission();
  let done = 0;
  let release = () => {};
  const first = form.run(async () => {
    await new Promise<void>((resolve) => (release = resolve));
    done += 1;
  });
  expect(form.busy).toBe(true);
  expect(await form.run(() => Promise.resolve((done += 10)))).toBe(false);
  release();
  expect(await first).toBe(true);
  expect([done, form.busy]).toEqual([1, false]);
});

test('an error stands under its field, and under the form when no field shows it', async () => {
  const form = new Submission();
  expect(await form.run(() => Promise.reject(refused('fullName')))).toBe(false);
  expect(form.about('goesBy')).toBeNull();
  expect(form.about('goesBy', 'fullName')).toBe('Write a name.');
  expect(form.elsewhere('fullName')).toBeNull();
  expect(form.elsewhere('goesBy')).toBe('Write a name.');

  await form.run(() => Promise.reject(refused(null)));
  expect(form.elsewhere('fullName')).toBe('Write a name.');
  await form.run(() => Promise.resolve());
  expect(form.elsewhere()).toBeNull();
});

test('the window may say a failure in its own words', async () => {
  const form = new Submission();
  const says = (code: string) => (code === 'badField' ? 'Own words.' : undefined);
  await form.run(() => Promise.reject(refused(null)), says);
  expect(form.elsewhere()).toBe('Own words.');
});
