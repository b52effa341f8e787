/** The fake core's answers about getting in: the first run, who sits here, passwords and codes, people, keys and backups. */

import { CallError } from './client';
import { frozenCopy, repairInfo, restoreChoices } from './fakeBackup';
import { PICTURE } from './fakePeople';
import type { FakeCore, Handlers } from './fake';
import { LOOK, RECOVERY_CODE } from './fakeWords';

export const enteringHandlers = (core: FakeCore) =>
  ({
    'app.status': () => core.status ?? { kind: 'ready', desk: core.desk() },
    'setup.practiceMode': () => {
      core.status = null;
      core.practiceMode = true;
      return { kind: 'ready', desk: core.desk() };
    },
    'setup.checkTwilio': ({ account }) => {
      if (!account.accountSid.startsWith('AC'))
        throw new CallError({
          code: 'badField',
          advice: 'An account SID starts with AC and has 34 characters.',
          field: 'accountSid',
        });
      return {
        numbers: [
          { number: '+17135550100', pretty: '(713) 555-0100', name: 'Main line', hosted: false },
          { number: '+17135550101', pretty: '(713) 555-0101', name: 'Nurse line', hosted: true },
        ],
      };
    },
    'setup.connectTwilio': () => {
      core.status = null;
      return { kind: 'ready', desk: core.desk() };
    },
    'session.signIn': ({ user, password, code }) => {
      if (password !== 'correct horse battery')
        throw new CallError({
          code: 'wrongSecret',
          advice: 'That password doesn’t open Foyer.',
          field: 'password',
        });
      if (core.authenticatorCode !== null && code === null)
        throw new CallError({ code: 'codeNeeded', advice: 'Your password is right. Type the code.', field: 'code' });
      if (core.authenticatorCode !== null && code !== core.authenticatorCode)
        throw new CallError({ code: 'wrongSecret', advice: 'That code doesn’t count.', field: 'code' });
      return core.sit(user);
    },
    'authenticator.get': () => ({
      may: true,
      sinceAt: core.authenticatorCode === null ? null : core.now,
      owed: core.secondStepOwed && core.authenticatorCode === null,
    }),
    'authenticator.make': () => ({ secret: 'JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP', ...PICTURE }),
    'authenticator.confirm': ({ code }) => {
      core.authenticatorCode = code;
      return {};
    },
    'authenticator.remove': () => {
      core.authenticatorCode = null;
      return {};
    },
    'session.enterPin': ({ user, pin }) => {
      if (pin !== '246810')
        throw new CallError({ code: 'wrongSecret', advice: 'That PIN is not right.', field: 'pin' });
      return core.sit(user);
    },
    'session.lock': () => {
      core.status = { kind: 'signIn', lock: core.lockScreen() };
      core.emit({ kind: 'statusChanged' });
      return {};
    },
    'session.firstSignIn': ({ user, code }) => {
      if (code !== '7GK2-99QX-4M7A')
        throw new CallError({ code: 'wrongSecret', advice: 'That code doesn’t open Foyer.', field: 'code' });
      return core.sit(user);
    },
    'recovery.make': () => ({ groups: RECOVERY_CODE.match(/.{5}/g) ?? [] }),
    'recovery.confirm': ({ code }) => {
      if (code !== RECOVERY_CODE)
        throw new CallError({ code: 'wrongSecret', advice: 'That is not this practice’s code.', field: 'code' });
      core.needsRecoveryCode = false;
      return {};
    },
    'recovery.makeHalves': () => ({
      first: RECOVERY_CODE.match(/.{5}/g) ?? [],
      second: [...RECOVERY_CODE].reverse().join('').match(/.{5}/g) ?? [],
    }),
    'recovery.confirmHalf': ({ half }) => {
      const typed = half.replace(/-/g, '').toUpperCase();
      if (typed !== RECOVERY_CODE && typed !== [...RECOVERY_CODE].reverse().join(''))
        throw new CallError({ code: 'wrongSecret', advice: 'That is neither half of this code.', field: 'code' });
      core.halves.add(typed);
      if (core.halves.size === 2) core.needsRecoveryCode = false;
      return { counts: core.halves.size === 2 };
    },
    'recovery.try': ({ code }) => {
      if (code !== RECOVERY_CODE)
        throw new CallError({ code: 'wrongSecret', advice: 'That is not this practice’s code.', field: 'code' });
      return { people: [{ id: 'dana', name: 'Dana Whitfield' }] };
    },
    'recovery.checkHalf': ({ half }) => ({
      whole: half === RECOVERY_CODE || half === [...RECOVERY_CODE].reverse().join(''),
    }),
    'recovery.saveReport': () => ({ saved: true }),
    'recovery.comeBack': ({ user }) => core.sit(user),
    'people.list': () => core.people.list(core.user),
    'people.add': ({ name, role }) => core.people.add(name, role),
    'people.changeRole': ({ user, role }) => (core.people.change(user, { role }), {}),
    'people.newCode': ({ user }) => core.people.code(user),
    'people.resetPin': ({ user }) => (core.people.change(user, { wayIn: { kind: 'passwordOnly' } }), {}),
    'people.remove': ({ user }) => (core.people.change(user, { leftAt: core.now, wayIn: { kind: 'nothing' } }), {}),
    'people.setLocations': ({ user, locations }) => (core.people.change(user, { locations, placesInDoubt: false }), {}),
    'locations.save': ({ location, name, lines }) => (core.people.saveLocation(location, name, lines), {}),
    'locations.close': ({ location }) => {
      core.people.locations = core.people.locations.filter((one) => one.id !== location);
      return {};
    },
    'roles.save': (role) => {
      if (core.people.own.some((one) => one.name === role.name && one.role !== role.role))
        throw new CallError({ code: 'badField', advice: 'There is a role of this name.', field: 'name' });
      core.people.saveRole(role);
      return {};
    },
    'roles.retire': ({ role }) => {
      core.people.own = core.people.own.filter((one) => one.role !== role);
      return {};
    },
    'people.log': () => core.people.log(),
    'session.close': () => {
      core.status = { kind: 'signIn', lock: core.lockScreen(false) };
      core.emit({ kind: 'statusChanged' });
      return {};
    },
    'session.touch': () => ({}),
    'session.changePassword': ({ password }) => {
      if (password !== 'correct horse battery')
        throw new CallError({ code: 'wrongSecret', advice: 'That password doesn’t open Foyer.', field: 'password' });
      return {};
    },
    'app.openAgain': () => core.status ?? { kind: 'ready', desk: core.desk() },
    'keys.change': () => ({ kind: 'ready', desk: core.desk() }),
    'backup.get': () => core.backup,
    'computer.get': () => ({ disk: 'encrypted', swap: { kind: 'onDisk', disk: 'plain' } }),
    'backup.chooseFolder': () => core.backedUp(),
    'backup.now': () => core.backedUp(),
    'backup.drill': () => core.backedUp(),
    'backup.save': (keep) => (core.backup = { ...core.backup, ...keep }),
    'recovery.copies': () => restoreChoices(),
    'recovery.chooseCopy': () => restoreChoices(),
    'recovery.startNew': () => {
      core.status = { kind: 'setup', keyring: true, look: LOOK };
      return { keptAs: 'practice.damaged-2026-11-20-140000.000Z' };
    },
    'recovery.repair': () => {
      core.status = { kind: 'signIn', lock: core.lockScreen(false) };
      core.frozen = frozenCopy(repairInfo());
      return { keptAs: 'practice.damaged-1', repair: repairInfo() };
    },
    'recovery.restore': () => {
      core.status = { kind: 'signIn', lock: core.lockScreen(false) };
      return { keptAs: 'practice.damaged-1', onlyKey: false };
    },
    'people.compare': () => ({ groups: [], rows: [], compared: false }),
  }) satisfies Partial<Handlers>;
