/** The People page for the fake core: a short staff, and a code that is always the same. */

import type {
  LineAt,
  LocationInfo,
  NewCode,
  ReachInfo,
  PeopleList,
  PeopleLog,
  RightRow,
  RightKind,
  RoleInfo,
  SaveRole,
  Staff,
  StaffRow,
} from './bindings';
import { opened } from './fakeOverview';

const ROLES: string[] = ['receptionist', 'clinical', 'billing', 'manager', 'privacyOfficer'];
const NAMES: Record<string, string> = {
  receptionist: 'Front desk',
  clinical: 'Nurse line',
  billing: 'Billing',
  manager: 'Practice manager',
  privacyOfficer: 'Privacy officer',
};
const RIGHTS: [RightRow['right'], string][] = [
  ['recordConsent', 'xx-x-'],
  ['override', '-x-x-'],
  ['overrideConsent', '---x-'],
  ['audit', '---xx'],
  ['approveTemplates', '-x-xx'],
  ['textMany', '---x-'],
  ['configure', '---x-'],
  ['managePeople', '---x-'],
];

/** Squares that look like a picture for an authenticator and lead nowhere. */
export const PICTURE = {
  size: 33,
  path: Array.from({ length: 625 }, (_, at) => ({ x: at % 25, y: Math.floor(at / 25) }))
    .filter(({ x, y }) => (x * 7 + y * 11 + x * y) % 3 === 0)
    .map(({ x, y }) => `M${x + 4} ${y + 4}h1v1h-1z`)
    .join(''),
};

const REACH: Record<string, ReachInfo> = {
  receptionist: { scheduling: 'send', clinical: 'withReason', billing: 'withReason' },
  clinical: { scheduling: 'send', clinical: 'send', billing: 'withReason' },
  billing: { scheduling: 'read', clinical: 'nothing', billing: 'send' },
  manager: { scheduling: 'send', clinical: 'send', billing: 'send' },
  privacyOfficer: { scheduling: 'read', clinical: 'read', billing: 'read' },
};

export class FakePeople {
  locations: LocationInfo[] = [];
  own: (RoleInfo & { rights: RightKind[] })[] = [];
  lines: LineAt[] = [{ id: 'main', number: '(713) 555-0100', location: null }];
  rows: StaffRow[];

  constructor(
    staff: Staff[],
    private readonly now: () => number,
  ) {
    this.rows = staff.map((one) => ({
      id: one.id,
      name: one.name,
      initials: one.initials,
      role: one.role === 'Front desk' ? 'receptionist' : 'manager',
      me: false,
      wayIn: { kind: 'passwordAndPin' },
      hereAt: now() - 3_600_000,
      leftAt: null,
      locations: [],
      placesInDoubt: false,
      secondStepInDoubt: false,
    }));
  }

  list(me: string): PeopleList {
    return {
      people: this.rows.map((row) => ({ ...row, me: row.id === me })),
      roles: [...this.#given(), ...this.own.map(({ rights: _, ...role }) => role)],
      rights: RIGHTS.map(([right, who]) => ({
        right,
        roles: [...[...who].map((one) => one === 'x'), ...this.own.map((role) => role.rights.includes(right))],
      })),
      opened: opened(this.now()),
      locations: this.locations,
      lines: this.lines,
    };
  }

  add(name: string, role: string): NewCode {
    const id = `new-${this.rows.length}`;
    const initials = name
      .split(' ')
      .map((word) => word[0])
      .join('');
    this.rows.push({
      id,
      name,
      initials,
      role,
      me: false,
      wayIn: { kind: 'nothing' },
      hereAt: null,
      leftAt: null,
      locations: [],
      placesInDoubt: false,
      secondStepInDoubt: false,
    });
    return this.code(id);
  }

  code(user: string): NewCode {
    const untilAt = this.now() + 86_400_000;
    const row = this.change(user, { wayIn: { kind: 'code', untilAt } });
    return { user, name: row.name, code: '7GK2-99QX-4M7A', untilAt };
  }

  change(user: string, change: Partial<StaffRow>): StaffRow {
    const at = this.rows.findIndex((row) => row.id === user);
    const row = this.rows[at];
    if (!row) throw new Error('nobody');
    const next = { ...row, ...change };
    this.rows[at] = next;
    return next;
  }

  #given(): RoleInfo[] {
    const plain: ReachInfo = { scheduling: 'nothing', clinical: 'nothing', billing: 'nothing' };
    return ROLES.map((role) => ({
      role,
      name: NAMES[role] ?? role,
      own: false,
      mayGive: true,
      mayChange: false,
      locations: [],
      placesInDoubt: false,
      reach: REACH[role] ?? plain,
    }));
  }

  saveRole({ role: id, name, reach, rights, locations }: SaveRole): void {
    const role = id ?? `own-${this.own.length}`;
    const saved = {
      role,
      name,
      own: true,
      mayGive: true,
      mayChange: true,
      placesInDoubt: false,
      reach,
      rights,
      locations,
    };
    this.own = [...this.own.filter((one) => one.role !== role), saved];
  }

  saveLocation(id: string | null, name: string, lines: string[]): void {
    const place = id ?? `office-${this.locations.length}`;
    this.locations = [...this.locations.filter((one) => one.id !== place), { id: place, name }];
    this.lines = this.lines.map((line) =>
      lines.includes(line.id)
        ? { ...line, location: place }
        : { ...line, location: line.location === place ? null : line.location },
    );
  }

  log(): PeopleLog {
    return {
      lines: [
        { at: this.now() - 60_000, by: 'Dana Whitfield', about: null, what: 'signedIn' },
        { at: this.now() - 120_000, by: null, about: 'Kofi Mensah', what: 'missed' },
      ],
    };
  }
}
