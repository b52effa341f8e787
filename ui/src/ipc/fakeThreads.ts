/** The fake core's answers about threads: the list, what is written and sent, notes, pictures, the outbox, and finding. */

import { fieldOfMinute } from '../lib/format';
import { fromLocalField } from '../lib/snooze';
import type { OutboxItem, Refusal, SendReply, TimelineItem } from './bindings';
import { CallError } from './client';
import { plainCard } from './fakeConsent';
import { screen } from './fakeDraft';
import { suggestedTimes } from './fakeHours';
import { ZONE, delivery } from './fakeMorning';
import { handoff } from './fakePortal';
import { searchAround, searchTexts } from './fakeSearch';
import { blanksIn } from './fakeTemplates';
import type { FakeCore, Handlers } from './fake';
import { HANDOFF, none } from './fakeWords';

export const threadsHandlers = (core: FakeCore) =>
  ({
    'threads.list': ({ view, offset, limit, own }) => {
      const all = own === null ? core.view(view) : core.together.threads(own, core.threads);
      return {
        rows: all.slice(offset, offset + limit).map((thread) => core.row(thread)),
        offset,
        total: all.length,
        counts: core.counts(),
      };
    },
    'threads.count': () => core.counts(),
    'threads.open': ({ thread }) => {
      core.thread(thread).unread = 0;
      return core.detail(core.thread(thread));
    },
    'threads.openWithReason': ({ thread }) => {
      const found = core.thread(thread);
      Object.assign(found, { hidden: false, openUntilAt: core.now + 30 * 60_000 });
      return core.detail(found);
    },
    'threads.tag': ({ thread, name, on }) => {
      const found = core.thread(thread);
      const others = found.tags.filter((one) => one !== name);
      found.tags = on ? [...others, name].sort() : others;
      return {};
    },
    'tags.list': () => ({ names: [...new Set(core.threads.flatMap((one) => one.tags))].sort() }),
    'views.list': () => core.together.list(),
    'views.save': ({ name, wanted }) => core.together.save(name, wanted),
    'views.remove': ({ own }) => core.together.remove(own),
    'threads.file': ({ thread, category }) => {
      Object.assign(core.thread(thread), { category, suggested: null, hidden: category !== 'scheduling' });
      return {};
    },
    'threads.earlier': ({ thread, earlier }) => {
      const items = core.thread(thread).items;
      const end = items.findIndex((item) => item.id === earlier);
      const start = Math.max(0, end - 50);
      return { items: items.slice(start, end), earlier: start > 0 ? (items[start]?.id ?? null) : null };
    },
    'threads.refresh': ({ thread, latest }) => {
      const detail = core.detail(core.thread(thread));
      if (detail.hidden) return detail;
      const items = core.thread(thread).items;
      const start = Math.max(0, items.length - latest);
      return {
        ...detail,
        timeline: { items: items.slice(start), earlier: start > 0 ? (items[start]?.id ?? null) : null },
      };
    },
    'threads.markUnread': ({ thread }) => {
      core.thread(thread).unread = 1;
      return {};
    },
    'threads.assign': ({ thread, user }) => {
      core.thread(thread).assignee = user;
      return {};
    },
    'threads.close': ({ thread }) => {
      Object.assign(core.thread(thread), { state: 'closed', stateAt: core.now });
      return {};
    },
    'threads.reopen': ({ thread }) => {
      core.thread(thread).state = 'open';
      return {};
    },
    'threads.snooze': ({ thread, untilAt }) => {
      Object.assign(core.thread(thread), { state: 'snoozed', stateAt: untilAt });
      return {};
    },
    'threads.start': ({ number, name, language }) => {
      const digits = number.replace(/\D/g, '').slice(-10);
      const found = core.threads.find((thread) => thread.e164.endsWith(digits));
      if (found) return { thread: found.id };
      const model = core.thread('odell');
      const pretty = `(${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}`;
      const id = `new${digits}`;
      core.threads.unshift({
        ...structuredClone(model),
        id,
        name: name ?? pretty,
        number: pretty,
        e164: `+1${digits}`,
        badge: 'noConsent',
        consent: [
          {
            channel: 'sms',
            badge: 'noConsent',
            basis: null,
            sinceAt: null,
            untilAt: null,
            refreshSoon: false,
            ...plainCard,
          },
        ],
        facts: [],
        items: [],
        patient: model.patient
          ? {
              ...model.patient,
              id: `p-${id}`,
              fullName: name ?? pretty,
              firstName: name?.split(' ')[0] ?? pretty,
              language: language ?? 'en',
              number: pretty,
            }
          : null,
      });
      return { thread: id };
    },
    'notes.add': ({ thread, text: words, clientId }) => {
      const note: TimelineItem = { kind: 'note', id: clientId, author: 'Marisol Vega', text: words, at: core.now };
      core.thread(thread).items.push(note);
      return note;
    },
    'media.tag': ({ attachment, shows }) => {
      for (const item of core.threads.flatMap((one) => one.items))
        if (item.kind === 'message') for (const one of item.attachments) if (one.id === attachment) one.shows = shows;
      return {};
    },
    'media.save': () => ({ saved: true }),
    'media.print': () => ({}),
    'media.view': () => ({
      mediaType: 'image/png',
      base64: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    }),
    'drafts.save': ({ thread, note, text: words }) => {
      if (note) core.thread(thread).noteDraft = words;
      else core.thread(thread).draft = words;
      return {};
    },
    'drafts.screen': ({ text: words, revision }) => screen(words, revision),
    'messages.send': ({ thread, text: words, clientId, overrideReason }): SendReply => {
      const one = core.thread(thread);
      const refusal =
        core.composer(one).refusal ??
        (blanksIn(words).length > 0
          ? ({ kind: 'templateBlanks', sinceAt: null, basis: null, ways: ['editText'], ...none } satisfies Refusal)
          : null) ??
        (screen(words, 0).verdict === 'portalOnly' && overrideReason === null
          ? ({
              kind: 'portalOnly',
              sinceAt: null,
              basis: null,
              ways: ['handOff', 'overrideWithReason'],
              ...none,
            } satisfies Refusal)
          : null);
      if (refusal) return { kind: 'refused', refusal };
      const undo = core.settings.undoSeconds;
      const more = undo > 0 ? { delivery: delivery('queued', { undoUntilAt: core.now + undo * 1000 }) } : {};
      return { kind: 'queued', item: core.queue(one, words, clientId, more) };
    },
    'messages.lookAhead': ({ thread, day, minute }) => {
      const at = fromLocalField(`${day}T${fieldOfMinute(minute)}`, ZONE) ?? 0;
      const refusal = core.composer(core.thread(thread)).refusal;
      const open = fromLocalField(`${day}T08:00`, ZONE) ?? 0;
      const early = minute < 8 * 60 || minute >= 21 * 60;
      return {
        at,
        secondAt: null,
        past: at <= core.now,
        zones: thread === 'marcus' ? ['America/Denver'] : [],
        quiet: [
          { from: 0, until: 8 * 60 },
          { from: 21 * 60, until: 24 * 60 },
        ],
        refusal:
          refusal ??
          (early ? { kind: 'quietHours', sinceAt: null, basis: null, ways: [], ...none, untilAt: open } : null),
        nextAt: early ? open : null,
      };
    },
    'messages.suggestTimes': () => suggestedTimes(core.now),
    'messages.schedule': ({ thread, text: words, clientId, atMs }) => ({
      kind: 'queued',
      item: core.queue(core.thread(thread), words, clientId, {
        delivery: delivery('held', { hold: 'scheduled', scheduledAt: atMs }),
      }),
    }),
    'messages.handOff': ({ thread, text: words, clientId, target, withoutText }) => {
      const one = core.thread(thread);
      const kind = target ?? 'portal';
      const card = { ...handoff(`handoff-${clientId}`, core.now), target: kind };
      if (kind !== 'portal' || withoutText) {
        Object.assign(card, kind === 'portal' ? { withoutLink: true } : { state: 'offered', canCheckOff: true });
        const item: TimelineItem = {
          kind: 'portalCard',
          id: `card-${clientId}`,
          from: { kind: 'you' },
          text: words,
          at: core.now,
          handoff: { ...card, canTakeBack: true },
        };
        one.items.push(item);
        core.changed(one);
        return { kind: 'queued', item };
      }
      one.items.push({
        kind: 'portalCard',
        id: `card-${clientId}`,
        from: { kind: 'you' },
        text: words,
        at: core.now,
        handoff: handoff(`handoff-${clientId}`, core.now),
      });
      return {
        kind: 'queued',
        item: core.queue(one, HANDOFF, clientId, {
          purpose: 'portalLink',
          delivery: delivery('queued', { undoUntilAt: core.now + 8000 }),
        }),
      };
    },
    'messages.cancel': ({ message }) => {
      const [thread, item] = core.message(message);
      const card = thread.items.find((one) => one.id === `card-${item.clientId}`);
      thread.items = thread.items.filter((one) => one !== item && one !== card);
      core.changed(thread);
      return { text: card?.kind === 'portalCard' ? card.text : item.text };
    },
    'patients.savePortal': ({ thread, recordNumber, standing }) => {
      const patient = core.thread(thread).patient;
      if (patient) patient.portal = { standing, seenAt: null, recordNumber: recordNumber || null };
      return {};
    },
    'messages.resolve': ({ message, choice }) => {
      const [thread, item] = core.message(message);
      item.delivery = delivery(choice === 'leaveIt' ? 'cancelled' : choice === 'sendAgain' ? 'queued' : 'delivered');
      core.changed(thread);
      return {};
    },
    'threads.look': () => ({}),
    'alerts.take': () => {
      const thread = core.clicked;
      core.clicked = null;
      return { thread };
    },
    'patients.saveState': () => ({}),
    'outbox.list': () => {
      const later = (item: OutboxItem) => item.delivery.hold === 'scheduled';
      const all = core.outbox();
      return { items: all.filter((item) => !later(item)), scheduled: all.filter(later) };
    },
    'outbox.doubt': ({ message }) => {
      const [, item] = core.message(message);
      return {
        steps: [
          { at: item.at + 8000, what: 'handed', by: null },
          { at: item.at + 18_000, what: 'noAnswer', by: null },
        ],
      };
    },
    'outbox.frozen': () => ({ copy: core.frozen }),
    'outbox.thaw': () => ({}),
    'outbox.tryNow': () => ({}),
    'outbox.sendPastBreak': () => ({}),
    'line.focus': () => ({}),
    'line.connectivity': () => core.connectivity,
    'patients.save': ({ thread, fullName, goesBy, language }) => {
      const one = core.thread(thread);
      if (fullName.trim() === '') throw new CallError({ code: 'badField', advice: 'Write a name.', field: 'fullName' });
      if (one.patient)
        Object.assign(one.patient, { fullName, goesBy, language, firstName: goesBy ?? fullName.split(' ')[0] });
      one.name = goesBy ?? fullName;
      return {};
    },
    'patients.merge': ({ thread, other }) => {
      const into = core.thread(thread).patient;
      const record = core.threads.find((one) => one.patient?.id === other)?.patient;
      if (!into || !record) throw new CallError({ code: 'notFound', advice: 'This is not on file.', field: null });
      into.merged = [{ patient: other, name: record.fullName, by: 'Marisol Vega', at: core.now }, ...into.merged];
      return {};
    },
    'patients.split': ({ thread, other }) => {
      const into = core.thread(thread).patient;
      if (into) into.merged = into.merged.filter((one) => one.patient !== other);
      return {};
    },
    'patients.revealBirthDate': ({ patient }) => ({
      date: core.threads.find((one) => one.patient?.id === patient)?.birthDate ?? '1961-03-14',
      seconds: 30,
    }),
    'search.texts': ({ asked }) => searchTexts(core.threads, asked),
    'search.around': ({ message }) => searchAround(core.threads, message),
    'search.save': () => ({ saved: true }),
    'search.find': ({ text: words, limit }) => {
      const wanted = words.trim().toLowerCase();
      const digits = words.replace(/\D/g, '');
      const people = core.threads.filter(
        (one) => one.name.toLowerCase().includes(wanted) || (digits.length >= 3 && one.e164.includes(digits)),
      );
      return {
        people: people.slice(0, limit).map((one) => ({
          thread: one.id,
          e164: one.e164,
          ...(one.patient ? { patient: one.patient.id } : {}),
          name: one.name,
          number: one.number,
          badge: one.badge,
          channel: one.channel,
          lastAt: one.items.at(-1)?.at ?? null,
        })),
        messages: core.threads
          .flatMap((one) =>
            one.items.flatMap((item) =>
              item.kind === 'message' && item.text.toLowerCase().includes(wanted) ? [{ one, item }] : [],
            ),
          )
          .sort((a, b) => b.item.at - a.item.at)
          .slice(0, limit)
          .map(({ one, item }) => {
            const start = item.text.toLowerCase().indexOf(wanted);
            return {
              note: false,
              message: item.id,
              thread: one.id,
              name: one.name,
              snippet: item.text,
              marks: [[start, start + wanted.length]],
              at: item.at,
              ours: item.from.kind !== 'patient',
            };
          }),
        newNumber:
          digits.length === 10 && people.length === 0
            ? `(${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}`
            : null,
      };
    },
  }) satisfies Partial<Handlers>;
