/** Patients' requests for a copy. Days and what may be done are the core's. */

import type { AccessList, AccessStepKind, CopySaved, PersonHit, ReportFormat } from '../ipc/bindings';
import type { Core } from '../ipc/client';
import { Search } from './search.svelte';

export class AccessState {
  readonly people: Search;
  person = $state.raw<PersonHit | null>(null);
  list = $state.raw<AccessList | null>(null);

  constructor(private readonly core: Core) {
    this.people = new Search(core, 8);
  }

  choose(person: PersonHit | null): void {
    this.person = person;
    this.people.clear();
  }

  async read(): Promise<void> {
    this.list = await this.core.call('access.list', {});
  }

  async enter(askedOn: string): Promise<void> {
    const thread = this.person?.thread;
    if (!thread) return;
    this.list = (await this.core.call('access.enter', { thread, askedOn })).list;
    this.choose(null);
  }

  async step(request: string, step: AccessStepKind, words = ''): Promise<void> {
    this.list = await this.core.call('access.step', { request, step, words });
  }

  async save(request: string, format: ReportFormat, withShared: boolean): Promise<CopySaved> {
    return this.core.call('access.saveCopy', { request, format, withShared });
  }

  forget(): void {
    this.choose(null);
    this.list = null;
  }
}
