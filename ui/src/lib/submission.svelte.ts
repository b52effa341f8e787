/**
 * One press of a form's button: busy while the core works on it, and afterwards its error, sorted to the field it is
 * about. It refuses a second press while the first is under way.
 */

import type { ErrorCode } from '../ipc/bindings';
import { asCallError } from '../ipc/client';

export type Problem = { field: string | null; advice: string };

export class Submission {
  busy = $state(false);
  problem = $state.raw<Problem | null>(null);

  /** What is wrong with one of these fields, as the core or the form says. */
  about(...fields: string[]): string | null {
    const field = this.problem?.field;
    return field != null && fields.includes(field) ? (this.problem?.advice ?? null) : null;
  }

  /** What is wrong, when none of the fields on screen shows it. */
  elsewhere(...shown: string[]): string | null {
    const field = this.problem?.field;
    return field != null && shown.includes(field) ? null : (this.problem?.advice ?? null);
  }

  /** A fault the form sees by itself, before the core is asked. */
  refuse(advice: string, field: string | null = null): void {
    this.problem = { field, advice };
  }

  forget(): void {
    this.problem = null;
  }

  /** Runs it once. `word` may say a failure in the window's own words. Returns whether it was done. */
  async run(act: () => Promise<unknown>, word?: (code: ErrorCode) => string | undefined): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.problem = null;
    try {
      await act();
      return true;
    } catch (thrown) {
      const failed = asCallError(thrown);
      this.problem = { field: failed.field, advice: word?.(failed.code) ?? failed.advice };
      return false;
    } finally {
      this.busy = false;
    }
  }
}
