/** What a translation has to say: the same keys and the same arguments as the English, and nothing left out. */

import type { English } from './en';
import type { untranslated } from './untranslated';

/** Words for the program and not for a person; they stand in some lists beside the words. */
type Code = 'done' | 'bad' | 'todo';

/** The shape of a sentence, a function of arguments, or a section of them, in any language. */
export type Wording<T> = T extends Code
  ? T
  : T extends string
    ? string
    : T extends (...asked: infer A) => infer R
      ? (...asked: A) => Wording<R>
      : { readonly [K in keyof T]: Wording<T[K]> };

type Left = (typeof untranslated)[number];
/** Sections that somebody has still to translate as a whole. */
export type LeftSection = Extract<Left, keyof English>;
/** The sentences of section `K` that somebody has still to translate. */
type LeftIn<K extends string> = Left extends infer One ? (One extends `${K}.${infer Key}` ? Key : never) : never;

/** All of the window's sentences, in any language. */
export type Tongue = Wording<English>;

/** What a translation says of section `K`. */
export type Said<K extends keyof English & string> =
  LeftIn<K> extends never ? Wording<English[K]> : Wording<Omit<English[K], LeftIn<K>>>;

/** What a translation says of several sections that stand together in one file. */
export type SaidOf<K extends keyof English & string> = { readonly [Section in K]: Said<Section> };

/** Every section of a translation. */
export type Translation = { readonly [K in Exclude<keyof English & string, LeftSection>]: Said<K> };
