/** What the pretend core knows of the draft check's settings. */

import type { ScreenerInfo } from './bindings';
import { CallError } from './client';

export class FakeScreener {
  info: ScreenerInfo = {
    practice: 'Harbor Psychiatry',
    nameTells: 'sensitiveCare',
    textName: '',
    allowed: [],
    sentOver: [
      { rule: 'term:crutches', term: 'crutches', times: 7, lastAt: 1_763_600_000_000, mayAllow: true },
      { rule: 'term:hiv', term: 'hiv', times: 2, lastAt: 1_763_500_000_000, mayAllow: false },
      { rule: 'model:tells', term: null, times: 1, lastAt: 1_763_400_000_000, mayAllow: false },
    ],
  };

  allow(term: string): ScreenerInfo {
    const words = term.trim().toLowerCase();
    if (words === 'hiv')
      throw new CallError({
        code: 'badField',
        advice: 'Words for sensitive care are always marked.',
        field: 'term',
      });
    const others = this.info.allowed.filter((one) => one.term !== words);
    const added = { term: words, by: 'Marisol Vega', at: 1_763_650_000_000 };
    return this.#keep([...others, added]);
  }

  takeBack(term: string): ScreenerInfo {
    return this.#keep(this.info.allowed.filter((one) => one.term !== term));
  }

  saveTextName(textName: string): ScreenerInfo {
    this.info = { ...this.info, textName };
    return this.info;
  }

  #keep(allowed: ScreenerInfo['allowed']): ScreenerInfo {
    const sentOver = this.info.sentOver.map((row) => ({
      ...row,
      mayAllow: row.term !== null && row.term !== 'hiv' && !allowed.some((one) => one.term === row.term),
    }));
    this.info = { ...this.info, allowed, sentOver };
    return this.info;
  }
}
