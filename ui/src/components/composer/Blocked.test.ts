import { cleanup, fireEvent, render } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import type { Refusal, RefusalKind } from '../../ipc/bindings';
import { at, NOW, ZONE } from '../../ipc/fakeMorning';
import Blocked from './Blocked.svelte';

function show(refusal: Partial<Refusal> & { kind: RefusalKind }, onway = vi.fn()) {
  cleanup();
  const view = render(Blocked, {
    refusal: { sinceAt: null, basis: null, ways: [], untilAt: null, subject: null, offers: null, ...refusal },
    name: 'Delphine',
    number: '(504) 555-0152',
    draftKept: true,
    nowAt: NOW,
    zone: ZONE,
    busy: null,
    onway,
    onnote: () => undefined,
    onproof: () => undefined,
  });
  return { ...view, words: view.getByTestId('refusal').textContent.replace(/\s+/g, ' '), onway };
}

test('each refusal says why in the design’s words, and that the draft is kept', () => {
  expect(show({ kind: 'optedOut', sinceAt: at(0, 8, 50), basis: 'stop' }).words).toContain(
    'Delphine opted out of texts Texted STOP at 8:50 AM. Only a START text from this phone turns texts back on. Your draft is kept.',
  );
  expect(show({ kind: 'noConsent' }).words).toContain(
    'Send the risk notice first. You can text as soon as Delphine replies SÍ or YES.',
  );
  expect(show({ kind: 'waitingForAnswer', sinceAt: at(0, 10, 5) }).words).toContain(
    'Waiting for Delphine’s answer Notice sent 10:05 AM.',
  );
  expect(show({ kind: 'consentExpired', sinceAt: at(-6, 9, 0) }).words).toContain('Delphine’s consent ended Nov 14');
});

test('the core’s ways on are the buttons, the best one first and primary', async () => {
  const { getByTestId, onway } = show({ kind: 'noConsent', ways: ['sendNotice', 'recordConsent'] });
  const notice = getByTestId('way-sendNotice');
  expect(notice.classList).toContain('primary');
  await fireEvent.click(notice);
  expect(onway).toHaveBeenCalledWith('sendNotice');
  expect(getByTestId('way-recordConsent').classList).not.toContain('primary');
});

test('calling shows the number, and nothing is a link', async () => {
  const { getByTestId, container } = show({ kind: 'optedOut', ways: ['callInstead'] });
  await fireEvent.click(getByTestId('way-callInstead'));
  expect(getByTestId('call-number').textContent).toContain('(504) 555-0152');
  expect(container.querySelector('a')).toBeNull();
});
