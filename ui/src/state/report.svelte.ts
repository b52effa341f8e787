/** The report of a patient's messages: what was asked, and what the core found. */

import type { ChannelKind, PersonHit, ReportAsked, ReportFormat, ReportPage } from '../ipc/bindings';
import type { Core } from '../ipc/client';
import { Search } from './search.svelte';

export class ReportState {
  readonly people: Search;
  /** Whom it is about; only somebody with a thread can be asked about. */
  person = $state.raw<PersonHit | null>(null);
  from = $state('');
  to = $state('');
  channel = $state<ChannelKind | 'all'>('all');
  page = $state.raw<ReportPage | null>(null);
  /** What the page answers; the file is made of the same. */
  answered = $state.raw<ReportAsked | null>(null);

  constructor(private readonly core: Core) {
    this.people = new Search(core, 8);
  }

  choose(person: PersonHit | null): void {
    this.person = person;
    this.people.clear();
    this.page = null;
  }

  async read(): Promise<void> {
    const thread = this.person?.thread;
    if (!thread) return;
    const channel = this.channel === 'all' ? null : this.channel;
    const asked = { thread, from: this.from, to: this.to, channel };
    this.page = await this.core.call('report.read', { asked });
    this.answered = asked;
  }

  async save(format: ReportFormat): Promise<boolean> {
    if (!this.answered) return false;
    return (await this.core.call('report.save', { asked: this.answered, format })).saved;
  }

  forget(): void {
    this.choose(null);
    this.answered = null;
  }
}
