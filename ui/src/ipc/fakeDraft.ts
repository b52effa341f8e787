/** What a draft is said to tell, by a short list of examples: no model of the screener. */

import type { DraftCheck, FindingInfo, SegmentsInfo } from './bindings';
import { blanksIn } from './fakeTemplates';

const EXAMPLES: { words: RegExp; finding: Omit<FindingInfo, 'start' | 'end'> }[] = [
  {
    words: /A1C came back at [\d.]+\d/gi,
    finding: {
      category: 'Lab result',
      severity: 'portalOnly',
      reason: 'A test name with a value. Texts aren’t encrypted, so results go through the portal.',
      rule: 'example',
      fixLabel: 'Remove these words',
      fixText: '',
    },
  },
  {
    words: /metformin( to \d+ mg)?/gi,
    finding: {
      category: 'Medicine and dose',
      severity: 'portalOnly',
      reason: 'A medicine with an amount points to a condition.',
      rule: 'example',
      fixLabel: 'Remove these words',
      fixText: '',
    },
  },
  {
    words: /diabetes clinic/gi,
    finding: {
      category: 'Hints at a condition',
      severity: 'caution',
      reason: 'The clinic’s name says what it treats.',
      rule: 'example',
      fixLabel: 'Use “our clinic”',
      fixText: 'our clinic',
    },
  },
];

export function screen(words: string, revision: number): DraftCheck {
  const findings = EXAMPLES.flatMap(({ words: pattern, finding }) =>
    [...words.matchAll(pattern)].map((match) => ({
      ...finding,
      start: match.index,
      end: match.index + match[0].length,
    })),
  ).sort((a, b) => Number(a.severity === 'caution') - Number(b.severity === 'caution') || a.start - b.start);
  const straight = words.replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/…/g, '...').replace(/–|—/g, '-');
  return {
    revision,
    verdict: findings.some((one) => one.severity === 'portalOnly')
      ? 'portalOnly'
      : findings.length > 0
        ? 'caution'
        : 'clean',
    findings,
    segments: segments(words),
    straightened: straight === words ? null : straight,
    blanks: blanksIn(words),
  };
}

export function segments(words: string): SegmentsInfo {
  const unicode = /[^\n\r\x20-\x7eÀÉÑÖÜàäåéèìñòöùüÇß¡¿£¥§]/.test(words);
  const [one, many] = unicode ? [70, 67] : [160, 153];
  const count = words.length <= one ? 1 : Math.ceil(words.length / many);
  return { units: words.length, capacity: count === 1 ? one : count * many, count, unicode };
}
