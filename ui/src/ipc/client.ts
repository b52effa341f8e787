/**
 * The only door to the core. One call, one event stream, both typed by the generated contract. Nothing else in the
 * window knows that there is a Tauri on the other side.
 */

import { coreWords } from '../lib/coreWords';
import type { AppError, AppEvent, Commands, ErrorCode } from './bindings';

export type CommandName = keyof Commands;
export type Request<N extends CommandName> = Commands[N]['request'];
export type Reply<N extends CommandName> = Commands[N]['reply'];

export interface Core {
  call<N extends CommandName>(name: N, args: Request<N>): Promise<Reply<N>>;
  /** Returns what ends the listening. */
  listen(heard: (event: AppEvent) => void): Promise<() => void>;
  /** Loads the page anew, so that nothing of it stays in memory. */
  restart(): void;
}

/** A refused or failed command. The window decides by `code`; `advice` is for the person. */
export class CallError extends Error {
  readonly code: ErrorCode;
  readonly #advice: string;
  readonly field: string | null;

  constructor(error: AppError) {
    super(error.code);
    this.name = 'CallError';
    this.code = error.code;
    this.#advice = error.advice;
    this.field = error.field;
  }

  /** In the language of the window. */
  get advice(): string {
    return coreWords(this.#advice);
  }
}

const FALLBACK = 'Foyer could not do that. Nothing was changed or sent.';

/** Whatever was thrown, as an error with a code. */
export function asCallError(thrown: unknown): CallError {
  if (thrown instanceof CallError) return thrown;
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && typeof thrown.code === 'string') {
    const advice = 'advice' in thrown && typeof thrown.advice === 'string' ? thrown.advice : FALLBACK;
    const field = 'field' in thrown && typeof thrown.field === 'string' ? thrown.field : null;
    return new CallError({ code: thrown.code as ErrorCode, advice, field });
  }
  return new CallError({ code: 'internal', advice: FALLBACK, field: null });
}
