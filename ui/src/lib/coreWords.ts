/**
 * The core says why it refused in English. Whoever knows the languages (text/) says here how its words read in the one
 * of the window; until then they stay as they came.
 */

let read: (words: string) => string = (words) => words;

export function readCoreWordsBy(reader: (words: string) => string): void {
  read = reader;
}

export const coreWords = (words: string): string => read(words);
