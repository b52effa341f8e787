/**
 * The window's sentences in the language of whoever sits here. `t` looks like the English tree and may be kept by
 * section (`const words = t.cases`): each reading of a sentence asks which language it is now, so what is drawn changes
 * with it.
 */

import { readCoreWordsBy } from '../lib/coreWords';
import { language } from '../lib/language.svelte';
import { english, type English } from './en';
import { spanish } from './es';
import { untranslated } from './untranslated';
import type { Tongue } from './wording';

type Tree = { readonly [key: string]: unknown };

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** What is not translated yet, from the English. */
function whole(translated: Tree, from: Tree): Tree {
  const result: Record<string, unknown> = { ...translated };
  for (const path of untranslated as readonly string[]) {
    const [section = '', key] = path.split('.');
    if (key === undefined) result[section] = from[section];
    else result[section] = { ...(result[section] as Tree), [key]: (from[section] as Tree)[key] };
  }
  return result;
}

let kept: { readonly en: Tree; readonly es: Tree } | null = null;
const trees = () => (kept ??= { en: english, es: whole(spanish, english) });

/** The part of the tree at `path`; its shape is the English one's. */
function part(path: readonly string[], shape: Tree): Tree {
  const parts = new Map<string, Tree>();
  return new Proxy(shape, {
    get(_, key) {
      const here = path.reduce<Tree>((tree, step) => tree[step] as Tree, trees()[language.now]);
      const value: unknown = Reflect.get(here, key);
      if (typeof key !== 'string' || !isTree(value)) return value;
      let found = parts.get(key);
      if (!found) {
        found = part([...path, key], Reflect.get(path.length === 0 ? trees().en : shape, key) as Tree);
        parts.set(key, found);
      }
      return found;
    },
  });
}

/** Every sentence the window says. */
export const t = part([], {}) as Tongue;
readCoreWordsBy((words) => t.core(words));

/** Both trees, for the test that walks them. */
export const tongues = (): { en: English; es: Tongue } => trees() as unknown as { en: English; es: Tongue };
