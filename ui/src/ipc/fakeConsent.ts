/** What the fake core says of consent: a quiet practice in Texas where nobody is due and nothing is asked. */

import type { ConsentCard, ConsentFigures, PlaceInfo, RunInfo } from './bindings';
import { CallError, type CommandName, type Reply, type Request } from './client';

type Handlers = { [N in CommandName]: (args: Request<N>) => Reply<N> | Promise<Reply<N>> };
type Names = Extract<CommandName, `consent.${string}`> | 'settings.consentFigures' | 'settings.saveConsentFigures';

/** What a consent card carries besides badge, basis and dates. */
export const CARD_EXTRAS: Pick<
  ConsentCard,
  'refreshByAt' | 'refreshReason' | 'covers' | 'withdrawn' | 'numberBlocked' | 'unverified'
> = {
  refreshByAt: null,
  refreshReason: null,
  covers: ['logistics'],
  withdrawn: [],
  numberBlocked: false,
  unverified: false,
};

export const PLACE: PlaceInfo = {
  state: 'TX',
  source: 'areaCode',
  zones: ['America/Chicago'],
  rulesVersion: '2026.11',
  rules: [{ state: null, citation: '47 CFR 64.1200(c)(1), recipient’s local time', uncertain: false }],
  quiet: null,
};

const over = (): RunInfo => {
  throw new CallError({ code: 'badField', advice: 'Nobody here can get the notice.', field: 'threads' });
};

export function consentHandlers(
  now: () => number,
): Omit<Pick<Handlers, Names>, 'consent.sendNotice' | 'consent.record' | 'consent.list'> &
  Pick<Handlers, 'patients.saveState'> {
  let figures: ConsentFigures = { lastsDays: 365, refreshDays: 30, answerHours: 24 };
  return {
    'consent.proof': ({ thread, atMs }) => ({
      thread,
      name: '',
      number: '',
      channel: 'sms',
      at: atMs ?? now(),
      isNow: atMs === null,
      badge: 'noConsent',
      sinceAt: null,
      basis: null,
      covers: [],
      untilAt: null,
      answerUntilAt: null,
      decidedBy: null,
      notice: null,
      reply: null,
      record: null,
      place: PLACE,
      history: [],
      numberBlocked: false,
      unbroken: true,
    }),
    'consent.newOwner': () => ({}),
    'consent.import': ({ rows }) => ({
      granted: rows.filter((row) => row.date !== null).length,
      unverified: rows.filter((row) => row.date === null).length,
      refused: [],
    }),
    'consent.due': () => ({ rows: [], now: 0, soon: 0, noAnswer: 0, run: null }),
    'consent.previewRun': () => ({ rows: [], can: 0, wait: 0, skipped: [], everySeconds: 40, doneAt: null }),
    'consent.startRun': over,
    'consent.run': () => ({ run: null }),
    'consent.changeRun': () => ({ run: null }),
    'consent.reviews': () => ({ items: [], open: 0 }),
    'consent.decideReview': () => ({}),
    'consent.notices': () => ({ versions: [] }),
    'settings.consentFigures': () => figures,
    'settings.saveConsentFigures': ({ figures: saved }) => (figures = saved),
    'patients.saveState': () => ({}),
  };
}
