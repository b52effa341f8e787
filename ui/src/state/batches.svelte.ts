/**
 * Sending a template to a list: what is chosen, what the core said would happen, and the batch that goes on or was last.
 * Who gets a text and who may start one is the core's to say.
 */

import type {
  BatchAudience,
  BatchInfo,
  BatchListShape,
  BatchMapping,
  BatchPreview,
  OwnView,
  RunChange,
  TemplateInfo,
  View,
} from '../ipc/bindings';
import type { Core } from '../ipc/client';
import { newClientId } from '../lib/ids';

export type Source = 'file' | 'view';

export class BatchesState {
  batch = $state.raw<BatchInfo | null>(null);
  mayStart = $state(false);
  templates = $state.raw<TemplateInfo[]>([]);
  loaded = $state(false);

  template = $state('');
  source = $state<Source>('file');
  file = $state.raw<string | null>(null);
  /** What stands in the file, and which column says what. */
  shape = $state.raw<BatchListShape | null>(null);
  mapping = $state.raw<BatchMapping | null>(null);
  /** A view of the inbox, or the id of a list of one's own. */
  view = $state<string>('mine');
  openOnly = $state(true);
  /** What would happen with exactly what is chosen now. */
  preview = $state.raw<BatchPreview | null>(null);

  /** Batches of before, the newest first, and one of them with everybody in it. */
  earlier = $state.raw<BatchInfo[]>([]);
  more = $state(false);
  opened = $state.raw<BatchInfo | null>(null);

  readonly going: boolean = $derived(this.batch?.state === 'running' || this.batch?.state === 'paused');
  readonly ready: boolean = $derived(this.template !== '' && (this.source === 'view' || this.mapping !== null));
  readonly chosen: string = $derived(this.templates.find((one) => one.id === this.template)?.name ?? '');
  /** How many wait for their turn: what the sidebar counts. */
  readonly waiting: number = $derived(this.going ? (this.batch?.waiting ?? 0) : 0);

  #reading = 0;
  #asking = 0;
  /** One for each time somebody looks: started twice, it is one batch. */
  #clientId = '';

  constructor(private readonly core: Core) {}

  /** Everybody in it is read for the page only; the sidebar needs a figure. */
  async read(people: boolean): Promise<void> {
    const reading = ++this.#reading;
    const { batch, mayStart } = await this.core.call('batches.read', { people, batch: null });
    if (reading !== this.#reading) return;
    this.batch = batch;
    this.mayStart = mayStart;
  }

  /** The page is opened; `own` is a list of one's own that it is for. */
  async open(own: OwnView | null = null): Promise<void> {
    if (own) this.change({ source: 'view', view: own.id });
    this.opened = null;
    const [page] = await Promise.all([this.core.call('templates.list', {}), this.read(true), this.list(0)]);
    this.templates = page.templates.filter((one) => one.inUse !== null);
    this.loaded = true;
  }

  /** Reads batches of before, after so many that are here. */
  async list(offset: number): Promise<void> {
    const { batches, more } = await this.core.call('batches.earlier', { offset });
    this.earlier = [...this.earlier.slice(0, offset), ...batches];
    this.more = more;
  }

  /** Opens one of them, with who got it and who did not; nothing closes it. */
  async openOne(id: string | null): Promise<void> {
    this.opened = id === null ? null : (await this.core.call('batches.read', { people: true, batch: id })).batch;
  }

  /** Another list, or none. Fails aloud. */
  async choose(file: string | null): Promise<void> {
    this.change({ file, shape: null, mapping: null });
    if (file === null) return;
    const shape = await this.core.call('batches.readList', { file });
    if (this.file === file) [this.shape, this.mapping] = [shape, shape.guess];
  }

  /** Chooses something else; what was shown for the choice before is gone. */
  change(
    next: Partial<Pick<BatchesState, 'template' | 'source' | 'file' | 'shape' | 'mapping' | 'view' | 'openOnly'>>,
  ): void {
    Object.assign(this, next);
    this.again();
  }

  /** Back to choosing. */
  again(): void {
    this.#asking += 1;
    this.preview = null;
  }

  /** Fails aloud: its form shows the error. */
  async look(): Promise<void> {
    const asking = ++this.#asking;
    this.#clientId = newClientId();
    const { template, openOnly } = this;
    const preview = await this.core.call('batches.preview', { template, openOnly, to: this.#to() });
    if (asking === this.#asking) this.preview = preview;
  }

  /** Fails aloud. */
  async start(): Promise<void> {
    if (!this.preview) return;
    const { template, openOnly } = this;
    const asked = { clientId: this.#clientId, template, openOnly, to: this.#to(), shown: this.preview.can };
    this.batch = (await this.core.call('batches.start', asked)).batch;
    this.change({ file: null, shape: null, mapping: null, template: '' });
    await this.list(0);
  }

  async steer(change: RunChange): Promise<void> {
    if (this.batch) this.batch = (await this.core.call('batches.change', { batch: this.batch.id, change })).batch;
  }

  /** Nothing of any patient stays in memory. */
  forget(): void {
    this.#reading += 1;
    this.change({ template: '', source: 'file', file: null, shape: null, mapping: null, view: 'mine', openOnly: true });
    this.earlier = [];
    this.more = false;
    this.opened = null;
    this.batch = null;
    this.mayStart = false;
    this.templates = [];
    this.loaded = false;
  }

  #to(): BatchAudience {
    if (this.source === 'file') return { kind: 'file', file: this.file ?? '', mapping: this.mapping };
    const view = VIEWS.find((one) => one === this.view);
    return view ? { kind: 'view', view } : { kind: 'own', own: this.view };
  }
}

/** The views of the inbox that a text may go to. */
export const VIEWS: readonly View[] = ['mine', 'unassigned', 'all', 'unanswered'];
