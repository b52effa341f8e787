/** The report of a patient's messages: what was asked, and what the core found. */

import type { ChannelKind, PersonHit, ReportAsked, ReportFormat, ReportPage, SavedQuery } from '../ipc/bindings';
import type { Core } from '../ipc/client';
import { Search } from './search.svelte';

export class ReportState {
  readonly people: Search;
  /** Whom it is about; only somebody with a thread can be asked about. */
  person = $state.raw<Pick<PersonHit, 'thread' | 'name' | 'number'> | null>(null);
  from = $state('');
  to = $state('');
  channel = $state<ChannelKind | 'all'>('all');
  page = $state.raw<ReportPage | null>(null);
  /** What the page answers; the file is made of the same. */
  answered = $state.raw<ReportAsked | null>(null);

  constructor(private readonly core: Core) {
    this.people = new Search(core, 8);
  }

  /** Questions that are asked again. */
  queries = $state.raw<SavedQuery[]>([]);

  choose(person: Pick<PersonHit, 'thread' | 'name' | 'number'> | null): void {
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

  async readQueries(): Promise<void> {
    this.queries = (await this.core.call('report.queries', {})).items;
  }

  /** Asks a kept question as of today. */
  async ask(query: SavedQuery): Promise<void> {
    this.choose({ thread: query.thread, name: query.person, number: query.number });
    this.from = query.from;
    this.to = query.to;
    this.channel = query.channel ?? 'all';
    await this.read();
  }

  /** Keeps the question that was answered; with `days` it looks back so many from the day it is asked. */
  async keep(name: string, days: number | null): Promise<void> {
    if (!this.answered) return;
    this.queries = (await this.core.call('report.saveQuery', { name, asked: this.answered, days })).items;
  }

  async drop(query: string): Promise<void> {
    this.queries = (await this.core.call('report.removeQuery', { query })).items;
  }

  /** Has it written down that this is printed. */
  async print(): Promise<void> {
    if (this.answered) await this.core.call('report.print', { asked: this.answered });
  }

  forget(): void {
    this.choose(null);
    this.queries = [];
    this.answered = null;
  }
}
