/** Searching all years as the fake core does it. Examples, no model of the rules: a part of a word is enough. */

import type { FoundText, SearchAsked, SearchPage, TextHit, TimelineItem } from './bindings';
import { STAFF, type FakeThread } from './fakeMorning';

type Message = Extract<TimelineItem, { kind: 'message' }>;

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function isAsked(one: FakeThread, item: Message, asked: SearchAsked): boolean {
  const failed = item.delivery?.state === 'notDelivered';
  const words = plain(asked.text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  return (
    asked.only !== 'notes' &&
    words.every((word) => plain(item.text).includes(word)) &&
    (asked.channel === null || asked.channel === one.channel) &&
    (asked.staff === null || item.from.kind === 'you') &&
    (!asked.failed || failed) &&
    !asked.handedOff &&
    (!asked.withFile || item.attachments.length > 0)
  );
}

/** A note goes on no channel, nowhere and with nothing. */
function isNoteAsked(text: string, asked: SearchAsked): boolean {
  const ofTexts = asked.channel !== null || asked.failed || asked.handedOff || asked.withFile || asked.staff !== null;
  const typed = plain(asked.text.trim());
  return asked.only !== 'texts' && !ofTexts && (typed === '' ? asked.only === 'notes' : plain(text).includes(typed));
}

export function searchTexts(threads: FakeThread[], asked: SearchAsked): SearchPage {
  const digits = asked.text.replace(/\D/g, '');
  const typed = plain(asked.text.trim());
  const wanted = (one: FakeThread) =>
    typed !== '' && (plain(one.name).includes(typed) || (digits.length >= 2 && one.e164.endsWith(digits)));
  const marks = (text: string): [number, number][] => {
    const start = typed === '' ? -1 : plain(text).indexOf(typed);
    return start === -1 ? [] : [[start, start + typed.length]];
  };
  const texts = threads.flatMap((one) =>
    one.items.flatMap((item): TextHit[] => {
      if (item.kind === 'note' && isNoteAsked(item.text, asked))
        return [
          {
            message: item.id,
            note: true,
            thread: one.id,
            name: one.name,
            snippet: item.text,
            cut: [false, false],
            marks: marks(item.text),
            at: item.at,
            ours: true,
            staff: item.author,
            channel: null,
            failed: false,
            handedOff: false,
            files: 0,
          },
        ];
      if (item.kind !== 'message' || !isAsked(one, item, asked)) return [];
      return [
        {
          message: item.id,
          note: false,
          thread: one.id,
          name: one.name,
          snippet: item.text,
          cut: [false, false],
          marks: marks(item.text),
          at: item.at,
          ours: item.from.kind !== 'patient',
          staff: item.from.kind === 'you' ? 'Marisol Vega' : null,
          channel: one.channel,
          failed: item.delivery?.state === 'notDelivered',
          handedOff: false,
          files: item.attachments.length,
        },
      ];
    }),
  );
  const shown = texts.filter((hit) => !threads.find((one) => one.id === hit.thread)?.hidden);
  return {
    people: threads.filter(wanted).map((one) => ({
      thread: one.id,
      e164: one.e164,
      name: one.name,
      number: one.number,
      badge: one.badge,
      channel: one.channel,
      lastAt: one.items.at(-1)?.at ?? null,
    })),
    texts: shown.sort((a, b) => b.at - a.at),
    hidden: texts.length - shown.length,
    next: null,
    cut: false,
    staff: STAFF.map(({ id, name }) => ({ id, name })),
    maySave: true,
  };
}

export function searchAround(threads: FakeThread[], message: string): FoundText {
  const one = threads.find((thread) => thread.items.some((item) => item.id === message));
  if (!one) throw new Error('no such text');
  return {
    thread: one.id,
    name: one.name,
    badge: one.badge,
    timeline: { items: one.items, earlier: null },
  };
}
