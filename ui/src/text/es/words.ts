/** How Spanish sentences are put together. */

import { messages } from '../message';

const say = messages('es-US');

/** `1 texto`, `14,206 textos`, `1,000,000 de textos`. */
export const count = (n: number, one: string, many: string) =>
  say(`{n, plural, one {# ${one}} many {# de ${many}} other {# ${many}}}`, { n });

/** Like `count`, where the figure itself is not said: `de una persona`, `de varias`. */
export const form = (n: number, one: string, many: string) => say(`{n, plural, one {${one}} other {${many}}}`, { n });

/** `a`, `a y b`, `a, b y c`; `y` is `e` before the sound of an i. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  if (words.length <= 1) return last;
  const and = /^(i|hi(?!e))/i.test(last) ? 'e' : 'y';
  return `${words.slice(0, -1).join(', ')} ${and} ${last}`;
}

/** The first letter large. */
export const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** A number with its groups: `14,206`. */
export const figure = (n: number) => say('{n, number}', { n });
