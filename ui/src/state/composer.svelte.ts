/**
 * What is being typed in one thread. A composer is made for a thread and never changes it, so a draft, a check or a
 * send that answers late cannot land in another patient's conversation.
 *
 * The check is advice while typing; Send waits for the check of exactly the words it sends, and the core checks those
 * words once more before it queues them.
 */

import type {
  BlankSpan,
  DraftCheck,
  FindingInfo,
  HandoffTargetKind,
  Refusal,
  RefusalKind,
  SendReply,
  SubjectKind,
  TimelineItem,
} from '../ipc/bindings';
import type { Core } from '../ipc/client';
import { moveCaret, moveSpans } from '../lib/edits';
import { newClientId } from '../lib/ids';
import { PickerState } from './picker.svelte';
import { ScheduleState } from './schedule.svelte';

const SLOW_CHECK = 400;
const SAVE_PAUSE = 400;

export type Mode = 'text' | 'note';
export type CheckState = 'none' | 'waiting' | 'slow' | 'done' | 'failed';
export type Pressed = 'sent' | 'refused' | 'empty' | 'portalOnly' | 'notChecked' | 'busy' | 'reasonNeeded';

type Intent = { kind: string; text: string; clientId: string };

export class Composer {
  readonly thread: string;
  /** The templates after a slash. */
  readonly picker: PickerState;
  /** When the draft is to leave, while somebody chooses. */
  readonly schedule: ScheduleState;
  mode = $state<Mode>('text');
  text = $state('');
  note = $state('');
  check = $state.raw<DraftCheck | null>(null);
  checkState = $state<CheckState>('none');
  findings = $state.raw<FindingInfo[]>([]);
  /** Blanks of templates that are still to be filled, as the core found them. */
  blanks = $state.raw<BlankSpan[]>([]);
  /** The finding F8 or the pointer is on; an index into `findings`. */
  activeFinding = $state<number | null>(null);
  /** What the core said to the last try; gone as soon as the words change. */
  refusal = $state.raw<Refusal | null>(null);
  /** Writing although something stands in the way: Send asks for a reason. */
  anyway = $state(false);
  /** Writing for the portal alone: nothing is texted. */
  alone = $state(false);
  /** The refusal that was shown when somebody chose to write anyway. */
  anywayOver: RefusalKind | null = null;
  /** When the person began this draft, by the core's clock; null while there is none. */
  startedAt = $state<number | null>(null);
  /** The newest answer by somebody else that this person has seen and means to follow up. */
  acceptedAt = $state(0);
  /** What the next text is about, when it is not a visit. */
  subject = $state<SubjectKind | null>(null);
  /** For whom texts of a shared phone are now, as the core says. */
  chosen: string | null = null;
  busy = $state(false);

  /** The text field, when there is one, so that the caret survives straightening. */
  field: HTMLTextAreaElement | null = null;

  #checkedText: string | null = null;
  #revision = 0;
  /** The check on its way, and of which words. */
  #asked: { text: string; done: Promise<void> } | null = null;
  #slowTimer: ReturnType<typeof setTimeout> | undefined;
  #saveTimers: Partial<Record<Mode, ReturnType<typeof setTimeout>>> = {};
  #saved: Record<Mode, string> = { text: '', note: '' };
  #saving: Promise<void> = Promise.resolve();
  #intent: Intent | null = null;
  #acceptedUnchecked: string | null = null;
  /** For whom these words were begun: they go to nobody else. */
  #meantFor: string | null = null;

  constructor(
    private readonly core: Core,
    thread: string,
    draft: string,
    noteDraft: string,
    private readonly now: () => number = Date.now,
  ) {
    this.thread = thread;
    this.picker = new PickerState(core, thread);
    this.schedule = new ScheduleState(core, thread);
    this.text = draft;
    this.note = noteDraft;
    this.#saved = { text: draft, note: noteDraft };
    if (draft.trim() !== '') {
      this.startedAt = this.now();
      void this.#screen();
    }
  }

  /** Whether the shown check is of exactly these words. */
  get current(): boolean {
    return this.#checkedText === this.text;
  }

  /** Whether something typed has not reached the store. */
  get unsaved(): boolean {
    return this.text !== this.#saved.text || this.note !== this.#saved.note;
  }

  type(text: string): void {
    this.findings = moveSpans(this.findings, this.text, text);
    this.blanks = moveSpans(this.blanks, this.text, text);
    if (this.activeFinding !== null && this.activeFinding >= this.findings.length) this.activeFinding = null;
    // Frozen at the first key: whom a colleague turns to meanwhile doesn't get it.
    if (this.text.trim() === '') this.#meantFor = this.chosen;
    this.text = text;
    if (text.trim() === '') this.startedAt = null;
    else this.startedAt ??= this.now();
    this.refusal = null;
    this.#later('text');
    if (text.trim() === '') {
      this.#forgetCheck();
      return;
    }
    // At every key: a check takes the core less than a key takes the screen, and older answers are dropped.
    void this.#screen();
  }

  /** The person chose whom these words are for. */
  choose(patient: string | null): void {
    this.chosen = patient;
    this.#meantFor = patient;
    this.refusal = null;
  }

  typeNote(text: string): void {
    this.note = text;
    this.#later('note');
  }

  /** Puts a finding's fix in place of its words. */
  fix(finding: FindingInfo): void {
    if (finding.fixText === null) return;
    let { start, end } = finding;
    if (finding.fixText === '' && this.text[start - 1] === ' ' && this.text[end] === ' ') end += 1;
    const before = this.text;
    const after = before.slice(0, start) + finding.fixText + before.slice(end);
    this.activeFinding = null;
    this.type(after);
    this.#place(start + finding.fixText.length);
  }

  /** Puts the picked template where the slash is. The core fills it and remembers where the words came from. */
  async take(): Promise<void> {
    const { row, page, start, end } = this.picker;
    if (row && page) await this.#put(row.template, page.language, start, end);
  }

  /** Puts a template where the caret is, or at the end of the draft. */
  async insert(template: string, language: string): Promise<void> {
    this.mode = 'text';
    const at = this.field?.selectionEnd ?? this.text.length;
    await this.#put(template, language, at, at);
  }

  async #put(template: string, language: string, start: number, end: number): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      const reply = await this.core.call('templates.take', {
        thread: this.thread,
        template,
        language,
        before: this.text.slice(0, start),
        after: this.text.slice(end),
      });
      this.picker.close();
      if (reply.kind === 'refused') {
        this.refusal = reply.refusal;
        return;
      }
      this.type(reply.text);
      this.blanks = reply.blanks;
      const first = reply.blanks[0];
      this.#place(first?.start ?? reply.caret, first?.end);
    } finally {
      this.busy = false;
    }
  }

  /** The next blank after what is selected, or the one before it; null when there is none that way. */
  blankFrom(from: number, to: number, by: 1 | -1): BlankSpan | null {
    if (by === 1) return this.blanks.find((one) => one.start >= to) ?? null;
    return this.blanks.findLast((one) => one.end <= from) ?? null;
  }

  /** Words that come back: a taken-back text goes before what is being typed, nothing is overwritten. */
  putBack(words: string): void {
    this.mode = 'text';
    // The core keeps them as the draft where there was none: a composer that was made since has them already.
    if (this.text === words) return;
    this.type(this.text.trim() === '' ? words : `${words}\n${this.text}`);
  }

  async send(overrideReason: string | null, sent: (item: TimelineItem) => void, confirmed = false): Promise<Pressed> {
    const ready = await this.#ready();
    if (ready !== null) return ready;
    if (this.check?.verdict === 'portalOnly' && overrideReason === null) return 'portalOnly';
    if (this.anyway && overrideReason === null) return 'reasonNeeded';
    const subject = this.subject === null ? {} : { subject: this.subject };
    // The reason is for what was shown, and for nothing that came up since.
    const shown = this.refusal?.kind ?? (this.anyway ? this.anywayOver : null);
    const overrideOf = overrideReason === null || shown === null ? {} : { overrideOf: shown };
    return this.#try(
      'send',
      (text, clientId) =>
        this.core.call('messages.send', {
          thread: this.thread,
          text,
          clientId,
          overrideReason,
          ...overrideOf,
          ...subject,
          ...(confirmed ? { confirmed } : {}),
          ...this.#meant(),
        }),
      (item) => {
        this.anyway = false;
        this.subject = null;
        sent(item);
      },
    );
  }

  /** Keeps these words until `atMs`; the core says whether they may go then. */
  async sendLater(atMs: number, sent: (item: TimelineItem) => void): Promise<Pressed> {
    const ready = await this.#ready();
    if (ready !== null) return ready;
    if (this.check?.verdict === 'portalOnly') return 'portalOnly';
    const subject = this.subject === null ? {} : { subject: this.subject };
    return this.#try(
      `later ${atMs}`,
      (text, clientId) =>
        this.core.call('messages.schedule', {
          thread: this.thread,
          text,
          clientId,
          atMs,
          ...subject,
          ...this.#meant(),
        }),
      (item) => {
        this.subject = null;
        this.schedule.close();
        sent(item);
      },
    );
  }

  handOff(target: HandoffTargetKind, sent: (item: TimelineItem) => void): Promise<Pressed> {
    if (this.text.trim() === '') return Promise.resolve('empty');
    const alone = this.alone ? { withoutText: true } : {};
    return this.#try(
      `handOff ${target} ${this.alone}`,
      (text, clientId) => this.core.call('messages.handOff', { thread: this.thread, text, clientId, target, ...alone }),
      (item) => {
        this.alone = false;
        sent(item);
      },
    );
  }

  async addNote(added: (item: TimelineItem) => void): Promise<Pressed> {
    if (this.busy) return 'busy';
    const text = this.note;
    if (text.trim() === '') return 'empty';
    this.busy = true;
    try {
      const item = await this.core.call('notes.add', {
        thread: this.thread,
        text,
        clientId: this.#clientId('note', text),
      });
      this.#intent = null;
      if (this.note === text) this.typeNote('');
      await this.flush();
      added(item);
      return 'sent';
    } finally {
      this.busy = false;
    }
  }

  /** Saves what is not saved yet: on leaving the field, the thread, the window. */
  flush(): Promise<void> {
    for (const mode of ['text', 'note'] as const) {
      clearTimeout(this.#saveTimers[mode]);
      this.#saveTimers[mode] = undefined;
      this.#save(mode);
    }
    return this.#saving;
  }

  /** Nothing to send, not checked, or null when the words on screen are the words that were checked. */
  async #ready(): Promise<Pressed | null> {
    if (this.busy) return 'busy';
    if (this.text.trim() === '') return 'empty';
    // Straightening changes the words once; the second check is of the straightened ones.
    for (let round = 0; round < 3 && !(this.current && this.checkState === 'done'); round += 1) {
      if (this.#acceptedUnchecked === this.text) return null;
      await this.#screen();
      if (this.checkState === 'failed') {
        this.#acceptedUnchecked = this.text;
        return 'notChecked';
      }
    }
    return this.current ? null : 'notChecked';
  }

  async #try(
    kind: string,
    call: (text: string, clientId: string) => Promise<SendReply>,
    sent: (item: TimelineItem) => void,
  ): Promise<Pressed> {
    if (this.busy) return 'busy';
    const text = this.text;
    this.busy = true;
    try {
      const reply = await call(text, this.#clientId(kind, text));
      this.#intent = null;
      if (reply.kind === 'refused') {
        this.refusal = reply.refusal;
        return 'refused';
      }
      // Cleared only now, and only the words that went.
      if (this.text === text) this.type('');
      await this.flush();
      sent(reply.item);
      return 'sent';
    } finally {
      this.busy = false;
    }
  }

  #meant(): { meantFor?: string } {
    return this.#meantFor === null ? {} : { meantFor: this.#meantFor };
  }

  /** The same words tried again after a failure are the same text. */
  #clientId(kind: string, text: string): string {
    if (this.#intent?.kind !== kind || this.#intent.text !== text) {
      this.#intent = { kind, text, clientId: newClientId() };
    }
    return this.#intent.clientId;
  }

  /** Checks the words on screen, or waits for the check of them that is on its way. */
  #screen(): Promise<void> {
    if (this.#asked?.text === this.text) return this.#asked.done;
    const asked = { text: this.text, done: this.#ask() };
    this.#asked = asked;
    return asked.done.finally(() => {
      if (this.#asked === asked) this.#asked = null;
    });
  }

  async #ask(): Promise<void> {
    const revision = ++this.#revision;
    const text = this.text;
    this.checkState = 'waiting';
    clearTimeout(this.#slowTimer);
    this.#slowTimer = setTimeout(() => {
      if (revision === this.#revision && this.checkState === 'waiting') this.checkState = 'slow';
    }, SLOW_CHECK);
    try {
      const check = await this.core.call('drafts.screen', { thread: this.thread, text, revision });
      if (check.revision !== this.#revision || this.text !== text) return;
      this.check = check;
      this.#checkedText = text;
      this.checkState = 'done';
      this.findings = check.findings;
      this.blanks = check.blanks;
      if (this.activeFinding !== null && this.activeFinding >= check.findings.length) this.activeFinding = null;
      if (check.straightened !== null && check.straightened !== text) this.#straighten(check.straightened);
    } catch {
      if (revision !== this.#revision) return;
      this.#checkedText = null;
      this.check = null;
      this.findings = [];
      this.activeFinding = null;
      this.checkState = 'failed';
    } finally {
      if (revision === this.#revision) clearTimeout(this.#slowTimer);
    }
  }

  #straighten(text: string): void {
    const caret = this.field?.selectionStart ?? this.text.length;
    const place = moveCaret(caret, this.text, text);
    this.type(text);
    this.#place(place);
  }

  #place(caret: number, end = caret): void {
    const field = this.field;
    if (!field) return;
    queueMicrotask(() => {
      if (field.value !== this.text) field.value = this.text;
      if (document.activeElement === field) field.setSelectionRange(caret, end);
    });
  }

  #forgetCheck(): void {
    this.#revision += 1;
    this.#asked = null;
    clearTimeout(this.#slowTimer);
    this.check = null;
    this.#checkedText = null;
    this.checkState = 'none';
    this.findings = [];
    this.blanks = [];
    this.activeFinding = null;
  }

  #later(mode: Mode): void {
    clearTimeout(this.#saveTimers[mode]);
    this.#saveTimers[mode] = setTimeout(() => this.#save(mode), SAVE_PAUSE);
  }

  #save(mode: Mode): void {
    const text = mode === 'text' ? this.text : this.note;
    if (text === this.#saved[mode]) return;
    this.#saved[mode] = text;
    // One after the other, so that an older save cannot overtake a newer one.
    this.#saving = this.#saving.then(async () => {
      try {
        await this.core.call('drafts.save', { thread: this.thread, note: mode === 'note', text });
      } catch {
        // Kept as unsaved: the next key or flush tries again.
        if (this.#saved[mode] === text) this.#saved[mode] = ' unsaved';
      }
    });
  }
}
