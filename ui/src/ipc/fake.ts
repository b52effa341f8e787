/**
 * A core in memory, with the same types as the real one: for component tests and for the window in a browser. It is no
 * model of the rules; where the real core decides, this one has a short list of examples. Never part of a build.
 */

import type {
  AppEvent,
  AppStatus,
  BackupInfo,
  BackupWarning,
  ComposerInfo,
  ConsentFigures,
  ConnectivityInfo,
  Desk,
  EarlierInfo,
  FrozenCopy,
  ImportInfo,
  LockScreen,
  OutboxItem,
  PortalSetup,
  QuietInfo,
  Refusal,
  ReplyGoals,
  RetentionInfo,
  SavedQuery,
  SendReply,
  Settings,
  ThreadDetail,
  ThreadRow,
  TimelineItem,
  View,
  ViewCounts,
  Look,
} from './bindings';
import { fieldOfMinute } from '../lib/format';
import { fromLocalField } from '../lib/snooze';
import { CallError, type CommandName, type Core, type Reply, type Request } from './client';
import { backupInfo, frozenCopy, repairInfo, restoreChoices } from './fakeBackup';
import { FakeCases } from './fakeCases';
import { screen, segments } from './fakeDraft';
import { contactsHandlers } from './fakeContacts';
import { FakeConsent, plainCard, TEXAS } from './fakeConsent';
import { IMPORTED, LIST_SHAPE, listPreview } from './fakeLists';
import { householdHandlers } from './fakeHousehold';
import { delivery, morning, NOW, STAFF, text, ZONE, type FakeThread } from './fakeMorning';
import { behind, overview, report } from './fakeOverview';
import { FakeAgreements } from './fakeAgreements';
import { FakePeople, PICTURE } from './fakePeople';
import { handoff, portalSetup } from './fakePortal';
import { FakeReview } from './fakeReview';
import { searchAround, searchTexts } from './fakeSearch';
import { FakeScreener } from './fakeScreener';
import { FakeBatch } from './fakeBatch';
import { FakeBrake } from './fakeBrake';
import { FakeLooking } from './fakeLooking';
import { FakeHours, suggestedTimes } from './fakeHours';
import { blanksIn, FakeTemplates } from './fakeTemplates';
import { FakeTogether } from './fakeTogether';

export const HANDOFF =
  'Bayou Family Clinic: you have a new secure message. Reply STOP to opt out. Read it here: portal.bayoufamily.example';
const NOTICE =
  "Bayou Family Clinic: Texts aren't encrypted, so others could read them. We keep health details in your portal. OK to text you? Reply YES or NO. STOP ends texts.";

/** As the operating system says. */
export const LOOK: Look = { theme: 'system', language: 'en' };

/** Six groups of five. */
export const RECOVERY_CODE = '7GK2999QX4M7AB3CDE4FGH5JKM6NP7';

const none = { untilAt: null, subject: null, offers: null } as const;

export type Handlers = { [N in CommandName]: (args: Request<N>) => Reply<N> | Promise<Reply<N>> };
type Message = Extract<TimelineItem, { kind: 'message' }>;

export class FakeCore implements Core {
  threads: FakeThread[] = morning();
  now = NOW;
  frozen: FrozenCopy | null = null;
  settings: Settings = {
    theme: 'light',
    enterSends: false,
    textSize: 100,
    letterKeys: true,
    blurAway: false,
    language: 'en',
    compact: false,
    tourTaken: false,
  };
  connectivity: ConnectivityInfo = {
    state: 'online',
    sinceAt: null,
    nextTryAt: null,
    waiting: 0,
    backAt: null,
    sentSinceBack: 0,
    unreadable: 0,
    elsewhere: 0,
    clockOffByMs: null,
  };
  earlier: EarlierInfo = {
    history: { wantedDays: 90, paused: false, more: false, reachedAt: NOW - 90 * 86_400_000, texts: 4210 },
    counted: 30,
    countedAt: NOW - 3_600_000,
    days: [],
    nightSeconds: 120,
    scrub: { afterDays: null, done: 0, backedUp: false },
  };
  practiceMode = false;
  /** Who sits at the desk. */
  user = 'marisol';
  may = { answer: true, configure: true, people: true, audit: true };
  agreements = new FakeAgreements();
  people = new FakePeople(STAFF, () => this.now);
  together = new FakeTogether();
  brake = new FakeBrake();
  looking = new FakeLooking(
    STAFF,
    () => this.user,
    () => this.now,
  );
  cases = new FakeCases(() => this.now);
  retention: RetentionInfo = {
    years: { scheduling: null, clinical: null, billing: null },
    due: 0,
    holds: [],
    holdsInDoubt: false,
    nightly: null,
    lastNight: null,
    backupsKeepDays: 372,
    carrierKeepsDays: null,
  };
  /** Whether a repair may have lost whoever sits there their second step. */
  secondStepOwed = false;
  lockAfterMinutes = 3;
  needsRecoveryCode = false;
  halves = new Set<string>();
  /** What the authenticator shows; null where there is none. */
  authenticatorCode: string | null = null;
  backup: BackupInfo = backupInfo();
  backupWarning: BackupWarning | null = null;
  backupFails = false;
  /** How often the page was asked to load itself anew. */
  restarts = 0;
  /** Quiet hours where the patients live. */
  quiet: QuietInfo | null = null;
  consent = new FakeConsent(() => this.threads);
  mayOverride = true;
  /** Whether somebody has to make sure whose number it is before words go there that belong in the portal. */
  confirmDue = false;
  imports: ImportInfo[] = [];
  figures: ConsentFigures = { lastsDays: 365, refreshDays: 30, answerHours: 24, textsFrom: null, textsUntil: null };
  status: AppStatus | null = null;
  /** Every call, in order: what a test asks about. */
  calls: { name: CommandName; args: unknown }[] = [];
  /** Answers of a test's own, before the fake's. */
  answers: Partial<Handlers> = {};

  #heard = new Set<(event: AppEvent) => void>();
  #ids = 0;

  async call<N extends CommandName>(name: N, args: Request<N>): Promise<Reply<N>> {
    this.calls.push({ name, args: structuredClone(args) });
    const own = this.answers[name];
    const handler = (own ?? this.#handlers[name]) as (args: Request<N>) => Reply<N> | Promise<Reply<N>>;
    const reply = await handler(args);
    return structuredClone(reply);
  }

  listen(heard: (event: AppEvent) => void): Promise<() => void> {
    this.#heard.add(heard);
    return Promise.resolve(() => this.#heard.delete(heard));
  }

  restart(): void {
    this.restarts += 1;
  }

  /** What a locked window shows. */
  lockScreen(open = true): LockScreen {
    return {
      practice: 'Bayou Family Clinic',
      timeZone: ZONE,
      nowAt: this.now,
      people: STAFF.map((one) => ({ ...one, pin: { kind: open ? 'ready' : 'none' } })),
      last: open ? this.user : null,
      theme: this.settings.theme,
      language: this.settings.language,
      why: open ? 'away' : 'started',
      afterMinutes: this.lockAfterMinutes,
      behind: open ? { waiting: 5, outbox: 0 } : null,
      recovery: !open,
      practicePin: null,
    };
  }

  #sit(user: string): AppStatus {
    this.user = user;
    this.status = null;
    return { kind: 'ready', desk: this.desk() };
  }

  emit(event: AppEvent): void {
    for (const heard of this.#heard) heard(event);
  }

  called(name: CommandName): unknown[] {
    return this.calls.filter((call) => call.name === name).map((call) => call.args);
  }

  thread(id: string): FakeThread {
    const found = this.threads.find((one) => one.id === id);
    if (!found) throw new CallError({ code: 'notFound', advice: 'This thread is not there any more.', field: null });
    return found;
  }

  /** A text from a patient, as the carrier would bring it. */
  receive(id: string, words: string): void {
    const thread = this.thread(id);
    this.now += 1000;
    thread.items.push(text({ kind: 'patient', name: thread.patient?.firstName ?? thread.number }, words, this.now));
    thread.unread += 1;
    thread.waitingSinceAt ??= this.now;
    this.emit({ kind: 'threadChanged', thread: id });
    this.emit({ kind: 'inboundArrived', count: 1 });
  }

  /** A reply by somebody else at the desk, a while after everything so far. */
  colleague(id: string, name: string, words: string): void {
    const thread = this.thread(id);
    this.now += 60_000;
    thread.items.push(text({ kind: 'colleague', name }, words, this.now, { delivery: delivery('sent') }));
    this.emit({ kind: 'threadChanged', thread: id });
  }

  #backedUp(): BackupInfo {
    if (this.backupFails) throw new CallError({ code: 'notFound', advice: 'It is not there.', field: null });
    return this.backup;
  }

  desk(): Desk {
    const user = STAFF.find((one) => one.id === this.user);
    if (!user) throw new Error('no staff');
    return {
      practice: { name: 'Bayou Family Clinic', timeZone: ZONE, portalUrl: 'portal.bayoufamily.example' },
      practiceMode: this.practiceMode,
      user,
      staff: STAFF,
      lines: [{ id: 'main', number: '(713) 555-0100', name: 'Main' }],
      nowAt: this.now,
      connectivity: this.connectivity,
      settings: this.settings,
      replyGoals: this.goals,
      repeatMinutes: this.repeatMinutes,
      lockAfterMinutes: this.lockAfterMinutes,
      may: this.may,
      needsRecoveryCode: this.needsRecoveryCode,
      backup: this.backupWarning,
      looking: this.may.audit ? this.looking.open() : 0,
      cases: this.may.audit ? this.cases.all.filter(({ state }) => state !== 'signedOff').length : 0,
    };
  }

  row(thread: FakeThread): ThreadRow {
    const row = this.#row(thread);
    if (!thread.hidden) return row;
    const preview = { kind: 'empty', text: '', language: null, mark: null } as const;
    return { ...row, preview, hidden: { kind: 'category', category: thread.category } };
  }

  #row(thread: FakeThread): ThreadRow {
    const last = thread.items.filter((item) => item.kind !== 'activity' && item.kind !== 'note').at(-1);
    const user = STAFF.find((one) => one.id === thread.assignee);
    const ours = last?.kind === 'message' && last.from.kind !== 'patient';
    const state = last?.kind === 'message' ? last.delivery?.state : undefined;
    return {
      id: thread.id,
      name: thread.name,
      number: thread.number,
      channel: thread.channel,
      badge: thread.badge,
      assignee: user ? { id: user.id, name: user.name, initials: user.initials, me: user.id === 'marisol' } : null,
      unread: thread.unread,
      waitingSinceAt: thread.waitingSinceAt,
      lateAt: thread.waitingSinceAt === null ? null : thread.waitingSinceAt + 20 * 60_000,
      lastAt: last?.at ?? null,
      preview: {
        kind: !last
          ? 'empty'
          : last.kind === 'portalCard'
            ? 'portal'
            : last.kind === 'message' && last.attachments.length > 0 && last.text === ''
              ? 'photo'
              : ours
                ? 'ours'
                : 'theirs',
        text: last && 'text' in last ? last.text.slice(0, 140) : '',
        language: last?.kind === 'message' ? last.language : null,
        mark:
          state === 'notDelivered'
            ? 'notDelivered'
            : state === 'notConfirmed'
              ? 'notConfirmed'
              : state === 'queued' || state === 'held'
                ? 'waiting'
                : last?.kind === 'message' && last.saidBy?.sure === 'unknown'
                  ? 'unknownSpeaker'
                  : null,
      },
      draft: null,
      state:
        thread.state === 'open'
          ? { kind: 'open' }
          : thread.state === 'snoozed'
            ? { kind: 'snoozed', untilAt: thread.stateAt }
            : { kind: 'closed', closedAt: thread.stateAt ?? 0 },
      category: thread.category,
      tags: thread.hidden ? [] : thread.tags,
      hidden: null,
    };
  }

  detail(thread: FakeThread): ThreadDetail {
    const detail = this.#detail(thread);
    if (!thread.hidden) return detail;
    return {
      ...detail,
      patient: null,
      consent: [],
      reviews: [],
      draft: '',
      noteDraft: '',
      timeline: {
        items: thread.items.flatMap((item) =>
          item.kind === 'message'
            ? [{ kind: 'hidden' as const, id: item.id, at: item.at, ours: item.from.kind !== 'patient' }]
            : [],
        ),
        earlier: null,
      },
      filing: { may: false, suggested: null, reads: [] },
      cases: [],
      hidden: {
        why: { kind: 'category', category: thread.category },
        role: 'Front desk',
        reads: ['scheduling'],
        readers: ['Billing'],
        mayOpen: true,
        told: 'Dana',
      },
    };
  }

  #detail(thread: FakeThread): ThreadDetail {
    return {
      row: this.row(thread),
      patient: thread.patient,
      consent: thread.consent,
      composer: this.composer(thread),
      timeline: {
        items: thread.items.slice(-50),
        earlier: thread.items.length > 50 ? (thread.items[thread.items.length - 50]?.id ?? null) : null,
      },
      draft: thread.draft,
      noteDraft: thread.noteDraft,
      place: { ...TEXAS, quiet: this.quiet },
      reviews: this.consent.reviewsOf(thread.id),
      suggestion: null,
      filing: { may: thread.openUntilAt === null, suggested: thread.suggested, reads: ['scheduling'] },
      cases: this.cases.of(thread.id),
      hidden: null,
      openUntilAt: thread.openUntilAt,
      ...(thread.household ? { household: thread.household } : {}),
    };
  }

  composer(thread: FakeThread): ComposerInfo {
    const since = thread.consent[0]?.sinceAt ?? null;
    const refusals: Partial<Record<FakeThread['badge'], Refusal>> = {
      optedOut: { kind: 'optedOut', sinceAt: since, basis: 'stop', ways: ['callInstead', 'messageInPortal'], ...none },
      noConsent: { kind: 'noConsent', sinceAt: null, basis: null, ways: ['sendNotice', 'recordConsent'], ...none },
      noticeSent: {
        kind: 'waitingForAnswer',
        sinceAt: since,
        basis: null,
        ways: ['noticeTomorrow', 'recordConsent'],
        ...none,
      },
      expired: {
        kind: 'consentExpired',
        sinceAt: thread.consent[0]?.untilAt ?? null,
        basis: 'paper',
        ways: ['sendNotice', 'recordConsent'],
        ...none,
      },
    };
    return {
      to: thread.number,
      refusal: refusals[thread.badge] ?? null,
      answerUntilAt: null,
      noticeGoesAlong: false,
      leavesNow: this.connectivity.state === 'online',
      mayOverride: this.mayOverride,
      handoff: thread.badge === 'granted' ? { text: HANDOFF, segments: segments(HANDOFF), waitsUntilAt: null } : null,
      quiet: this.quiet,
      handoffOff: null,
      portalAlone: thread.badge === 'optedOut',
      identity: this.mayOverride
        ? {
            known: true,
            name: thread.name,
            birthYear: 1961,
            lastHeardAt: thread.waitingSinceAt,
            confirmedAt: this.confirmDue ? null : this.now - 20 * 86_400_000,
            due: this.confirmDue,
          }
        : null,
    };
  }

  counts(): ViewCounts {
    const size = (view: View) => this.view(view).length;
    return {
      mine: size('mine'),
      unassigned: size('unassigned'),
      all: size('all'),
      unanswered: size('unanswered'),
      snoozed: size('snoozed'),
      closed: size('closed'),
      unread: this.threads.reduce((sum, thread) => sum + thread.unread, 0),
    };
  }

  view(view: View): FakeThread[] {
    return this.threads.filter((thread) => {
      if (view === 'snoozed' || view === 'closed') return thread.state === view;
      if (thread.state !== 'open') return false;
      if (view === 'unanswered') return thread.waitingSinceAt !== null && thread.unread === 0;
      return view === 'all' || (view === 'mine' ? thread.assignee === 'marisol' : thread.assignee === null);
    });
  }

  outbox(): OutboxItem[] {
    return this.threads.flatMap((thread) =>
      thread.items.flatMap((item) =>
        item.kind === 'message' &&
        item.delivery &&
        ['queued', 'held', 'sending', 'notConfirmed'].includes(item.delivery.state)
          ? [
              {
                message: item.id,
                thread: thread.id,
                name: thread.name,
                channel: thread.channel,
                text: item.text,
                hidden: null,
                at: item.at,
                delivery: item.delivery,
              },
            ]
          : [],
      ),
    );
  }

  changed(thread: FakeThread): void {
    this.connectivity = { ...this.connectivity, waiting: this.outbox().length };
    this.emit({ kind: 'threadChanged', thread: thread.id });
    this.emit({ kind: 'outboxChanged' });
  }

  #message(id: string): [FakeThread, Message] {
    for (const thread of this.threads) {
      const item = thread.items.find((one) => one.id === id);
      if (item?.kind === 'message') return [thread, item];
    }
    throw new CallError({ code: 'notFound', advice: 'This text is not there any more.', field: null });
  }

  #queue(thread: FakeThread, words: string, clientId: string, more: Partial<Message> = {}): TimelineItem {
    const before = thread.items.find((item) => item.kind === 'message' && item.clientId === clientId);
    if (before) return before;
    this.#ids += 1;
    const item = text({ kind: 'you' }, words, this.now, {
      id: `sent${this.#ids}`,
      clientId,
      delivery: delivery('queued'),
      ...more,
    });
    thread.items.push(item);
    thread.waitingSinceAt = null;
    this.changed(thread);
    return item;
  }

  /** Lets everything that waits reach the phone. */
  deliver(): void {
    for (const thread of this.threads) {
      for (const item of thread.items) {
        if (item.kind === 'message' && item.delivery?.state === 'queued') {
          item.delivery = delivery('delivered');
          this.changed(thread);
        }
      }
    }
  }

  screener = new FakeScreener();
  templates = new FakeTemplates(segments);
  hours = new FakeHours();
  batches = new FakeBatch();
  review = new FakeReview(
    () => this.now,
    (id) => this.thread(id),
    STAFF,
  );
  queries: SavedQuery[] = [];
  goals: ReplyGoals = { minutes: 20, stretches: [], fromOpening: true };
  repeatMinutes: number | null = null;
  /** The thread of an alert that was clicked. */
  clicked: string | null = null;
  portal: PortalSetup = portalSetup(HANDOFF, segments(HANDOFF));

  #threadOfHandoff(id: string): FakeThread {
    const found = this.threads.find((one) =>
      one.items.some((item) => item.kind === 'portalCard' && item.handoff?.id === id),
    );
    if (!found) throw new Error('no such hand-off');
    return found;
  }

  #handlers: Handlers = {
    'app.status': () => this.status ?? { kind: 'ready', desk: this.desk() },
    'setup.practiceMode': () => {
      this.status = null;
      this.practiceMode = true;
      return { kind: 'ready', desk: this.desk() };
    },
    'setup.checkTwilio': ({ account }) => {
      if (!account.accountSid.startsWith('AC'))
        throw new CallError({
          code: 'badField',
          advice: 'An account SID starts with AC and has 34 characters.',
          field: 'accountSid',
        });
      return {
        numbers: [
          { number: '+17135550100', pretty: '(713) 555-0100', name: 'Main line' },
          { number: '+17135550101', pretty: '(713) 555-0101', name: 'Nurse line' },
        ],
      };
    },
    'setup.connectTwilio': () => {
      this.status = null;
      return { kind: 'ready', desk: this.desk() };
    },
    'session.signIn': ({ user, password, code }) => {
      if (password !== 'correct horse battery')
        throw new CallError({
          code: 'wrongSecret',
          advice: 'That password doesn’t open Foyer.',
          field: 'password',
        });
      if (this.authenticatorCode !== null && code === null)
        throw new CallError({ code: 'codeNeeded', advice: 'Your password is right. Type the code.', field: 'code' });
      if (this.authenticatorCode !== null && code !== this.authenticatorCode)
        throw new CallError({ code: 'wrongSecret', advice: 'That code doesn’t count.', field: 'code' });
      return this.#sit(user);
    },
    'authenticator.get': () => ({
      may: true,
      sinceAt: this.authenticatorCode === null ? null : this.now,
      owed: this.secondStepOwed && this.authenticatorCode === null,
    }),
    'authenticator.make': () => ({ secret: 'JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP', ...PICTURE }),
    'authenticator.confirm': ({ code }) => {
      this.authenticatorCode = code;
      return {};
    },
    'authenticator.remove': () => {
      this.authenticatorCode = null;
      return {};
    },
    'session.enterPin': ({ user, pin }) => {
      if (pin !== '246810')
        throw new CallError({ code: 'wrongSecret', advice: 'That PIN is not right.', field: 'pin' });
      return this.#sit(user);
    },
    'session.lock': () => {
      this.status = { kind: 'signIn', lock: this.lockScreen() };
      this.emit({ kind: 'statusChanged' });
      return {};
    },
    'session.firstSignIn': ({ user, code }) => {
      if (code !== '7GK2-99QX-4M7A')
        throw new CallError({ code: 'wrongSecret', advice: 'That code doesn’t open Foyer.', field: 'code' });
      return this.#sit(user);
    },
    'recovery.make': () => ({ groups: RECOVERY_CODE.match(/.{5}/g) ?? [] }),
    'recovery.confirm': ({ code }) => {
      if (code !== RECOVERY_CODE)
        throw new CallError({ code: 'wrongSecret', advice: 'That is not this practice’s code.', field: 'code' });
      this.needsRecoveryCode = false;
      return {};
    },
    'recovery.makeHalves': () => ({
      first: RECOVERY_CODE.match(/.{5}/g) ?? [],
      second: [...RECOVERY_CODE].reverse().join('').match(/.{5}/g) ?? [],
    }),
    'recovery.confirmHalf': ({ half }) => {
      const typed = half.replace(/-/g, '').toUpperCase();
      if (typed !== RECOVERY_CODE && typed !== [...RECOVERY_CODE].reverse().join(''))
        throw new CallError({ code: 'wrongSecret', advice: 'That is neither half of this code.', field: 'code' });
      this.halves.add(typed);
      if (this.halves.size === 2) this.needsRecoveryCode = false;
      return { counts: this.halves.size === 2 };
    },
    'recovery.try': ({ code }) => {
      if (code !== RECOVERY_CODE)
        throw new CallError({ code: 'wrongSecret', advice: 'That is not this practice’s code.', field: 'code' });
      return { people: [{ id: 'dana', name: 'Dana Whitfield' }] };
    },
    'recovery.comeBack': ({ user }) => this.#sit(user),
    'people.list': () => this.people.list(this.user),
    'people.add': ({ name, role }) => this.people.add(name, role),
    'people.changeRole': ({ user, role }) => (this.people.change(user, { role }), {}),
    'people.newCode': ({ user }) => this.people.code(user),
    'people.resetPin': ({ user }) => (this.people.change(user, { wayIn: { kind: 'passwordOnly' } }), {}),
    'people.remove': ({ user }) => (this.people.change(user, { leftAt: this.now, wayIn: { kind: 'nothing' } }), {}),
    'people.setLocations': ({ user, locations }) => (this.people.change(user, { locations, placesInDoubt: false }), {}),
    'locations.save': ({ location, name, lines }) => (this.people.saveLocation(location, name, lines), {}),
    'locations.close': ({ location }) => {
      this.people.locations = this.people.locations.filter((one) => one.id !== location);
      return {};
    },
    'roles.save': (role) => {
      if (this.people.own.some((one) => one.name === role.name && one.role !== role.role))
        throw new CallError({ code: 'badField', advice: 'There is a role of this name.', field: 'name' });
      this.people.saveRole(role);
      return {};
    },
    'roles.retire': ({ role }) => {
      this.people.own = this.people.own.filter((one) => one.role !== role);
      return {};
    },
    'people.log': () => this.people.log(),
    'session.close': () => {
      this.status = { kind: 'signIn', lock: this.lockScreen(false) };
      this.emit({ kind: 'statusChanged' });
      return {};
    },
    'session.touch': () => ({}),
    'session.changePassword': ({ password }) => {
      if (password !== 'correct horse battery')
        throw new CallError({ code: 'wrongSecret', advice: 'That password doesn’t open Foyer.', field: 'password' });
      return {};
    },
    'settings.saveLock': ({ afterMinutes }) => {
      this.lockAfterMinutes = afterMinutes;
      this.emit({ kind: 'settingsChanged' });
      return {};
    },
    'app.openAgain': () => this.status ?? { kind: 'ready', desk: this.desk() },
    'threads.list': ({ view, offset, limit, own }) => {
      const all = own === null ? this.view(view) : this.together.threads(own, this.threads);
      return {
        rows: all.slice(offset, offset + limit).map((thread) => this.row(thread)),
        offset,
        total: all.length,
        counts: this.counts(),
      };
    },
    'threads.count': () => this.counts(),
    'threads.open': ({ thread }) => {
      this.thread(thread).unread = 0;
      return this.detail(this.thread(thread));
    },
    'threads.openWithReason': ({ thread }) => {
      const found = this.thread(thread);
      Object.assign(found, { hidden: false, openUntilAt: this.now + 30 * 60_000 });
      return this.detail(found);
    },
    'threads.tag': ({ thread, name, on }) => {
      const found = this.thread(thread);
      const others = found.tags.filter((one) => one !== name);
      found.tags = on ? [...others, name].sort() : others;
      return {};
    },
    'tags.list': () => ({ names: [...new Set(this.threads.flatMap((one) => one.tags))].sort() }),
    'views.list': () => this.together.list(),
    'views.save': ({ name, wanted }) => this.together.save(name, wanted),
    'views.remove': ({ own }) => this.together.remove(own),
    'threads.file': ({ thread, category }) => {
      Object.assign(this.thread(thread), { category, suggested: null, hidden: category !== 'scheduling' });
      return {};
    },
    'threads.earlier': ({ thread, earlier }) => {
      const items = this.thread(thread).items;
      const end = items.findIndex((item) => item.id === earlier);
      const start = Math.max(0, end - 50);
      return { items: items.slice(start, end), earlier: start > 0 ? (items[start]?.id ?? null) : null };
    },
    'threads.refresh': ({ thread, latest }) => {
      const detail = this.detail(this.thread(thread));
      if (detail.hidden) return detail;
      const items = this.thread(thread).items;
      const start = Math.max(0, items.length - latest);
      return {
        ...detail,
        timeline: { items: items.slice(start), earlier: start > 0 ? (items[start]?.id ?? null) : null },
      };
    },
    'threads.markUnread': ({ thread }) => {
      this.thread(thread).unread = 1;
      return {};
    },
    'threads.assign': ({ thread, user }) => {
      this.thread(thread).assignee = user;
      return {};
    },
    'threads.close': ({ thread }) => {
      Object.assign(this.thread(thread), { state: 'closed', stateAt: this.now });
      return {};
    },
    'threads.reopen': ({ thread }) => {
      this.thread(thread).state = 'open';
      return {};
    },
    'threads.snooze': ({ thread, untilAt }) => {
      Object.assign(this.thread(thread), { state: 'snoozed', stateAt: untilAt });
      return {};
    },
    'threads.start': ({ number, name, language }) => {
      const digits = number.replace(/\D/g, '').slice(-10);
      const found = this.threads.find((thread) => thread.e164.endsWith(digits));
      if (found) return { thread: found.id };
      const model = this.thread('odell');
      const pretty = `(${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}`;
      const id = `new${digits}`;
      this.threads.unshift({
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
      const note: TimelineItem = { kind: 'note', id: clientId, author: 'Marisol Vega', text: words, at: this.now };
      this.thread(thread).items.push(note);
      return note;
    },
    'media.tag': ({ attachment, shows }) => {
      for (const item of this.threads.flatMap((one) => one.items))
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
      if (note) this.thread(thread).noteDraft = words;
      else this.thread(thread).draft = words;
      return {};
    },
    'drafts.screen': ({ text: words, revision }) => screen(words, revision),
    'messages.send': ({ thread, text: words, clientId, overrideReason }): SendReply => {
      const one = this.thread(thread);
      const refusal =
        this.composer(one).refusal ??
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
      return { kind: 'queued', item: this.#queue(one, words, clientId) };
    },
    'messages.lookAhead': ({ thread, day, minute }) => {
      const at = fromLocalField(`${day}T${fieldOfMinute(minute)}`, ZONE) ?? 0;
      const refusal = this.composer(this.thread(thread)).refusal;
      const open = fromLocalField(`${day}T08:00`, ZONE) ?? 0;
      const early = minute < 8 * 60 || minute >= 21 * 60;
      return {
        at,
        secondAt: null,
        past: at <= this.now,
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
    'messages.suggestTimes': () => suggestedTimes(this.now),
    'messages.schedule': ({ thread, text: words, clientId, atMs }) => ({
      kind: 'queued',
      item: this.#queue(this.thread(thread), words, clientId, {
        delivery: delivery('held', { hold: 'scheduled', scheduledAt: atMs }),
      }),
    }),
    'messages.handOff': ({ thread, text: words, clientId, target, withoutText }) => {
      const one = this.thread(thread);
      const kind = target ?? 'portal';
      const card = { ...handoff(`handoff-${clientId}`, this.now), target: kind };
      if (kind !== 'portal' || withoutText) {
        Object.assign(card, kind === 'portal' ? { withoutLink: true } : { state: 'offered', canCheckOff: true });
        const item: TimelineItem = {
          kind: 'portalCard',
          id: `card-${clientId}`,
          from: { kind: 'you' },
          text: words,
          at: this.now,
          handoff: { ...card, canTakeBack: true },
        };
        one.items.push(item);
        this.changed(one);
        return { kind: 'queued', item };
      }
      one.items.push({
        kind: 'portalCard',
        id: `card-${clientId}`,
        from: { kind: 'you' },
        text: words,
        at: this.now,
        handoff: handoff(`handoff-${clientId}`, this.now),
      });
      return {
        kind: 'queued',
        item: this.#queue(one, HANDOFF, clientId, {
          purpose: 'portalLink',
          delivery: delivery('queued', { undoUntilAt: this.now + 8000 }),
        }),
      };
    },
    'messages.cancel': ({ message }) => {
      const [thread, item] = this.#message(message);
      const card = thread.items.find((one) => one.id === `card-${item.clientId}`);
      thread.items = thread.items.filter((one) => one !== item && one !== card);
      this.changed(thread);
      return { text: card?.kind === 'portalCard' ? card.text : item.text };
    },
    'handoffs.sendLink': ({ handoff: id, clientId }) => {
      const thread = this.#threadOfHandoff(id);
      return { kind: 'queued', item: this.#queue(thread, HANDOFF, clientId, { purpose: 'portalLink' }) };
    },
    'handoffs.checkOff': ({ handoff: id }) => {
      const thread = this.#threadOfHandoff(id);
      return { kind: 'queued', item: this.#queue(thread, HANDOFF, `link-${id}`, { purpose: 'portalLink' }) };
    },
    'handoffs.takeBack': ({ handoff: id }) => {
      const thread = this.#threadOfHandoff(id);
      const card = thread.items.find((one) => one.kind === 'portalCard' && one.handoff?.id === id);
      thread.items = thread.items.filter((one) => one !== card);
      this.changed(thread);
      return { text: card?.kind === 'portalCard' ? card.text : '' };
    },
    'handoffs.copy': () => ({ seconds: 30 }),
    'portal.openStaffPage': () => ({}),
    'handoffs.tasks': () => ({ tasks: [] }),
    'handoffs.signUp': ({ thread, clientId }) => ({
      kind: 'queued',
      item: this.#queue(this.thread(thread), HANDOFF, clientId, { purpose: 'portalLink' }),
    }),
    'handoffs.invite': ({ thread, clientId }) => ({
      kind: 'queued',
      item: this.#queue(this.thread(thread), HANDOFF, clientId, { purpose: 'portalLink' }),
    }),
    'patients.savePortal': ({ thread, recordNumber, standing }) => {
      const patient = this.thread(thread).patient;
      if (patient) patient.portal = { standing, seenAt: null, recordNumber: recordNumber || null };
      return {};
    },
    'audit.examine': () => ({
      entries: 412,
      vouched: 400,
      first: null,
      examinedAt: this.now,
      key: 'foyer-audit/0+0+A',
    }),
    'audit.read': ({ before, thread, by }) => this.review.log(thread, by, before),
    'keys.change': () => ({ kind: 'ready', desk: this.desk() }),
    'agreements.get': () => this.agreements.info(),
    'agreements.signOff': () => this.agreements.signOff(this.now),
    'training.record': ({ user, on }) => (this.agreements.train(user, on), {}),
    'agreements.save': (signed) => (this.agreements.save(signed), {}),
    'agreements.remove': ({ id }) => {
      this.agreements.rows = this.agreements.rows.filter((row) => row.id !== id);
      return {};
    },
    'backup.get': () => this.backup,
    'computer.get': () => ({ disk: 'encrypted', swap: { kind: 'onDisk', disk: 'plain' } }),
    'backup.chooseFolder': () => this.#backedUp(),
    'backup.now': () => this.#backedUp(),
    'backup.drill': () => this.#backedUp(),
    'backup.save': (keep) => (this.backup = { ...this.backup, ...keep }),
    'recovery.copies': () => restoreChoices(),
    'recovery.chooseCopy': () => restoreChoices(),
    'recovery.startNew': () => {
      this.status = { kind: 'setup', keyring: true, look: LOOK };
      return { keptAs: 'practice.damaged-2026-11-20-140000.000Z' };
    },
    'recovery.repair': () => {
      this.status = { kind: 'signIn', lock: this.lockScreen(false) };
      this.frozen = frozenCopy(repairInfo());
      return { keptAs: 'practice.damaged-1', repair: repairInfo() };
    },
    'recovery.restore': () => {
      this.status = { kind: 'signIn', lock: this.lockScreen(false) };
      return { keptAs: 'practice.damaged-1', onlyKey: false };
    },
    'audit.export': () => ({ path: '/home/desk/exports/foyer-audit.jsonl', entries: 412 }),
    'portal.get': () => this.portal,
    'portal.save': ({ link, signUp, staffUrl, remindHours }) =>
      Object.assign(this.portal, { link, signUp, staffUrl, remindHours }),
    'portal.saveAgreement': ({ agreement }) => Object.assign(this.portal, { agreement, covered: agreement !== null }),
    'portal.connect': ({ baseUrl, clientId, recordSystem, sender }) =>
      Object.assign(this.portal, {
        fhir: { baseUrl, clientId, recordSystem, sender: sender || null, publicKey: '{"kty":"EC"}' },
      }),
    'portal.disconnect': () => Object.assign(this.portal, { fhir: null }),
    'portal.makeKey': () => ({ jwk: '{"kty":"EC"}' }),
    'portal.saveText': ({ kind, en, es }) => {
      for (const [language, template] of [
        ['en', en],
        ['es', es],
      ] as const)
        if (template)
          this.portal.texts[`${kind}.${language}`] = {
            template,
            preview: template,
            segments: segments(template),
            own: true,
          };
      return this.portal;
    },
    'messages.resolve': ({ message, choice }) => {
      const [thread, item] = this.#message(message);
      item.delivery = delivery(choice === 'leaveIt' ? 'cancelled' : choice === 'sendAgain' ? 'queued' : 'delivered');
      this.changed(thread);
      return {};
    },
    'consent.sendNotice': ({ thread, clientId }) => {
      const one = this.thread(thread);
      one.badge = 'noticeSent';
      for (const card of one.consent)
        if (card.channel === one.channel)
          Object.assign(card, { badge: 'noticeSent', sinceAt: this.now, basis: null, untilAt: null });
      return { kind: 'queued', item: this.#queue(one, NOTICE, clientId, { purpose: 'notice' }) };
    },
    'consent.record': ({ thread, agreed, basis }) => {
      const one = this.thread(thread);
      one.badge = agreed ? 'granted' : 'optedOut';
      for (const card of one.consent)
        if (card.channel === one.channel)
          Object.assign(card, { badge: one.badge, basis, sinceAt: this.now, untilAt: null });
      one.facts.unshift({ at: this.now, what: agreed ? 'granted' : 'revoked', basis, by: 'Marisol Vega' });
      return {};
    },
    'consent.saveProof': () => ({ saved: true }),
    'consent.proof': ({ thread, atMs }) => this.consent.proof(this.thread(thread), atMs),
    'consent.newOwner': ({ thread }) => {
      const one = this.thread(thread);
      Object.assign(one, { badge: 'noConsent', patient: null, name: one.number });
      return {};
    },
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
      failed: [{ problem: 'landline', times: 4 }],
      refused: [
        { why: 'noConsent', times: 6 },
        { why: 'portalOnly', times: 9 },
      ],
    }),
    'overview.save': () => ({ saved: true }),
    'overview.read': ({ period }) => overview(period, this.now, this.may.audit),
    'overview.behind': ({ figure }) => behind(figure, this.now),
    'report.read': ({ asked }) => report(this.thread(asked.thread).name, this.now),
    'report.save': () => ({ saved: true }),
    'report.print': () => ({}),
    'report.queries': () => ({ items: this.queries }),
    'report.saveQuery': ({ name, asked, days }) => {
      const of = this.thread(asked.thread);
      const { thread, channel, from, to } = asked;
      const kept = {
        id: `query${this.queries.length + 1}`,
        name,
        thread,
        channel,
        days,
        from,
        to,
        by: 'Dana Whitfield',
      };
      this.queries = [...this.queries, { ...kept, person: of.name, number: of.number }];
      return { items: this.queries };
    },
    'report.removeQuery': ({ query }) => {
      this.queries = this.queries.filter((one) => one.id !== query);
      return { items: this.queries };
    },
    'review.threads': ({ asked }) => this.review.threads(asked),
    'review.open': ({ thread }) => this.review.open(thread),
    'review.mark': ({ thread }) => {
      this.review.mark(thread);
      return {};
    },
    'review.comment': ({ text: words, asks }) => {
      this.review.comment(words, asks);
      return {};
    },
    'review.mentions': () => ({ items: this.review.mentions }),
    'access.list': () => this.review.access(),
    'access.enter': ({ thread, askedOn }) => ({
      request: this.review.enter(thread, askedOn),
      list: this.review.access(),
    }),
    'access.step': ({ request, step, words }) => this.review.step(request, step, words),
    'access.saveCopy': () => ({ saved: true, messages: 7, at: this.now }),
    'threads.look': () => ({}),
    'alerts.take': () => {
      const thread = this.clicked;
      this.clicked = null;
      return { thread };
    },
    'settings.saveRepeat': ({ minutes }) => {
      this.repeatMinutes = minutes;
      this.emit({ kind: 'settingsChanged' });
      return {};
    },
    'looking.read': () => this.looking.page(),
    'looking.behind': (asked) => this.looking.behind(asked, this.threads),
    'looking.settle': (asked) => {
      const done = this.looking.settle(asked);
      this.emit({ kind: 'settingsChanged' });
      return done;
    },
    'people.compare': () => ({ groups: [], rows: [], compared: false }),
    'brake.knowElsewhere': () => {
      this.connectivity = { ...this.connectivity, state: 'online', elsewhere: 0 };
      this.emit({ kind: 'connectivityChanged' });
      return {};
    },
    'brake.get': () => this.brake.info,
    'brake.save': (asked) => this.brake.save(asked),
    'brake.lift': (asked) => {
      const info = this.brake.lift(asked);
      this.connectivity = { ...this.connectivity, state: 'online', sinceAt: null };
      this.emit({ kind: 'connectivityChanged' });
      return info;
    },
    'settings.saveGoals': ({ goals }) => {
      this.goals = goals;
      this.emit({ kind: 'settingsChanged' });
      return {};
    },
    'templates.drift': () => this.review.nightly(this.templates.page().templates),
    'templates.scan': () => this.review.nightly(this.templates.page().templates),
    'templates.signOff': ({ words }) => {
      this.review.sign(words);
      return this.review.nightly(this.templates.page().templates);
    },
    'retention.read': () => this.retention,
    'retention.save': ({ years }) => {
      this.retention = { ...this.retention, years, due: years.scheduling === null ? 0 : 41, nightly: null };
      return this.retention;
    },
    'retention.sign': ({ nightly }) => {
      const signed = nightly ? { by: 'Dana Whitfield', sinceAt: this.now } : null;
      return (this.retention = { ...this.retention, nightly: signed });
    },
    'retention.hold': ({ thread, why }) => {
      const name = thread === null ? null : this.thread(thread).name;
      const hold = { id: `hold-${this.retention.holds.length}`, name, why, by: 'Dana Whitfield', sinceAt: this.now };
      this.retention.holds.unshift({ ...hold, releasedAt: null });
      if (thread === null) this.retention.due = 0;
      return this.retention;
    },
    'retention.release': ({ hold }) => {
      for (const one of this.retention.holds) if (one.id === hold) one.releasedAt = this.now;
      return this.retention;
    },
    'retention.confirmHolds': () => (this.retention = { ...this.retention, holdsInDoubt: false }),
    'retention.erase': () => {
      const texts = this.retention.due;
      this.retention.due = 0;
      return { texts, notes: 0, files: 2, info: this.retention };
    },
    'cases.report': () => this.cases.report(),
    'cases.list': () => this.cases.register(),
    'cases.open': ({ case: id }) => this.cases.get(id),
    'cases.answer': ({ case: id, factor, risk, words }) => this.cases.answered(id, factor, risk, words),
    'cases.saveScope': ({ case: id, knownOn, affected, licensedClinic }) => {
      const people = affected.reduce((sum, one) => sum + one.people, 0);
      const scope = { ...this.cases.get(id).scope, knownOn, affected, people, licensedClinic };
      return this.cases.change(id, { kind: 'scopeSet', people }, null, { scope });
    },
    'cases.note': ({ case: id, words }) => this.cases.change(id, { kind: 'noted' }, words),
    'cases.decide': ({ case: id, decision, words }) =>
      this.cases.change(id, { kind: 'decided', decision }, words, { state: 'assessed', decision }),
    'cases.signOff': ({ case: id, keepUntil }) => {
      this.cases.change(id, { kind: 'signedOff' }, null, { state: 'signedOff' });
      return this.cases.keep(id, keepUntil, null);
    },
    'cases.keep': ({ case: id, keepUntil, words }) => this.cases.keep(id, keepUntil, words),
    'cases.reopen': ({ case: id, words }) =>
      this.cases.change(id, { kind: 'reopened' }, words, { state: 'draft', decision: null }),
    'cases.lift': ({ case: id, words }) =>
      this.cases.change(id, { kind: 'sendsResumed' }, words, { stops: false, stoppedAt: null }),
    'cases.numberAsked': ({ case: id, answer, right }) => {
      const { others } = this.cases.get(id).ofNumber;
      const known = right === '' ? others : [...others, { number: right, thread: 'odell' }];
      const ofNumber = { answer, rightThread: right === '' ? null : 'odell', others: known };
      return this.cases.change(id, { kind: 'numberAsked', answer }, null, { ofNumber });
    },
    'cases.draftLetter': ({ language }) => ({
      text: language === 'es' ? 'Qué pasó\n[Nombre]\n' : 'What happened\n[Name]\n',
    }),
    'cases.saveLetter': ({ case: id, language }) => {
      this.cases.change(id, { kind: 'letterSaved', language }, null);
      return { saved: true };
    },
    'cases.export': ({ case: id }) => {
      this.cases.change(id, { kind: 'exported' }, null);
      return { saved: true };
    },
    'consent.due': () => this.consent.due(),
    'consent.previewRun': ({ threads }) => this.consent.preview(threads),
    'consent.startRun': ({ threads }) => this.consent.start(threads),
    'consent.run': () => ({ run: this.consent.run }),
    'consent.changeRun': ({ change }) => {
      const run = this.consent.run;
      if (run)
        this.consent.run = { ...run, state: change === 'pause' ? 'paused' : change === 'stop' ? 'stopped' : 'running' };
      return { run: this.consent.run };
    },
    'consent.reviews': () => ({
      items: this.consent.reviews,
      open: this.consent.reviews.filter((item) => item.decision === null).length,
    }),
    'consent.decideReview': ({ review, decision }) => {
      this.consent.reviews = this.consent.reviews.map((item) =>
        item.id === review ? { ...item, decision, decidedBy: 'Marisol Vega', decidedAt: this.now } : item,
      );
      return {};
    },
    'consent.readList': () => LIST_SHAPE,
    'consent.previewList': ({ mapping }) => listPreview(mapping),
    'consent.import': () => {
      this.imports = [{ ...IMPORTED, at: this.now }, ...this.imports];
      return this.imports[0] ?? IMPORTED;
    },
    'consent.imports': () => ({ imports: this.imports }),
    'consent.undoImport': () => {
      this.imports = this.imports.map((one) => ({ ...one, undoneAt: this.now, undoneBy: 'Marisol Vega' }));
      return {};
    },
    'consent.notices': () => this.consent.notices,
    'consent.saveNotice': (words) => this.consent.saveNotice(words),
    'settings.consentFigures': () => this.figures,
    'settings.saveConsentFigures': ({ figures }) => {
      this.figures = figures;
      return figures;
    },
    'patients.saveState': () => ({}),
    'consent.list': ({ thread }) => ({ facts: this.thread(thread).facts }),
    'outbox.list': () => {
      const later = (item: OutboxItem) => item.delivery.hold === 'scheduled';
      const all = this.outbox();
      return { items: all.filter((item) => !later(item)), scheduled: all.filter(later) };
    },
    'outbox.doubt': ({ message }) => {
      const [, item] = this.#message(message);
      return {
        steps: [
          { at: item.at + 8000, what: 'handed', by: null },
          { at: item.at + 18_000, what: 'noAnswer', by: null },
        ],
      };
    },
    'outbox.frozen': () => ({ copy: this.frozen }),
    'outbox.thaw': () => ({}),
    'outbox.tryNow': () => ({}),
    'outbox.sendPastBreak': () => ({}),
    'line.focus': () => ({}),
    'line.connectivity': () => this.connectivity,
    'carrier.earlier': () => this.earlier,
    'carrier.fetchDay': ({ line, list, dayAt }) => {
      const day = this.earlier.days.find((one) => one.line === line && one.list === list && one.dayAt === dayAt);
      if (day) day.fetching = true;
      return {};
    },
    'carrier.saveScrub': ({ afterDays }) => {
      this.earlier.scrub.afterDays = afterDays;
      return {};
    },
    'carrier.saveNight': ({ seconds }) => {
      this.earlier.nightSeconds = seconds;
      return {};
    },
    'carrier.saveHistory': ({ days, paused }) => {
      Object.assign(this.earlier.history, { wantedDays: days, paused });
      return {};
    },
    'patients.save': ({ thread, fullName, goesBy, language }) => {
      const one = this.thread(thread);
      if (fullName.trim() === '') throw new CallError({ code: 'badField', advice: 'Write a name.', field: 'fullName' });
      if (one.patient)
        Object.assign(one.patient, { fullName, goesBy, language, firstName: goesBy ?? fullName.split(' ')[0] });
      one.name = goesBy ?? fullName;
      return {};
    },
    ...contactsHandlers(
      () => this.now,
      (done, total) => this.emit({ kind: 'contactsProgress', done, total }),
    ),
    ...householdHandlers(
      (id) => this.thread(id),
      () => this.threads,
    ),
    'patients.merge': ({ thread, other }) => {
      const into = this.thread(thread).patient;
      const record = this.threads.find((one) => one.patient?.id === other)?.patient;
      if (!into || !record) throw new CallError({ code: 'notFound', advice: 'This is not on file.', field: null });
      into.merged = [{ patient: other, name: record.fullName, by: 'Marisol Vega', at: this.now }, ...into.merged];
      return {};
    },
    'patients.split': ({ thread, other }) => {
      const into = this.thread(thread).patient;
      if (into) into.merged = into.merged.filter((one) => one.patient !== other);
      return {};
    },
    'patients.revealBirthDate': ({ patient }) => ({
      date: this.threads.find((one) => one.patient?.id === patient)?.birthDate ?? '1961-03-14',
    }),
    'search.texts': ({ asked }) => searchTexts(this.threads, asked),
    'search.around': ({ message }) => searchAround(this.threads, message),
    'search.save': () => ({ saved: true }),
    'search.find': ({ text: words, limit }) => {
      const wanted = words.trim().toLowerCase();
      const digits = words.replace(/\D/g, '');
      const people = this.threads.filter(
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
        messages: this.threads
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
    'settings.save': ({ settings }) => {
      this.settings = settings;
      return settings;
    },
    'settings.savePractice': () => ({}),
    'batches.preview': ({ template, to, openOnly }) => this.batches.preview(template, to, openOnly),
    'batches.start': ({ template }) =>
      this.batches.start(this.templates.page().templates.find((one) => one.id === template)?.name ?? ''),
    'batches.readList': () => this.batches.readList(),
    'batches.earlier': () => this.batches.list(),
    'batches.read': ({ people, batch }) => this.batches.read(people, batch),
    'batches.change': ({ change }) => this.batches.change(change),
    'hours.read': () => this.hours.page(),
    'hours.save': ({ offices, replies }) => this.hours.save(offices, replies),
    'hours.morning': () => this.hours.morning(this.threads.map((thread) => this.row(thread))),
    'templates.list': () => this.templates.page(),
    'templates.pick': ({ thread, typed, language }) =>
      this.templates.pick(typed, language ?? this.thread(thread).patient?.language ?? 'en'),
    'templates.take': ({ thread, template, language, before, after }) => {
      const reply = this.templates.take(template, language, before, after);
      if (reply.kind === 'taken') this.thread(thread).draft = reply.text;
      return reply;
    },
    'templates.check': ({ en, es }) => this.templates.check(en, es),
    'templates.save': (wording) => this.templates.save(wording),
    'templates.submit': ({ template }) => this.templates.decide(template, 'submit'),
    'templates.decide': ({ template, decision }) => this.templates.decide(template, decision),
    'templates.saveFacts': ({ facts }) => {
      this.templates.facts = facts;
      return this.templates.page();
    },
    'screener.get': () => this.screener.info,
    'screener.allow': ({ term }) => this.screener.allow(term),
    'screener.takeBack': ({ term }) => this.screener.takeBack(term),
    'screener.saveTextName': ({ textName }) => this.screener.saveTextName(textName),
    'settings.replaceTwilioKey': () => ({}),
    'practice.setCarrier': ({ answering }) => {
      this.connectivity = answering
        ? {
            ...this.connectivity,
            state: 'online',
            sinceAt: null,
            nextTryAt: null,
            backAt: this.now,
            sentSinceBack: this.outbox().length,
          }
        : { ...this.connectivity, state: 'carrierDown', sinceAt: this.now, nextTryAt: this.now + 24_000, backAt: null };
      if (answering) this.deliver();
      this.emit({ kind: 'connectivityChanged' });
      return {};
    },
  };
}
