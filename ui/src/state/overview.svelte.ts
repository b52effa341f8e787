/** Review: the figures of a period and the threads behind one of them. Counting is the core's. */

import type { AnswersPage, BehindFigure, Figure, Overview, Period } from '../ipc/bindings';
import type { Core } from '../ipc/client';

export type ReviewTab = 'replyTimes' | 'threads' | 'report' | 'access' | 'incidents';

export class OverviewState {
  tab = $state<ReviewTab>('replyTimes');
  period = $state<Period>('week');
  page = $state.raw<Overview | null>(null);
  /** How patients answer; null until somebody asks for the period. */
  answers = $state.raw<AnswersPage | null>(null);
  /** The figure that was opened, with its threads once they are read. */
  figure = $state.raw<Figure | null>(null);
  behind = $state.raw<BehindFigure | null>(null);

  #reading = 0;

  constructor(private readonly core: Core) {}

  async read(): Promise<void> {
    const reading = ++this.#reading;
    const page = await this.core.call('overview.read', { period: this.period });
    if (reading === this.#reading) this.page = page;
  }

  async choose(period: Period): Promise<void> {
    this.period = period;
    this.answers = null;
    await this.read();
  }

  async readAnswers(): Promise<void> {
    const period = this.period;
    const answers = await this.core.call('overview.answers', { period });
    if (period === this.period) this.answers = answers;
  }

  async open(figure: Figure): Promise<void> {
    this.figure = figure;
    this.behind = null;
    const behind = await this.core.call('overview.behind', { period: this.period, figure });
    if (this.figure === figure) this.behind = behind;
  }

  close(): void {
    this.figure = null;
    this.behind = null;
  }

  forget(): void {
    this.#reading += 1;
    this.page = null;
    this.answers = null;
    this.tab = 'replyTimes';
    this.close();
  }
}
