/** Lupe's phone: three people, and what the desk says of them. */

import type { HouseholdInfo, HouseholdPerson } from './bindings';
import { CallError } from './client';
import type { Handlers } from './fake';
import type { FakeThread } from './fakeMorning';

function person(firstName: string, relationship: string, more: Partial<HouseholdPerson> = {}): HouseholdPerson {
  return {
    id: `p-${firstName.toLowerCase()}`,
    name: `${firstName} Sandoval`,
    firstName,
    relationship,
    badge: 'noConsent',
    kept: null,
    confirmed: 0,
    likely: 0,
    ...more,
  };
}

/** As the morning begins: Lupe is written to. */
export function lupesPhone(): HouseholdInfo {
  return {
    people: [
      person('Lupe', 'own', { id: 'p-lupe', name: 'Guadalupe Sandoval', badge: 'granted', likely: 2 }),
      person('Ana', 'child'),
      person('Mateo', 'child', { kept: 'private' }),
    ],
    unknown: 0,
    ask: false,
    chosen: 'p-lupe',
    notSure: false,
    doubtful: null,
    question: 'Bayou Family Clinic: who are we texting with? Reply with your initials and birth month, like AB 4.',
  };
}

export function householdHandlers(thread: (id: string) => FakeThread, all: () => FakeThread[]) {
  const phone = (id: string): HouseholdInfo => {
    const found = thread(id).household;
    if (!found) throw new CallError({ code: 'notFound', advice: 'Nobody shares this phone.', field: null });
    return found;
  };
  return {
    'household.choose': ({ thread: id, patient }) => {
      Object.assign(phone(id), { chosen: patient, notSure: patient === null, ask: false });
      return {};
    },
    'household.speaker': ({ message, patient }) => {
      for (const one of all()) {
        const item = one.items.find((each) => each.id === message);
        if (item?.kind !== 'message' || !one.household) continue;
        const who = one.household.people.find((each) => each.id === patient);
        item.saidBy = {
          sure: who ? 'confirmed' : 'unknown',
          patient: who?.id ?? null,
          name: who?.firstName ?? null,
        };
        if (who) who.confirmed += 1;
        Object.assign(one.household, { doubtful: null, unknown: 0 });
      }
      return {};
    },
    'household.add': ({ thread: id, fullName, relationship }) => {
      const one = thread(id);
      one.household ??= { ...lupesPhone(), people: [], chosen: one.patient?.id ?? null };
      one.household.people.push(person((fullName ?? '').split(' ')[0] ?? '', relationship, { name: fullName ?? '' }));
      return {};
    },
    'household.change': ({ thread: id, patient, relationship, private: confidential }) => {
      const one = phone(id).people.find((each) => each.id === patient);
      if (one) Object.assign(one, { relationship, kept: confidential ? 'private' : null });
      return {};
    },
    'household.wrongNumber': ({ thread: id, patient }) => {
      const one = phone(id);
      Object.assign(one, { people: one.people.filter((each) => each.id !== patient), chosen: null, ask: true });
      return {};
    },
  } satisfies Partial<Handlers>;
}
