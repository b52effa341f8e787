/** The fake core's answers about looking back: reports, Review, the trail, agreements, cases and what is kept. */

import { behind, overview, report } from './fakeOverview';
import type { FakeCore, Handlers } from './fake';

export const reportsHandlers = (core: FakeCore) =>
  ({
    'audit.examine': () => ({
      entries: 412,
      vouched: 400,
      first: null,
      examinedAt: core.now,
      key: 'foyer-audit/0+0+A',
    }),
    'audit.read': ({ before, thread, by }) => core.review.log(thread, by, before),
    'agreements.get': () => core.agreements.info(),
    'agreements.signOff': () => core.agreements.signOff(core.now),
    'training.record': ({ user, on }) => (core.agreements.train(user, on), {}),
    'registration.record': (registration) => (core.agreements.register(registration), {}),
    'agreements.save': (signed) => (core.agreements.save(signed), {}),
    'agreements.remove': ({ id }) => {
      core.agreements.rows = core.agreements.rows.filter((row) => row.id !== id);
      return {};
    },
    'audit.save': () => ({ saved: true }),
    'audit.export': () => ({ path: '/home/desk/exports/foyer-audit.jsonl', entries: 412 }),
    'overview.answers': () => ({
      sent: 412,
      threads: 180,
      answered: 247,
      typicalMs: 11 * 60_000,
      slowestMs: 95 * 60_000,
      notices: 40,
      saidYes: 31,
      reminders: 60,
      confirmed: 45,
      optedOut: 3,
      bookingLinks: 14,
      bookingOffices: [
        { office: 'Uptown', times: 9 },
        { office: 'Westbank', times: 5 },
      ],
      failed: [{ problem: 'landline', times: 4 }],
      refused: [
        { why: 'noConsent', times: 6 },
        { why: 'portalOnly', times: 9 },
      ],
    }),
    'overview.save': () => ({ saved: true }),
    'overview.read': ({ period }) => overview(period, core.now, core.may.audit),
    'overview.behind': ({ figure }) => behind(figure, core.now),
    'report.read': ({ asked }) => report(core.thread(asked.thread).name, core.now),
    'report.save': () => ({ saved: true }),
    'report.print': () => ({}),
    'report.queries': () => ({ items: core.queries }),
    'report.saveQuery': ({ name, asked, days }) => {
      const of = core.thread(asked.thread);
      const { thread, channel, from, to } = asked;
      const kept = {
        id: `query${core.queries.length + 1}`,
        name,
        thread,
        channel,
        days,
        from,
        to,
        by: 'Dana Whitfield',
      };
      core.queries = [...core.queries, { ...kept, person: of.name, number: of.number }];
      return { items: core.queries };
    },
    'report.removeQuery': ({ query }) => {
      core.queries = core.queries.filter((one) => one.id !== query);
      return { items: core.queries };
    },
    'review.threads': ({ asked }) => core.review.threads(asked),
    'review.open': ({ thread }) => core.review.open(thread),
    'review.mark': ({ thread }) => {
      core.review.mark(thread);
      return {};
    },
    'review.comment': ({ text: words, asks }) => {
      core.review.comment(words, asks);
      return {};
    },
    'review.mentions': () => ({ items: core.review.mentions }),
    'access.list': () => core.review.access(),
    'access.enter': ({ thread, askedOn }) => ({
      request: core.review.enter(thread, askedOn),
      list: core.review.access(),
    }),
    'access.step': ({ request, step, words }) => core.review.step(request, step, words),
    'access.saveCopy': () => ({ saved: true, messages: 7, at: core.now }),
    'looking.read': () => core.looking.page(),
    'looking.behind': (asked) => core.looking.behind(asked, core.threads),
    'looking.settle': (asked) => {
      const done = core.looking.settle(asked);
      core.emit({ kind: 'settingsChanged' });
      return done;
    },
    'retention.read': () => core.retention,
    'retention.save': ({ years }) => {
      core.retention = { ...core.retention, years, due: years.scheduling === null ? 0 : 41, nightly: null };
      return core.retention;
    },
    'retention.sign': ({ nightly }) => {
      const signed = nightly ? { by: 'Dana Whitfield', sinceAt: core.now } : null;
      return (core.retention = { ...core.retention, nightly: signed });
    },
    'retention.hold': ({ thread, why }) => {
      const name = thread === null ? null : core.thread(thread).name;
      const hold = { id: `hold-${core.retention.holds.length}`, name, why, by: 'Dana Whitfield', sinceAt: core.now };
      core.retention.holds.unshift({ ...hold, releasedAt: null });
      if (thread === null) core.retention.due = 0;
      return core.retention;
    },
    'retention.release': ({ hold }) => {
      for (const one of core.retention.holds) if (one.id === hold) one.releasedAt = core.now;
      return core.retention;
    },
    'retention.confirmHolds': () => (core.retention = { ...core.retention, holdsInDoubt: false }),
    'retention.erase': () => {
      const texts = core.retention.due;
      core.retention.due = 0;
      return { texts, notes: 0, files: 2, info: core.retention };
    },
    'cases.report': () => core.cases.report(),
    'cases.list': () => core.cases.register(),
    'cases.saveRegister': () => ({ saved: true }),
    'cases.open': ({ case: id }) => core.cases.get(id),
    'cases.answer': ({ case: id, factor, risk, words }) => core.cases.answered(id, factor, risk, words),
    'cases.saveScope': ({ case: id, knownOn, affected, licensedClinic }) => {
      const people = affected.reduce((sum, one) => sum + one.people, 0);
      const scope = { ...core.cases.get(id).scope, knownOn, affected, people, licensedClinic };
      return core.cases.change(id, { kind: 'scopeSet', people }, null, { scope });
    },
    'cases.note': ({ case: id, words }) => core.cases.change(id, { kind: 'noted' }, words),
    'cases.decide': ({ case: id, decision, words }) =>
      core.cases.change(id, { kind: 'decided', decision }, words, { state: 'assessed', decision }),
    'cases.signOff': ({ case: id, keepUntil }) => {
      core.cases.change(id, { kind: 'signedOff' }, null, { state: 'signedOff' });
      return core.cases.keep(id, keepUntil, null);
    },
    'cases.keep': ({ case: id, keepUntil, words }) => core.cases.keep(id, keepUntil, words),
    'cases.reopen': ({ case: id, words }) =>
      core.cases.change(id, { kind: 'reopened' }, words, { state: 'draft', decision: null }),
    'cases.lift': ({ case: id, words }) =>
      core.cases.change(id, { kind: 'sendsResumed' }, words, { stops: false, stoppedAt: null }),
    'cases.numberAsked': ({ case: id, answer, right }) => {
      const { others } = core.cases.get(id).ofNumber;
      const known = right === '' ? others : [...others, { number: right, thread: 'odell' }];
      const ofNumber = { answer, rightThread: right === '' ? null : 'odell', others: known };
      return core.cases.change(id, { kind: 'numberAsked', answer }, null, { ofNumber });
    },
    'cases.draftLetter': ({ language }) => ({
      text: language === 'es' ? 'Qué pasó\n[Nombre]\n' : 'What happened\n[Name]\n',
    }),
    'cases.saveLetter': ({ case: id, language }) => {
      core.cases.change(id, { kind: 'letterSaved', language }, null);
      return { saved: true };
    },
    'cases.export': ({ case: id }) => {
      core.cases.change(id, { kind: 'exported' }, null);
      return { saved: true };
    },
  }) satisfies Partial<Handlers>;
