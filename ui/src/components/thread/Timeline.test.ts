import { fireEvent, render, waitFor } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import type { TimelineItem } from '../../ipc/bindings';
import { delivery, NOW, text, ZONE } from '../../ipc/fakeMorning';
import Timeline from './Timeline.svelte';

const odell = { kind: 'patient' as const, name: 'Odell' };
const you = { kind: 'you' as const };

function show(items: TimelineItem[], more: Record<string, unknown> = {}) {
  return render(Timeline, {
    items,
    earlier: false,
    loadingEarlier: false,
    name: 'Odell',
    nowAt: NOW,
    secondAt: NOW,
    zone: ZONE,
    toast: false,
    readMedia: () => Promise.resolve({ mediaType: 'image/png', base64: 'AAAA' }),
    readDoubt: () => Promise.resolve([]),
    onearlier: () => undefined,
    onresolve: () => Promise.resolve(),
    onretry: () => undefined,
    ontakeback: () => undefined,
    onreport: () => undefined,
    cardActs: {
      onsendlink: () => undefined,
      oncheckoff: () => undefined,
      oncopy: () => undefined,
      onopenportal: () => undefined,
      ontakeback: () => undefined,
    },
    ...more,
  });
}

test('messages are articles in a log, named by who, when and where they are', () => {
  const { getByRole, getAllByRole } = show([text(odell, 'Hi', NOW), text(you, 'Hello', NOW)]);
  expect(getByRole('log').getAttribute('aria-live')).toBe('polite');
  expect(getAllByRole('article').map((one) => one.getAttribute('aria-label'))).toEqual([
    'Odell, 10:42 AM',
    'You, 10:42 AM, Delivered',
  ]);
});

test('a text that is HTML, a link or turns direction is only words', () => {
  const { container, getByTestId } = show([
    text(odell, '<img src=x onerror=alert(1)> https://example.invalid \u202egnp', NOW),
  ]);
  expect(container.querySelector('img, a, script')).toBeNull();
  expect(getByTestId('bubble').textContent).toContain('<img src=x onerror=alert(1)> https://example.invalid');
  expect(getByTestId('hidden-char').textContent).toBe('right-to-left override');
  expect(container.querySelector('bdi')?.getAttribute('dir')).toBe('auto');
});

test('a very long text folds until asked', async () => {
  const { getByText, getByTestId } = show([text(odell, 'x'.repeat(64_000), NOW)]);
  expect(getByTestId('bubble').textContent.length).toBeLessThan(2000);
  await fireEvent.click(getByText('Show all'));
  expect(getByTestId('bubble').textContent.length).toBeGreaterThan(64_000);
});

test('every delivery state has its word, and a failure its reason', () => {
  const states = ['queued', 'sending', 'accepted', 'sent', 'delivered', 'cancelled'] as const;
  const { getAllByTestId, getByText } = show([
    ...states.map((state) => text(you, state, NOW, { delivery: delivery(state) })),
    text(you, 'failed', NOW, { delivery: delivery('notDelivered', { problem: 'landline' }) }),
  ]);
  const words = getAllByTestId('delivery').map((one) => one.textContent.trim());
  expect(words).toEqual([
    'Waiting to send',
    'Sending',
    'With the carrier',
    'Sent',
    'Delivered',
    'Taken back',
    'Not delivered',
  ]);
  expect(getByText('This number can’t get texts.')).toBeTruthy();
});

test('an unconfirmed text offers three things, and only those', async () => {
  const onresolve = vi.fn(() => Promise.resolve());
  const { getByTestId } = show([text(you, 'Yes', NOW, { id: 'm', delivery: delivery('notConfirmed') })], { onresolve });
  await fireEvent.click(getByTestId('check-again'));
  expect(onresolve).toHaveBeenCalledWith('m', 'checkAgain');
  expect(getByTestId('unconfirmed').textContent).toContain('Send again could text Odell twice.');
});

test('a picture is neither fetched nor drawn until asked for', async () => {
  const readMedia = vi.fn(() => Promise.resolve({ mediaType: 'image/png', base64: 'AAAA' }));
  const picture = text(odell, '', NOW, {
    attachments: [{ id: 'pic', mediaType: 'image/png', bytes: 10, viewable: true, shows: null }],
  });
  const { container, getByText } = show([picture], { readMedia });
  expect(readMedia).not.toHaveBeenCalled();
  expect(container.querySelector('img')).toBeNull();
  await fireEvent.click(getByText('Show'));
  await waitFor(() => expect(container.querySelector('img')?.getAttribute('src')).toBe('data:image/png;base64,AAAA'));
});

test('bytes that are no picture are never drawn, whatever they are called', async () => {
  const readMedia = () => Promise.resolve({ mediaType: 'image/svg+xml', base64: 'AAAA' });
  const picture = text(odell, '', NOW, {
    attachments: [{ id: 'pic', mediaType: 'image/png', bytes: 10, viewable: true, shows: null }],
  });
  const { container, getByText, findByText } = show([picture], { readMedia });
  await fireEvent.click(getByText('Show'));
  await findByText('This file can’t be read.');
  expect(container.querySelector('img')).toBeNull();
});

test('a note is never shaped like a bubble', () => {
  const { getByTestId, queryByTestId } = show([
    { kind: 'note', id: 'n', author: 'Kofi Mensah', text: 'Call back', at: NOW },
  ]);
  expect(getByTestId('note').textContent).toContain('staff only');
  expect(queryByTestId('bubble')).toBeNull();
});

test('a held text says why it asks, and the facts of one in doubt have their seconds', async () => {
  const held = text(you, 'Come at 11.', NOW, { id: 'h', delivery: delivery('held', { hold: 'timePassed' }) });
  const first = show([held]);
  expect(first.container.textContent).toContain('It names a time that is past now');
  first.unmount();

  const doubt = text(you, 'Yes', NOW, { id: 'd', delivery: delivery('notConfirmed') });
  const readDoubt = vi.fn(() =>
    Promise.resolve([
      { at: NOW + 8000, what: 'handed', by: null },
      { at: NOW + 18_000, what: 'noAnswer', by: null },
      { at: NOW + 90_000, what: 'looked', by: 'Marisol Vega' },
    ]),
  );
  const { getByTestId } = show([doubt], { readDoubt });
  await waitFor(() => expect(getByTestId('unconfirmed').textContent).toContain('Marisol Vega asked to look again'));
  expect(getByTestId('unconfirmed').textContent.replace(/\s+/g, ' ')).toMatch(
    /10:42:08.*Handed to the carrier.*10:42:18.*Line dropped before the carrier answered.*10:43:30/,
  );
  expect(readDoubt).toHaveBeenCalledWith('d');
});
