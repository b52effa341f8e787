/** The page of templates: what the core lists, and which one is looked at. Who may do what is the core's answer. */

import type {
  DriftPage,
  PracticeFacts,
  SaveTemplate,
  TemplateDecisionKind,
  TemplateDueKind,
  TemplateInfo,
  TemplatePage,
  TemplateProposal,
} from '../ipc/bindings';
import type { Core } from '../ipc/client';

export class TemplatesState {
  page = $state.raw<TemplatePage | null>(null);
  drift = $state.raw<DriftPage | null>(null);
  selected = $state<string | null>(null);
  which = $state<'all' | 'waiting' | 'look'>('all');
  byReview = $state(false);

  constructor(private readonly core: Core) {}

  get shown(): TemplateInfo[] {
    const all = this.page?.templates ?? [];
    const kept = { all, waiting: all.filter((one) => one.state === 'toApprove'), look: this.toLookAt }[this.which];
    // What nobody has to read again comes last.
    const day = (one: TemplateInfo) => one.readBy ?? '9';
    return this.byReview ? kept.toSorted((a, b) => day(a).localeCompare(day(b))) : kept;
  }

  get current(): TemplateInfo | null {
    return this.shown.find((one) => one.id === this.selected) ?? this.shown[0] ?? null;
  }

  get toLookAt(): TemplateInfo[] {
    return this.page?.templates.filter((one) => one.look !== null) ?? [];
  }

  due(...kinds: TemplateDueKind[]): number {
    return this.page?.templates.filter((one) => one.due !== null && kinds.includes(one.due)).length ?? 0;
  }

  count(...states: TemplateInfo['state'][]): number {
    return this.page?.templates.filter((one) => states.includes(one.state)).length ?? 0;
  }

  async read(): Promise<void> {
    [this.page, this.drift] = await Promise.all([
      this.core.call('templates.list', {}),
      this.core.call('templates.drift', {}),
    ]);
  }

  /** Fails aloud: its form shows the error. */
  async save(wording: SaveTemplate): Promise<void> {
    const known = new Set(this.page?.templates.map((one) => one.id));
    this.page = await this.core.call('templates.save', wording);
    this.which = 'all';
    this.selected = wording.template ?? this.page.templates.find((one) => !known.has(one.id))?.id ?? null;
  }

  /** Nothing is written: these are words for the form. */
  async propose(template: string): Promise<TemplateProposal> {
    return this.core.call('templates.propose', { template });
  }

  async submit(template: string): Promise<void> {
    this.page = await this.core.call('templates.submit', { template });
  }

  async decide(template: string, decision: TemplateDecisionKind): Promise<void> {
    this.page = await this.core.call('templates.decide', { template, decision });
    this.selected = template;
  }

  /** Fails aloud: its form shows the error. */
  async saveFacts(facts: PracticeFacts): Promise<void> {
    this.page = await this.core.call('templates.saveFacts', { facts });
  }

  /** Fails aloud: the block shows the error. */
  async scan(): Promise<void> {
    this.drift = await this.core.call('templates.scan', {});
  }

  /** Fails aloud: its form shows the error. */
  async signOff(scan: string, words: string): Promise<void> {
    this.drift = await this.core.call('templates.signOff', { scan, words });
  }

  forget(): void {
    this.page = null;
    this.drift = null;
    this.selected = null;
  }
}
