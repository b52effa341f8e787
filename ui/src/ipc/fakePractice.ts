/** The fake core's answers about the practice: consent, the portal, templates, hours, batches, settings, the carrier. */

import { segments } from './fakeDraft';
import { IMPORTED, LIST_SHAPE, listPreview } from './fakeLists';
import type { FakeCore, Handlers } from './fake';
import { HANDOFF, NOTICE } from './fakeWords';

export const practiceHandlers = (core: FakeCore) =>
  ({
    'settings.saveLock': ({ afterMinutes }) => {
      core.lockAfterMinutes = afterMinutes;
      core.emit({ kind: 'settingsChanged' });
      return {};
    },
    'handoffs.sendLink': ({ handoff: id, clientId }) => {
      const thread = core.threadOfHandoff(id);
      return { kind: 'queued', item: core.queue(thread, HANDOFF, clientId, { purpose: 'portalLink' }) };
    },
    'handoffs.checkOff': ({ handoff: id }) => {
      const thread = core.threadOfHandoff(id);
      return { kind: 'queued', item: core.queue(thread, HANDOFF, `link-${id}`, { purpose: 'portalLink' }) };
    },
    'handoffs.takeBack': ({ handoff: id }) => {
      const thread = core.threadOfHandoff(id);
      const card = thread.items.find((one) => one.kind === 'portalCard' && one.handoff?.id === id);
      thread.items = thread.items.filter((one) => one !== card);
      core.changed(thread);
      return { text: card?.kind === 'portalCard' ? card.text : '' };
    },
    'handoffs.copy': () => ({ seconds: 30 }),
    'portal.openStaffPage': () => ({}),
    'handoffs.tasks': () => ({ tasks: [] }),
    'handoffs.signUp': ({ thread, clientId }) => ({
      kind: 'queued',
      item: core.queue(core.thread(thread), HANDOFF, clientId, { purpose: 'portalLink' }),
    }),
    'handoffs.invite': ({ thread, clientId }) => ({
      kind: 'queued',
      item: core.queue(core.thread(thread), HANDOFF, clientId, { purpose: 'portalLink' }),
    }),
    'portal.get': () => core.portal,
    'portal.save': ({ link, signUp, staffUrl, remindHours }) =>
      Object.assign(core.portal, { link, signUp, staffUrl, remindHours }),
    'portal.saveAgreement': ({ agreement }) => Object.assign(core.portal, { agreement, covered: agreement !== null }),
    'portal.connect': ({ baseUrl, clientId, recordSystem, sender }) =>
      Object.assign(core.portal, {
        fhir: { baseUrl, clientId, recordSystem, sender: sender || null, publicKey: '{"kty":"EC"}' },
      }),
    'portal.disconnect': () => Object.assign(core.portal, { fhir: null }),
    'portal.makeKey': () => ({ jwk: '{"kty":"EC"}' }),
    'portal.saveText': ({ kind, en, es }) => {
      for (const [language, template] of [
        ['en', en],
        ['es', es],
      ] as const)
        if (template)
          core.portal.texts[`${kind}.${language}`] = {
            template,
            preview: template,
            segments: segments(template),
            own: true,
          };
      return core.portal;
    },
    'consent.sendNotice': ({ thread, clientId }) => {
      const one = core.thread(thread);
      one.badge = 'noticeSent';
      for (const card of one.consent)
        if (card.channel === one.channel)
          Object.assign(card, { badge: 'noticeSent', sinceAt: core.now, basis: null, untilAt: null });
      return { kind: 'queued', item: core.queue(one, NOTICE, clientId, { purpose: 'notice' }) };
    },
    'consent.record': ({ thread, agreed, basis }) => {
      const one = core.thread(thread);
      one.badge = agreed ? 'granted' : 'optedOut';
      for (const card of one.consent)
        if (card.channel === one.channel)
          Object.assign(card, { badge: one.badge, basis, sinceAt: core.now, untilAt: null });
      one.facts.unshift({ at: core.now, what: agreed ? 'granted' : 'revoked', basis, by: 'Marisol Vega' });
      return {};
    },
    'consent.saveProof': () => ({ saved: true }),
    'consent.proof': ({ thread, atMs }) => core.consent.proof(core.thread(thread), atMs),
    'consent.newOwner': ({ thread }) => {
      const one = core.thread(thread);
      Object.assign(one, { badge: 'noConsent', patient: null, name: one.number });
      return {};
    },
    'settings.saveRepeat': ({ minutes }) => {
      core.repeatMinutes = minutes;
      core.emit({ kind: 'settingsChanged' });
      return {};
    },
    'brake.knowElsewhere': () => {
      core.connectivity = { ...core.connectivity, state: 'online', elsewhere: 0 };
      core.emit({ kind: 'connectivityChanged' });
      return {};
    },
    'brake.get': () => core.brake.info,
    'brake.save': (asked) => core.brake.save(asked),
    'brake.lift': (asked) => {
      const info = core.brake.lift(asked);
      core.connectivity = { ...core.connectivity, state: 'online', sinceAt: null };
      core.emit({ kind: 'connectivityChanged' });
      return info;
    },
    'settings.saveGoals': ({ goals }) => {
      core.goals = goals;
      core.emit({ kind: 'settingsChanged' });
      return {};
    },
    'templates.drift': () => core.review.nightly(core.templates.page().templates),
    'templates.scan': () => core.review.nightly(core.templates.page().templates),
    'templates.signOff': ({ words }) => {
      core.review.sign(words);
      return core.review.nightly(core.templates.page().templates);
    },
    'consent.due': () => core.consent.due(),
    'consent.previewRun': ({ threads }) => core.consent.preview(threads),
    'consent.startRun': ({ threads }) => core.consent.start(threads),
    'consent.run': () => ({ run: core.consent.run }),
    'consent.changeRun': ({ change }) => {
      const run = core.consent.run;
      if (run)
        core.consent.run = { ...run, state: change === 'pause' ? 'paused' : change === 'stop' ? 'stopped' : 'running' };
      return { run: core.consent.run };
    },
    'consent.reviews': () => ({
      items: core.consent.reviews,
      open: core.consent.reviews.filter((item) => item.decision === null).length,
    }),
    'consent.decideReview': ({ review, decision }) => {
      core.consent.reviews = core.consent.reviews.map((item) =>
        item.id === review ? { ...item, decision, decidedBy: 'Marisol Vega', decidedAt: core.now } : item,
      );
      return {};
    },
    'consent.readList': () => LIST_SHAPE,
    'consent.previewList': ({ mapping }) => listPreview(mapping),
    'consent.import': () => {
      core.imports = [{ ...IMPORTED, at: core.now }, ...core.imports];
      return core.imports[0] ?? IMPORTED;
    },
    'consent.imports': () => ({ imports: core.imports }),
    'consent.undoImport': () => {
      core.imports = core.imports.map((one) => ({ ...one, undoneAt: core.now, undoneBy: 'Marisol Vega' }));
      return {};
    },
    'consent.notices': () => core.consent.notices,
    'consent.saveNotice': (words) => core.consent.saveNotice(words),
    'settings.consentFigures': () => core.figures,
    'settings.saveConsentFigures': ({ figures }) => {
      core.figures = figures;
      return figures;
    },
    'consent.list': ({ thread }) => ({ facts: core.thread(thread).facts }),
    'carrier.earlier': () => core.earlier,
    'carrier.fetchDay': ({ line, list, dayAt }) => {
      const day = core.earlier.days.find((one) => one.line === line && one.list === list && one.dayAt === dayAt);
      if (day) day.fetching = true;
      return {};
    },
    'carrier.saveScrub': ({ afterDays }) => {
      core.earlier.scrub.afterDays = afterDays;
      return {};
    },
    'carrier.saveNight': ({ seconds }) => {
      core.earlier.nightSeconds = seconds;
      return {};
    },
    'carrier.saveHistory': ({ days, paused }) => {
      Object.assign(core.earlier.history, { wantedDays: days, paused });
      return {};
    },
    'settings.save': ({ settings }) => {
      core.settings = settings;
      return settings;
    },
    'settings.savePractice': () => ({}),
    'batches.preview': ({ template, to, openOnly }) => core.batches.preview(template, to, openOnly),
    'batches.start': ({ template }) =>
      core.batches.start(core.templates.page().templates.find((one) => one.id === template)?.name ?? ''),
    'batches.readList': () => core.batches.readList(),
    'batches.earlier': () => core.batches.list(),
    'batches.read': ({ people, batch }) => core.batches.read(people, batch),
    'batches.change': ({ change }) => core.batches.change(change),
    'hours.read': () => core.hours.page(),
    'hours.save': ({ offices, replies }) => core.hours.save(offices, replies),
    'hours.morning': () => core.hours.morning(core.threads.map((thread) => core.row(thread))),
    'templates.list': () => core.templates.page(),
    'templates.pick': ({ thread, typed, language }) =>
      core.templates.pick(typed, language ?? core.thread(thread).patient?.language ?? 'en'),
    'templates.take': ({ thread, template, language, before, after }) => {
      const reply = core.templates.take(template, language, before, after);
      if (reply.kind === 'taken') core.thread(thread).draft = reply.text;
      return reply;
    },
    'templates.check': ({ en, es }) => core.templates.check(en, es),
    'templates.save': (wording) => core.templates.save(wording),
    'templates.submit': ({ template }) => core.templates.decide(template, 'submit'),
    'templates.decide': ({ template, decision }) => core.templates.decide(template, decision),
    'templates.propose': ({ template }) => core.templates.propose(template),
    'templates.saveFacts': ({ facts }) => {
      core.templates.facts = facts;
      return core.templates.page();
    },
    'screener.get': () => core.screener.info,
    'screener.allow': ({ term }) => core.screener.allow(term),
    'screener.takeBack': ({ term }) => core.screener.takeBack(term),
    'screener.saveTextName': ({ textName }) => core.screener.saveTextName(textName),
    'settings.replaceTwilioKey': () => ({}),
    'settings.askNumbers': () => ({ numbers: [{ line: 'main', standing: 'hosted' }] }),
    'practice.setCarrier': ({ answering }) => {
      core.connectivity = answering
        ? {
            ...core.connectivity,
            state: 'online',
            sinceAt: null,
            nextTryAt: null,
            backAt: core.now,
            sentSinceBack: core.outbox().length,
          }
        : { ...core.connectivity, state: 'carrierDown', sinceAt: core.now, nextTryAt: core.now + 24_000, backAt: null };
      if (answering) core.deliver();
      core.emit({ kind: 'connectivityChanged' });
      return {};
    },
  }) satisfies Partial<Handlers>;
