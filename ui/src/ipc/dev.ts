/** The fake core for a browser: `?scene=outage&theme=dark` and the like show what a mock shows. */

import { FakeCore, LOOK } from './fake';
import { frozenCopy, repairInfo } from './fakeBackup';
import { at, delivery, text } from './fakeMorning';
import type { Look, StartProblem } from './bindings';

export function devCore(): FakeCore {
  const core = new FakeCore();
  const query = new URLSearchParams(location.search);
  const theme = query.get('theme');
  if (theme === 'dark' || theme === 'light') core.settings = { ...core.settings, theme };
  const size = Number(query.get('size'));
  if (size > 0) core.settings = { ...core.settings, textSize: size };
  const language = query.get('lang');
  if (language === 'en' || language === 'es') core.settings = { ...core.settings, language };
  const undo = Number(query.get('undo'));
  if (undo > 0) core.settings = { ...core.settings, undoSeconds: undo };
  if (query.has('compact')) core.settings = { ...core.settings, compact: true };
  core.practiceMode = query.has('practice');
  Object.assign(window, { fake: core });

  const look: Look = { ...LOOK, theme: core.settings.theme, language: core.settings.language };
  const scene = query.get('scene') ?? '';
  if (scene === 'setup') core.status = { kind: 'setup', keyring: !query.has('nokeyring'), look };
  if (scene === 'lock') core.status = { kind: 'signIn', lock: core.lockScreen(!query.has('closed')) };
  if (scene === 'blocked')
    core.status = {
      kind: 'blocked',
      problem: (query.get('problem') ?? 'keyMissing') as StartProblem,
      recovery: query.has('code'),
      look,
    };
  if (scene === 'braked') {
    core.brake.pull(core.now);
    core.connectivity = { ...core.connectivity, state: 'braked', sinceAt: core.now, waiting: 446 };
  }
  if (scene === 'looking') core.looking.plant();
  if (scene === 'backup') core.backupWarning = { problem: 'folderMissing', goodAt: core.backup.good?.at ?? null };
  if (scene === 'restored') core.frozen = frozenCopy(query.has('repaired') ? repairInfo() : null);
  if (scene === 'code') core.needsRecoveryCode = true;
  if (scene === 'hidden' || scene === 'open') {
    const odell = core.thread('odell');
    const items = [at(0, 9, 52), at(0, 9, 58), at(0, 10, 35)].map((when) =>
      text({ kind: 'patient', name: 'Priya' }, 'Can I pay the rest of my bill next month?', when),
    );
    const patient = odell.patient && { ...odell.patient, fullName: 'Priya Raman', firstName: 'Priya', goesBy: null };
    Object.assign(odell, { name: 'Priya Raman', category: 'billing', hidden: true, items, unread: 0, patient });
  }
  if (scene === 'household') {
    const thread = core.thread('lupe');
    const phone = thread.household;
    thread.draft = phone?.question ?? '';
    const asked = text(
      { kind: 'patient', name: 'Lupe' },
      'hey can u move moms thing to 3? i get off work late',
      at(0, 10, 41),
      {
        saidBy: { sure: 'unknown', patient: null, name: null },
      },
    );
    thread.items.push(asked);
    if (phone) Object.assign(phone, { ask: true, doubtful: asked.kind === 'message' ? asked.id : null, unknown: 1 });
  }
  if (scene === 'booking') core.thread('marcus').asksForTime = true;
  if (scene === 'filing') Object.assign(core.thread('marcus'), { suggested: 'clinical' });
  if (scene === 'people') core.user = 'dana';
  if (query.has('doubt')) {
    core.retention.holdsInDoubt = true;
    core.secondStepOwed = true;
    for (const row of core.people.rows) core.people.change(row.id, { placesInDoubt: row.id !== 'kofi' });
    core.people.change('dana', { secondStepInDoubt: true, placesInDoubt: false });
  }
  if (scene === 'mention') {
    const harold = core.thread('harold');
    core.review.mentions = [
      {
        note: 'asked',
        thread: 'harold',
        name: harold.name,
        by: 'Dana Whitfield',
        at: core.now - 300_000,
        text: 'Hand this kind off next time. Names of medicines go in the portal.',
        hidden: null,
      },
    ];
  }
  if (query.has('auth')) core.authenticatorCode = '123456';
  if (scene === 'phi') {
    core.thread('marcus').draft =
      'Hi Mr. Oyelaran, your A1C came back at 8.2, so Dr. Landry is raising your metformin to 1000 mg. Please keep your diabetes clinic visit Tue, Nov 24 at 9:30 AM.';
  }
  if (scene === 'outage') {
    core.connectivity = {
      state: 'carrierDown',
      sinceAt: at(0, 10, 42),
      nextTryAt: at(0, 10, 42) + 24_000,
      waiting: 3,
      backAt: null,
      sentSinceBack: 0,
      unreadable: 0,
      elsewhere: 0,
      clockOffByMs: null,
    };
    const lupe = core.thread('lupe');
    core.thread('odell').items.push(
      text({ kind: 'you' }, 'Yes, we validate. Please stop by the desk at 11:00 AM.', at(0, 10, 42), {
        delivery: delivery('held', { hold: 'stale' }),
      }),
    );
    core.thread('celia').items = [
      text({ kind: 'you' }, 'We open at 8 AM tomorrow. The side lot has free parking.', at(0, 10, 43), {
        delivery: delivery('queued'),
      }),
    ];
    lupe.items.push(text({ kind: 'you' }, lupe.draft, at(0, 10, 44), { delivery: delivery('queued') }));
    lupe.draft = '';
  }
  if (scene === 'unconfirmed') {
    const odell = core.thread('odell');
    odell.items.push(
      text({ kind: 'you' }, 'Yes, we validate. Bring your ticket to the desk before 11:00 AM.', at(0, 10, 42), {
        delivery: delivery('notConfirmed'),
      }),
    );
    odell.items.push(
      text({ kind: 'you' }, 'The elevator to Suite 210 is by the north door.', at(0, 10, 44), {
        delivery: delivery('queued', { hold: 'predecessor' }),
      }),
    );
    core.threads = [odell, ...core.threads.filter((one) => one !== odell)];
  }
  if (scene === 'collision') {
    const anh = core.thread('anh');
    anh.draft = "Yes, the same garage on Main Street. Bring your ticket to the desk and we'll stamp it.";
  }
  if (scene === 'schedule') {
    core.thread('marcus').draft = 'Good morning. See you tomorrow at 9:30 AM. The side lot is free.';
    core.thread('anh').items.push(
      text({ kind: 'you' }, 'Good morning. Your visit is today at 10:00 AM.', at(0, 10, 30), {
        delivery: delivery('held', { hold: 'scheduled', scheduledAt: at(3, 8, 0) }),
      }),
    );
    core.thread('gloria').items.push(
      text({ kind: 'you' }, 'Your forms are at the desk from 8 AM on.', at(-1, 16, 0), {
        delivery: delivery('held', { hold: 'missed', scheduledAt: at(0, 7, 30) }),
      }),
    );
  }
  if (scene === 'night') {
    core.hours.replies = true;
    core.hours.night = {
      odell: { texts: 2, toldAt: at(-1, 21, 4), told: 'delivered' },
      marcus: { texts: 1, toldAt: null, told: null },
      lupe: { texts: 1, toldAt: at(-1, 18, 40), told: 'delivered' },
    };
  }
  if (scene === 'quiet') {
    core.quiet = {
      untilAt: at(1, 8, 0),
      minuteThere: 21 * 60 + 40,
      rule: { state: 'TX', citation: 'Tex. Bus. & Com. Code 301.051', uncertain: true },
      onlySaid: !query.has('stops'),
    };
  }
  if (scene === 'long') {
    const odell = core.thread('odell');
    const who = { kind: 'patient' as const, name: 'Odell' };
    for (let index = 0; index < 600; index += 1) {
      odell.items.unshift(
        text(
          index % 3 ? who : { kind: 'you' },
          `Message ${600 - index}. ${'word '.repeat((index * 7) % 40)}`,
          at(-1 - Math.floor(index / 12), 9, index % 60),
        ),
      );
    }
  }
  if (scene === 'hostile') {
    const odell = core.thread('odell');
    const who = { kind: 'patient' as const, name: 'Odell' };
    odell.items.push(
      text(
        who,
        'safe \u202e gnp.exe \u202c \u200b\u200b\u200b end <b>not bold</b> <img src=x onerror=alert(1)> https://example.invalid',
        at(0, 9, 0),
      ),
    );
    odell.items.push(
      text(
        who,
        `Z${'\u0335\u0321\u0322\u0327\u0328\u0317\u0316\u0326'.repeat(30)}algo e${'\u0301'.repeat(60)}`,
        at(0, 9, 1),
      ),
    );
    odell.items.push(text(who, 'W'.repeat(64_000), at(0, 9, 2)));
    odell.items.push(text(who, 'السلام عليكم، هل موعدي يوم الاثنين؟', at(0, 9, 3), { language: null }));
  }
  if (scene === 'many') {
    const model = core.thread('gloria');
    for (let index = 0; index < 5000; index += 1)
      core.threads.push({ ...model, id: `many${index}`, name: `Person ${index}` });
  }
  return core;
}
