/** How English sentences are put together. */

import { messages } from '../message';

const say = messages('en-US');

/** `1 text`, `14,206 texts`. */
export const count = (n: number, one: string, many: string) =>
  say(`{n, plural, one {# ${one}} other {# ${many}}}`, { n });

/** `a`, `a and b`, `a, b and c` */
export function listed(words: readonly string[]): string {
  if (words.length <= 1) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** The first letter large. */
export const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** A number with its groups: `14,206`. */
export const figure = (n: number) => say('{n, number}', { n });

/** What the core says for the screen is English already. */
export const core = (words: string): string => words;
