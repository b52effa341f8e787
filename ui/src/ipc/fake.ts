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
  Settings,
  ThreadDetail,
  ThreadRow,
  TimelineItem,
  View,
  ViewCounts,
} from './bindings';
import { CallError, type CommandName, type Core, type Reply, type Request } from './client';
import { backupInfo } from './fakeBackup';
import { FakeCases } from './fakeCases';
import { segments } from './fakeDraft';
import { contactsHandlers } from './fakeContacts';
import { FakeConsent, TEXAS } from './fakeConsent';
import { householdHandlers } from './fakeHousehold';
import { delivery, morning, NOW, STAFF, text, ZONE, type FakeThread } from './fakeMorning';
import { FakeAgreements } from './fakeAgreements';
import { FakePeople } from './fakePeople';
import { portalSetup } from './fakePortal';
import { FakeReview } from './fakeReview';
import { FakeScreener } from './fakeScreener';
import { FakeBatch } from './fakeBatch';
import { FakeBrake } from './fakeBrake';
import { FakeLooking } from './fakeLooking';
import { FakeHours } from './fakeHours';
import { FakeTemplates } from './fakeTemplates';
import { FakeTogether } from './fakeTogether';
import { enteringHandlers } from './fakeEntering';
import { threadsHandlers } from './fakeThreads';
import { reportsHandlers } from './fakeReports';
import { practiceHandlers } from './fakePractice';
import { HANDOFF, none } from './fakeWords';

export { HANDOFF, LOOK, RECOVERY_CODE } from './fakeWords';

export type Handlers = { [N in CommandName]: (args: Request<N>) => Reply<N> | Promise<Reply<N>> };
export type Message = Extract<TimelineItem, { kind: 'message' }>;

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
    undoSeconds: 0,
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

  sit(user: string): AppStatus {
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

  backedUp(): BackupInfo {
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

  #booking(thread: FakeThread): Pick<ThreadDetail, 'booking'> {
    const booking = this.templates.booking(thread.patient?.language ?? 'en');
    return booking ? { booking: { ...booking, asked: thread.asksForTime } } : {};
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
      ...this.#booking(thread),
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

  message(id: string): [FakeThread, Message] {
    for (const thread of this.threads) {
      const item = thread.items.find((one) => one.id === id);
      if (item?.kind === 'message') return [thread, item];
    }
    throw new CallError({ code: 'notFound', advice: 'This text is not there any more.', field: null });
  }

  queue(thread: FakeThread, words: string, clientId: string, more: Partial<Message> = {}): TimelineItem {
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

  threadOfHandoff(id: string): FakeThread {
    const found = this.threads.find((one) =>
      one.items.some((item) => item.kind === 'portalCard' && item.handoff?.id === id),
    );
    if (!found) throw new Error('no such hand-off');
    return found;
  }

  #handlers: Handlers = {
    ...enteringHandlers(this),
    ...threadsHandlers(this),
    ...reportsHandlers(this),
    ...practiceHandlers(this),
    ...contactsHandlers(
      () => this.now,
      (done, total) => this.emit({ kind: 'contactsProgress', done, total }),
    ),
    ...householdHandlers(
      (id) => this.thread(id),
      () => this.threads,
    ),
  };
}
