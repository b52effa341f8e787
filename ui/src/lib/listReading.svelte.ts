/**
 * A list on its way in: the file, what stands in it, what each column says, and what would happen. The core reads and
 * judges it at every step and keeps nothing before it is brought in.
 */

import { asCallError } from '../ipc/client';
import { toBase64 } from './file';
import { Submission } from './submission.svelte';

/** How a kind of list is read, previewed and brought in. */
export type ListCalls<Shape, Mapping, Preview, Info> = {
  onread: (file: string) => Promise<Shape>;
  onpreview: (file: string, mapping: Mapping) => Promise<Preview>;
  onbring: (file: string, mapping: Mapping) => Promise<Info>;
  ondone: (info: Info) => void;
};

export class ListReading<Mapping extends object, Shape extends { guess: Mapping }, Preview, Info> {
  readonly form = new Submission();
  file = $state.raw<string | null>(null);
  shape = $state.raw<Shape | null>(null);
  mapping = $state.raw<Mapping | null>(null);
  preview = $state.raw<Preview | null>(null);
  #asking = 0;

  constructor(private readonly calls: ListCalls<Shape, Mapping, Preview, Info>) {}

  choose(chosen: File | undefined): void {
    [this.file, this.shape, this.mapping] = [null, null, null];
    if (chosen)
      void this.#look(async (still) => {
        const bytes = await toBase64(chosen);
        const read = await this.calls.onread(bytes);
        if (still()) [this.file, this.shape, this.mapping] = [bytes, read, read.guess];
        return this.calls.onpreview(bytes, read.guess);
      });
  }

  change(next: Partial<Mapping>): void {
    const bytes = this.file;
    if (this.mapping === null || bytes === null) return;
    const asked = { ...this.mapping, ...next };
    this.mapping = asked;
    void this.#look(() => this.calls.onpreview(bytes, asked));
  }

  /** Whether it is in. */
  async bring(): Promise<boolean> {
    const [bytes, asked] = [this.file, this.mapping];
    if (bytes === null || asked === null) return false;
    return this.form.run(async () => this.calls.ondone(await this.calls.onbring(bytes, asked)));
  }

  /** Only the last question's answer is shown: columns may be chosen faster than a long list is read. */
  async #look(ask: (still: () => boolean) => Promise<Preview>): Promise<void> {
    const turn = ++this.#asking;
    this.preview = null;
    this.form.forget();
    try {
      const told = await ask(() => turn === this.#asking);
      if (turn === this.#asking) this.preview = told;
    } catch (thrown) {
      const failed = asCallError(thrown);
      if (turn === this.#asking) this.form.refuse(failed.advice, failed.field);
    }
  }
}
