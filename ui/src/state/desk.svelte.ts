/**
 * The desk: every slice of what the window shows, where the person is, and what the core's events do to it. It decides
 * nothing about texts. What the person does is in `ThreadActs` and `Writing`.
 */

import type { OwnView, ReviewDecisionKind, Settings, View } from '../ipc/bindings';
import { asCallError, type Core } from '../ipc/client';
import { t } from '../text';
import { AccessState } from './access.svelte';
import { AllYears } from './allYears.svelte';
import { Announcer } from './announcer.svelte';
import { BatchesState } from './batches.svelte';
import { Clock } from './clock.svelte';
import type { Composer } from './composer.svelte';
import { Connectivity } from './connectivity.svelte';
import { Consent } from './consent.svelte';
import { Earlier } from './earlier.svelte';
import { EntriesState } from './entries.svelte';
import { perFrame, type Changes } from './events';
import { Handoffs } from './handoffs.svelte';
import { Inbox } from './inbox.svelte';
import { Layout } from './layout.svelte';
import { Mentions } from './mentions.svelte';
import { Morning } from './morning.svelte';
import { OwnViewsState } from './ownViews.svelte';
import { Outbox } from './outbox.svelte';
import { OverviewState } from './overview.svelte';
import { CasesState } from './cases.svelte';
import { ReportState } from './report.svelte';
import { Search } from './search.svelte';
import { Session } from './session.svelte';
import { TemplatesState } from './templates.svelte';
import { type OpenThread, Threads } from './thread.svelte';
import { ThreadActs } from './threadActs';
import { ThreadReviewState } from './threadReview.svelte';
import { Toasts } from './toasts.svelte';
import { Tour } from './tour.svelte';
import { Writing } from './writing.svelte';

export type Page =
  | 'inbox'
  | 'newMessage'
  | 'scheduled'
  | 'morning'
  | 'overview'
  | 'consentDue'
  | 'templates'
  | 'batch'
  | 'search'
  | 'settings'
  | 'help';
export type Dialog =
  | 'none'
  | 'find'
  | 'keys'
  | 'consent'
  | 'proof'
  | 'place'
  | 'patient'
  | 'override'
  | 'reason'
  | 'snooze'
  | 'tags'
  | 'ownView'
  | 'household'
  | 'merge';
export type SettingsPage = 'practice' | 'people' | 'agreements' | 'log';
export type Menu = 'none' | 'assign' | 'snooze' | 'more';

/** What shows that somebody is here. */
const MOVES = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;

/** The core needs to hear it this often, in milliseconds: a lock comes after a minute at the soonest. */
const TELL_EVERY = 10_000;

export class DeskState {
  readonly clock = new Clock();
  readonly announcer = new Announcer();
  readonly layout = new Layout();
  readonly toasts = new Toasts(this.announcer);
  readonly session: Session;
  readonly connectivity: Connectivity;
  readonly inbox: Inbox;
  readonly threads: Threads;
  readonly outbox: Outbox;
  readonly consent: Consent;
  readonly overview: OverviewState;
  readonly report: ReportState;
  readonly threadReview: ThreadReviewState;
  readonly entries: EntriesState;
  readonly access: AccessState;
  readonly mentions: Mentions;
  readonly morning: Morning;
  readonly cases: CasesState;
  readonly templates: TemplatesState;
  readonly batches: BatchesState;
  readonly earlier: Earlier;
  readonly search: Search;
  readonly people: Search;
  readonly allYears: AllYears;
  readonly ownViews: OwnViewsState;
  readonly acts: ThreadActs;
  readonly writing: Writing;
  readonly handoffs: Handoffs;

  readonly tour: Tour;

  page = $state<Page>('inbox');
  settingsPage = $state<SettingsPage>('practice');
  aside = $state<'patient' | 'outbox' | 'none'>('patient');
  /** Under 1180 px the aside is a drawer that starts closed. */
  drawer = $state(false);
  dialog = $state<Dialog>('none');
  /** How far a list of people has been brought in, in rows. */
  contactsProgress = $state.raw<{ done: number; total: number } | null>(null);
  menu = $state<Menu>('none');

  #stopListening: (() => void) | undefined;
  #seeded = false;
  #touchedAt = 0;
  /** When the core last heard that somebody is here; at once after it warned. */
  #toldAt = -Infinity;

  constructor(readonly core: Core) {
    this.session = new Session(core, this.clock);
    this.connectivity = new Connectivity(core, this.clock, this.session, this.announcer);
    this.inbox = new Inbox(core);
    this.threads = new Threads(core);
    this.outbox = new Outbox(core, (waiting) => this.toasts.follow(waiting));
    this.consent = new Consent(core);
    this.overview = new OverviewState(core);
    this.report = new ReportState(core);
    this.threadReview = new ThreadReviewState(core);
    this.entries = new EntriesState(core);
    this.access = new AccessState(core);
    this.mentions = new Mentions(core);
    this.morning = new Morning(core);
    this.cases = new CasesState(core);
    this.templates = new TemplatesState(core);
    this.batches = new BatchesState(core);
    this.earlier = new Earlier(core);
    this.search = new Search(core, 8);
    this.people = new Search(core, 8);
    this.allYears = new AllYears(core, (thrown) => this.fail(thrown));
    this.ownViews = new OwnViewsState(core);
    this.acts = new ThreadActs(this);
    this.writing = new Writing(this);
    this.handoffs = new Handoffs(this);
    this.tour = new Tour(this);
  }

  /** The composer of the open thread. */
  get composer(): Composer | null {
    return this.writing.composer;
  }

  // ----- life -----

  async start(): Promise<void> {
    this.clock.start();
    this.#stopListening = await this.core.listen(perFrame((changes) => void this.#changed(changes)));
    window.addEventListener('blur', this.#leaveWindow);
    window.addEventListener('pagehide', this.#leaveWindow);
    window.addEventListener('focus', this.#returnToWindow);
    for (const touch of ['pointerdown', 'keydown'] as const) window.addEventListener(touch, this.#touched, true);
    for (const move of MOVES) window.addEventListener(move, this.#here, { capture: true, passive: true });
    await this.#reload();
  }

  stop(): void {
    this.#stopListening?.();
    this.clock.stop();
    window.removeEventListener('blur', this.#leaveWindow);
    window.removeEventListener('pagehide', this.#leaveWindow);
    window.removeEventListener('focus', this.#returnToWindow);
    for (const touch of ['pointerdown', 'keydown'] as const) window.removeEventListener(touch, this.#touched, true);
    for (const move of MOVES) window.removeEventListener(move, this.#here, true);
  }

  /** After a status that came from setup, unlocking or another try. */
  async settled(): Promise<void> {
    const desk = this.session.desk;
    if (!desk) {
      this.#seeded = false;
      this.writing.forget();
      this.threads.forget();
      this.consent.forget();
      this.overview.forget();
      this.report.forget();
      this.threadReview.forget();
      this.entries.forget();
      this.access.forget();
      this.mentions.forget();
      this.morning.forget();
      this.cases.forget();
      this.templates.forget();
      this.batches.forget();
      this.allYears.forget();
      this.ownViews.forget();
      this.inbox.own = null;
      return;
    }
    this.connectivity.seed(desk.connectivity);
    if (this.#seeded) return;
    this.#seeded = true;
    await Promise.all([
      this.inbox.show(this.inbox.view),
      this.outbox.read(),
      this.handoffs.read(),
      this.consent.read(),
      this.earlier.read(),
      this.mentions.read(),
      this.morning.read(),
      this.ownViews.read(),
      this.#readBatch(),
    ]);
    await this.#openClicked();
  }

  // ----- moving about -----

  async showView(view: View): Promise<void> {
    this.page = 'inbox';
    await this.attempt(() => this.inbox.show(view));
  }

  async showOwnView(own: OwnView): Promise<void> {
    this.page = 'inbox';
    await this.attempt(() => this.inbox.show('all', own));
  }

  async removeOwnView(own: OwnView): Promise<void> {
    await this.attempt(async () => {
      await this.ownViews.remove(own.id);
      this.toasts.done(t.together.removed(own.name));
      await this.inbox.show('mine');
    });
  }

  /** The dialogs that offer tags read them first. */
  async openWithTags(dialog: 'tags' | 'ownView'): Promise<void> {
    if (await this.attempt(() => this.ownViews.readTags())) this.dialog = dialog;
  }

  async openThread(id: string): Promise<void> {
    this.page = 'inbox';
    this.menu = 'none';
    if (this.threads.selected === id && this.threads.current) return;
    this.writing.leave();
    this.inbox.active = id;
    await this.attempt(async () => {
      const thread = await this.threads.open(id);
      if (!thread) return;
      // Where opening marked it read, the core says so, and the list is read again.
      this.writing.take(thread);
    });
  }

  leaveThread(): void {
    this.writing.leave();
    this.threads.leave();
  }

  async step(by: 1 | -1): Promise<void> {
    // After Close the focus stands on the next row: that one is next.
    const waiting = this.threads.selected === null && by === 1 ? this.inbox.active : null;
    const row =
      (waiting === null ? undefined : this.inbox.row(waiting)) ??
      this.inbox.neighbour(this.threads.selected ?? this.inbox.active, by);
    if (row) await this.openThread(row.id);
  }

  /** Of the list that is shown, the thread that has waited longest, but for the open one. */
  async openWaiting(): Promise<void> {
    // The core sorts: whoever waits stands before whoever does not, the longest first.
    const longest = this.inbox.rows.find((row) => row?.waitingSinceAt != null && row.id !== this.threads.selected);
    if (longest) await this.openThread(longest.id);
  }

  toggleAside(which: 'patient' | 'outbox', narrow: boolean): void {
    const shown = this.aside === which && (!narrow || this.drawer);
    if (shown && narrow) this.drawer = false;
    else if (shown) this.aside = which === 'outbox' ? 'patient' : 'none';
    else {
      this.aside = which;
      this.drawer = narrow;
    }
    if (this.aside === 'outbox') void this.attempt(() => Promise.all([this.outbox.read(), this.handoffs.read()]));
  }

  /** The page that looks through all years, with what was typed so far. */
  showSearch(text: string): void {
    this.page = 'search';
    if (text.trim() !== '') void this.attempt(() => this.allYears.change({ text }));
  }

  /** The page that sends a template to a list; `own` is the list of one's own that it is for. */
  showBatch(own: OwnView | null = null): void {
    this.page = 'batch';
    void this.attempt(() => this.batches.open(own));
  }

  // ----- consent -----

  showSettings(page: SettingsPage = 'practice'): void {
    this.settingsPage = page;
    this.page = 'settings';
  }

  /** The audit log, of one thread or of everything. */
  showLog(thread: { thread: string; name: string } | null): void {
    this.entries.ask(thread);
    this.showSettings('log');
  }

  showConsentDue(): void {
    this.page = 'consentDue';
    void this.attempt(() => this.consent.open());
  }

  /** A case, on the page of incidents. */
  async showCase(id: string): Promise<void> {
    if (!(await this.attempt(() => this.cases.show(id)))) return;
    this.page = 'overview';
    this.overview.tab = 'incidents';
  }

  /** The proof behind a badge, of any thread; looking is written down by the core. */
  async showProof(thread: string, atMs: number | null = null): Promise<void> {
    if (await this.attempt(() => this.consent.showProof(thread, atMs))) this.dialog = 'proof';
  }

  /** From the proof to recording, in the proof's own thread. */
  async manageConsent(thread: string): Promise<void> {
    this.consent.closeProof();
    this.dialog = 'none';
    await this.openThread(thread);
    if (this.threads.current?.id === thread) this.dialog = 'consent';
  }

  async decideReview(review: string, decision: ReviewDecisionKind): Promise<void> {
    const done = await this.attempt(() => this.consent.decide(review, decision));
    if (done) this.toasts.done(decision === 'revoked' ? t.review.stopped : t.review.done);
    if (this.threads.current) await this.attempt(() => this.threads.current?.refresh() ?? Promise.resolve());
  }

  // ----- the line and the settings -----

  async tryNow(): Promise<void> {
    await this.attempt(() => this.connectivity.tryNow());
  }

  async thaw(send: string[], drop: string[]): Promise<void> {
    await this.attempt(() => this.outbox.thaw(send, drop));
  }

  async sendAnyway(): Promise<void> {
    await this.attempt(() => this.connectivity.sendAnyway());
  }

  async saveSettings(settings: Settings): Promise<void> {
    await this.attempt(() => this.session.saveSettings(settings));
  }

  /** Locks the desk. The page is blank at once, the draft is kept, and the page goes when the core says so. */
  async lock(): Promise<void> {
    const page = document.documentElement;
    page.dataset['leaving'] = 'yes';
    await this.attempt(async () => {
      await this.composer?.flush();
      await this.core.call('session.lock', {});
      await this.session.load();
    });
    delete page.dataset['leaving'];
  }

  async pretendCarrier(answering: boolean): Promise<void> {
    await this.attempt(() => this.core.call('practice.setCarrier', { answering }));
  }

  // ----- what every act shares -----

  /** Shows a failure. `notOpen` means that the window shows the wrong thing altogether. */
  fail(thrown: unknown): void {
    const error = asCallError(thrown);
    if (error.code === 'notOpen' || error.code === 'locked') void this.#reload();
    else this.toasts.problem(error);
  }

  /** Does it, or says why not. Returns whether it was done. */
  async attempt(act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (thrown) {
      this.fail(thrown);
      return false;
    }
  }

  /** Does something with the open thread, then reads it and the list again. */
  async onThread(act: (thread: OpenThread) => Promise<void>): Promise<boolean> {
    const thread = this.threads.current;
    if (!thread) return false;
    return this.attempt(async () => {
      await act(thread);
      await Promise.all([this.reread(thread), this.inbox.read(true)]);
    });
  }

  async reread(thread: OpenThread): Promise<void> {
    if (this.threads.current === thread) await thread.refresh();
  }

  /** A thread that was open with a reason is hidden again, here and in the list. */
  async closeGlass(thread: OpenThread): Promise<void> {
    await this.attempt(() => Promise.all([thread.refresh(), this.inbox.read()]));
  }

  // ----- inside -----

  async #readBatch(): Promise<void> {
    await this.batches.read(this.page === 'batch');
  }

  async #reload(): Promise<void> {
    try {
      await this.session.load();
      await this.settled();
    } catch (thrown) {
      this.toasts.problem(thrown);
    }
  }

  async #changed(changes: Changes): Promise<void> {
    if (changes.status || changes.settings) await this.#reload();
    if (!this.session.desk) {
      // The counts behind the lock.
      if (this.session.status.kind === 'signIn' && (changes.inbound > 0 || changes.outbox)) await this.#reload();
      return;
    }
    if (changes.lockSoon !== null) {
      this.#toldAt = -Infinity;
      void this.composer?.flush();
      this.toasts.done(t.lock.soon(changes.lockSoon));
      this.announcer.urge(t.lock.soon(changes.lockSoon));
    }
    if (changes.alert) void this.attempt(() => this.#openClicked());
    const work: Promise<unknown>[] = [];
    if (changes.threads.size > 0 || changes.inbound > 0) {
      work.push(this.inbox.read(), this.mentions.read(), this.morning.read());
      const open = this.threads.selected;
      for (const id of changes.threads) {
        if (id !== open) void this.threads.changed(id, false);
      }
      if (open !== null && changes.threads.has(open)) work.push(this.#reopened(open));
    }
    if (changes.outbox) work.push(this.outbox.read(), this.handoffs.read(), this.#readBatch());
    if (changes.consent) {
      // A list brought in or taken back changes badges of threads that nobody named.
      work.push(this.consent.read(), this.inbox.read());
      if (this.threads.current) work.push(this.threads.current.refresh());
    }
    if (changes.contacts) this.contactsProgress = changes.contacts;
    if (changes.earlier) work.push(this.earlier.read());
    if (changes.connectivity) {
      work.push(this.connectivity.read());
      // Whether a text would leave now is part of the open thread.
      if (this.threads.current) work.push(this.threads.current.refresh());
    }
    if (changes.outbox && !changes.connectivity) work.push(this.connectivity.read());
    const results = await Promise.allSettled(work);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) this.fail(failed.reason);
  }

  /** The thread of an alert that was clicked, perhaps while the desk was locked. */
  async #openClicked(): Promise<void> {
    const { thread } = await this.core.call('alerts.take', {});
    if (thread !== null) await this.openThread(thread);
  }

  async #reopened(id: string): Promise<void> {
    const before = this.threads.current;
    const states = new Map(
      before?.items.map((item) => [item.id, item.kind === 'message' ? item.delivery?.state : null]),
    );
    await this.threads.changed(id, this.#looking());
    const thread = this.threads.current;
    if (!thread || thread.id !== id) return;
    for (const item of thread.items) {
      this.clock.atLeast(item.at);
      if (item.kind !== 'message' || !item.delivery || states.get(item.id) === item.delivery.state) continue;
      if (item.delivery.state === 'delivered') this.announcer.say(t.delivery.delivered);
      if (item.delivery.state === 'notDelivered') this.announcer.urge(t.delivery.notDelivered);
      if (item.delivery.state === 'notConfirmed') this.announcer.urge(t.delivery.notConfirmed);
    }
  }

  /** Somebody is at the window: it has the focus, or was touched within the last minute. */
  #looking(): boolean {
    return !document.hidden && (document.hasFocus() || this.clock.now() - this.#touchedAt < 60_000);
  }

  #touched = () => {
    this.#touchedAt = this.clock.now();
  };

  /** Somebody is at the desk; the core counts from here until it locks. */
  #here = () => {
    if (!this.session.desk || Date.now() - this.#toldAt < TELL_EVERY) return;
    this.#toldAt = Date.now();
    this.core.call('session.touch', {}).catch(() => undefined);
  };

  #leaveWindow = () => {
    void this.connectivity.looked(false);
    void this.composer?.flush();
  };

  #returnToWindow = () => {
    void this.connectivity.looked(true);
    const thread = this.threads.current;
    if (thread && thread.detail.row.unread > 0) void this.attempt(() => this.threads.changed(thread.id, true));
  };
}
