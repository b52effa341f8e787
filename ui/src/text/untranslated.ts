/**
 * What has no Spanish yet and is said in English meanwhile: a section (`'drift'`), or a sentence of one
 * (`'drift.title'`). A release has none; a test names what is here.
 */
export const untranslated = [] as const satisfies readonly string[];
