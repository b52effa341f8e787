/** A Friday morning at a made-up clinic, for tests and for the window in a browser. All people and numbers are fictional. */

import type {
  Badge,
  CategoryKind,
  ChannelKind,
  ConsentCard,
  ConsentFact,
  DeliveryInfo,
  HouseholdInfo,
  PatientCard,
  Speaker,
  Staff,
  TimelineItem,
} from './bindings';

import { plainCard } from './fakeConsent';
import { lupesPhone } from './fakeHousehold';

/** 10:42 AM on Friday, November 20, 2026, in Houston. */
export const NOW = Date.UTC(2026, 10, 20, 16, 42, 0);
export const ZONE = 'America/Chicago';

export const STAFF: Staff[] = [
  { id: 'marisol', name: 'Marisol Vega', firstName: 'Marisol', initials: 'MV', role: 'Front desk' },
  { id: 'kofi', name: 'Kofi Mensah', firstName: 'Kofi', initials: 'KM', role: 'Front desk' },
  { id: 'dana', name: 'Dana Whitfield', firstName: 'Dana', initials: 'DW', role: 'Manager' },
];

/** A thread as the fake keeps it. */
export type FakeThread = {
  id: string;
  name: string;
  number: string;
  e164: string;
  channel: ChannelKind;
  badge: Badge;
  assignee: string | null;
  unread: number;
  waitingSinceAt: number | null;
  patient: PatientCard | null;
  birthDate: string;
  consent: ConsentCard[];
  facts: ConsentFact[];
  items: TimelineItem[];
  draft: string;
  noteDraft: string;
  state: 'open' | 'snoozed' | 'closed';
  stateAt: number | null;
  tags: string[];
  category: CategoryKind;
  suggested: CategoryKind | null;
  /** Whether the core says that the newest text asks for a time. */
  asksForTime: boolean;
  /** Hidden from whoever sits there, until it is opened with a reason. */
  hidden: boolean;
  openUntilAt: number | null;
  /** Who shares the phone. */
  household?: HouseholdInfo;
};

/** `at(0, 10, 38)` is 10:38 AM today in Houston; `at(-1, …)` yesterday. */
export function at(day: number, hour: number, minute: number): number {
  return Date.UTC(2026, 10, 20 + day, hour + 6, minute);
}

export function delivery(state: DeliveryInfo['state'], more: Partial<DeliveryInfo> = {}): DeliveryInfo {
  return {
    state,
    problem: null,
    hold: null,
    undoUntilAt: null,
    scheduledAt: null,
    canCancel: state === 'queued' || state === 'held',
    canRetry: state === 'notDelivered',
    ...more,
  };
}

let counter = 0;
export function text(
  from: Speaker,
  words: string,
  when: number,
  more: Partial<Extract<TimelineItem, { kind: 'message' }>> = {},
): TimelineItem {
  counter += 1;
  return {
    kind: 'message',
    id: `m${counter}`,
    clientId: null,
    from,
    text: words,
    at: when,
    language: 'en',
    delivery: from.kind === 'patient' ? null : delivery('delivered'),
    attachments: [],
    purpose: 'reply',
    ...more,
  };
}

const you: Speaker = { kind: 'you' };

type Person = {
  full: string;
  goesBy?: string;
  number: string;
  language?: 'en' | 'es';
  channel?: ChannelKind;
  badge?: Badge;
  since?: number;
  until?: number;
  basis?: ConsentCard['basis'];
  assignee?: string | null;
  household?: PatientCard['household'];
  unread?: number;
  waiting?: number;
  items: (who: Speaker) => TimelineItem[];
};

function thread(id: string, person: Person): FakeThread {
  const first = person.goesBy ?? person.full.split(' ')[0] ?? person.full;
  const last = person.full.split(' ').slice(1).join(' ');
  const badge = person.badge ?? 'granted';
  const channel = person.channel ?? 'sms';
  const since = badge === 'noConsent' ? null : (person.since ?? at(-8, 9, 14));
  const cards: ConsentCard[] = [
    {
      channel,
      badge,
      basis:
        person.basis ??
        (badge === 'granted' ? 'repliedYes' : badge === 'optedOut' ? 'stop' : badge === 'expired' ? 'paper' : null),
      sinceAt: since,
      untilAt: person.until ?? (badge === 'granted' ? at(357, 9, 14) : badge === 'expired' ? at(-6, 9, 0) : null),
      refreshSoon: false,
      ...plainCard,
    },
  ];
  return {
    id,
    name: `${first} ${last}`,
    number: person.number,
    e164: `+1${person.number.replace(/\D/g, '')}`,
    channel,
    badge,
    assignee: person.assignee === undefined ? 'marisol' : person.assignee,
    unread: person.unread ?? 0,
    waitingSinceAt: person.waiting ?? null,
    patient: {
      id: `p-${id}`,
      fullName: person.full,
      goesBy: person.goesBy ?? null,
      firstName: first,
      hasBirthDate: true,
      number: person.number,
      language: person.language ?? 'en',
      portal: { standing: 'active', seenAt: at(-2, 16, 5), recordNumber: 'BFC-0002' },
      household: person.household ?? [],
      merged: [],
    },
    birthDate: '1961-03-14',
    consent: cards,
    facts:
      badge === 'granted'
        ? [
            { at: at(-8, 9, 14), what: 'granted', basis: 'repliedYes', by: null },
            { at: at(-8, 9, 2), what: 'noticeSent', basis: null, by: 'Kofi Mensah' },
          ]
        : [],
    items: person.items({ kind: 'patient', name: first }),
    draft: '',
    noteDraft: '',
    state: 'open',
    stateAt: 0,
    tags: [],
    category: 'scheduling',
    suggested: null,
    asksForTime: false,
    hidden: false,
    openUntilAt: null,
  };
}

/** The morning's threads, longest waiting first, as the core would sort them. */
export function morning(): FakeThread[] {
  counter = 0;
  const lupe = thread('lupe', {
    full: 'Guadalupe Sandoval',
    goesBy: 'Lupe',
    number: '(713) 555-0142',
    language: 'es',
    household: [
      { name: 'Mateo Sandoval', relationship: 'Son' },
      { name: 'Ana Sandoval', relationship: 'Daughter' },
    ],
    items: (who) => [
      { kind: 'activity', id: 'a1', at: at(-8, 9, 2), what: 'noticeSent', by: 'Kofi Mensah', about: 'es' },
      { kind: 'activity', id: 'a2', at: at(-8, 9, 14), what: 'consentGranted', by: null, about: 'replied SÍ' },
      text(who, 'Buenos días. ¿A qué hora es mi cita del lunes?', at(0, 10, 21), { language: 'es' }),
      text(
        you,
        'Buenos días, Sra. Sandoval. Su cita es el lunes 23 de noviembre a las 9:30 a. m. Your visit is Monday, Nov 23 at 9:30 AM.',
        at(0, 10, 24),
        { language: 'es' },
      ),
      {
        kind: 'note',
        id: 'n1',
        author: 'Kofi Mensah',
        text: 'Ana (daughter) called. She is driving and asked for the ramp entrance.',
        at: at(0, 10, 31),
      },
      text(who, 'Gracias. ¿Puede venir mi hija conmigo? She drives me and helps with the English.', at(0, 10, 38), {
        language: 'es',
      }),
    ],
  });
  lupe.household = lupesPhone();
  lupe.draft = "Por supuesto, su hija puede entrar con usted. We'll have the ramp door open from 9:15 on.";
  lupe.consent.push({
    channel: 'whatsApp',
    badge: 'expired',
    basis: 'paper',
    sinceAt: at(-382, 14, 40),
    untilAt: at(-17, 14, 40),
    refreshSoon: false,
    ...plainCard,
  });

  const threads: FakeThread[] = [
    lupe,
    thread('marcus', {
      full: 'Marcus Oyelaran',
      number: '(832) 555-0117',
      unread: 2,
      waiting: at(0, 10, 18),
      since: Date.UTC(2026, 1, 6, 16),
      until: Date.UTC(2027, 1, 6, 16),
      items: (who) => [
        text(who, 'Good morning. Is my blood work back yet?', at(0, 10, 14)),
        text(who, 'Also do I still need to come Tuesday?', at(0, 10, 18)),
      ],
    }),
    thread('renee', {
      full: 'Renée Thibodeaux',
      number: '(281) 555-0136',
      channel: 'whatsApp',
      badge: 'noticeSent',
      since: at(0, 10, 5),
      unread: 1,
      waiting: at(0, 10, 25),
      items: (who) => [
        text(
          { kind: 'foyer' },
          "Bayou Family Clinic: Texts aren't encrypted, so others could read them. We keep health details in your portal. OK to text you? Reply YES or NO. STOP ends texts.",
          at(0, 10, 5),
          { purpose: 'notice' },
        ),
        text(who, 'Can I move Tuesday to the afternoon?', at(0, 10, 12)),
      ],
    }),
    thread('harold', {
      full: 'Harold Whitcombe',
      number: '(713) 555-0109',
      badge: 'expired',
      items: (who) => [
        text(who, 'When is my visit?', at(0, 9, 50)),
        text(you, 'Your visit is Monday at 2:15 PM.', at(0, 9, 57)),
      ],
    }),
    thread('celia', {
      full: 'Celia Montalvo',
      number: '(346) 555-0121',
      items: (who) => [
        text(who, 'When do you open tomorrow?', at(0, 9, 30)),
        text(you, 'We open at 8 AM tomorrow.', at(0, 9, 40), {
          delivery: delivery('notDelivered', { problem: 'landline' }),
        }),
      ],
    }),
    thread('anh', {
      full: 'Anh-Thu Pham',
      number: '(281) 555-0174',
      items: (who) => [
        text(you, 'See you Monday at 10:00 AM.', at(0, 9, 10)),
        text(who, 'Thank you! See you Monday.', at(0, 9, 18)),
      ],
    }),
    thread('delphine', {
      full: 'Delphine Arceneaux',
      number: '(504) 555-0152',
      badge: 'optedOut',
      since: at(0, 8, 50),
      items: (who) => [
        text(who, 'STOP', at(0, 8, 50)),
        { kind: 'activity', id: 'a9', at: at(0, 8, 50), what: 'optedOut', by: null, about: 'texted STOP' },
      ],
    }),
    thread('tomas', {
      full: 'Tomás Quiroga',
      number: '(832) 555-0168',
      language: 'es',
      channel: 'whatsApp',
      badge: 'noConsent',
      items: (who) => [
        text(who, '', at(-1, 16, 58), {
          attachments: [{ id: 'pic1', mediaType: 'image/png', bytes: 412_000, viewable: true, shows: null }],
        }),
      ],
    }),
    thread('odell', {
      full: 'Odell Broussard',
      number: '(832) 555-0163',
      items: (who) => [text(who, 'Do you validate parking?', at(-1, 16, 51))],
    }),
    thread('gloria', {
      full: 'Gloria Beaumont',
      number: '(713) 555-0187',
      items: () => [text(you, 'Your forms are ready to sign.', at(-1, 11, 20))],
    }),
    thread('samir', {
      full: 'Samir Haddad',
      number: '(281) 555-0199',
      channel: 'whatsApp',
      items: (who) => [text(who, 'Perfect, thanks.', at(-2, 15, 5))],
    }),
  ];

  // The other thirteen open ones: three without an owner, ten with colleagues.
  const others = [
    'Luz Barrios',
    'Ramona Barrow',
    'Ignacio Barrera',
    'Hector Santos',
    'Ines Duarte',
    'Paul Guidry',
    'Rosa Ibarra',
    'Theo Marchand',
    'Nell Fontenot',
    'Omar Aziz',
    'Vera Lopes',
    'Hugo Trahan',
    'June Castille',
  ];
  others.forEach((full, index) => {
    threads.push(
      thread(`other${index}`, {
        full,
        number: `(346) 555-01${String(index + 10).padStart(2, '0')}`,
        assignee: index < 3 ? null : index % 2 ? 'kofi' : 'dana',
        badge: index === 1 ? 'noConsent' : index === 3 ? 'expired' : 'granted',
        items: (who) => [text(who, 'Thank you.', at(-2, 14, index))],
      }),
    );
  });
  const snoozed = ['Mae Landry', 'Felix Ortega'].map((full, index) => {
    const one = thread(`snoozed${index}`, {
      full,
      number: `(346) 555-01${40 + index}`,
      items: (who) => [text(who, 'Call me Monday.', at(-1, 9, index))],
    });
    return { ...one, state: 'snoozed' as const, stateAt: at(3, 8, 0) };
  });
  const closed = thread('closed0', {
    full: 'Ada Robichaux',
    number: '(346) 555-0150',
    items: (who) => [text(who, 'All good, thanks.', at(-3, 9, 0))],
  });
  return [...threads, ...snoozed, { ...closed, state: 'closed', stateAt: at(-3, 9, 30) }];
}
