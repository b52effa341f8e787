/**
 * Pictures of every view from the fake core, for comparing with the mocks: `npm run shots [name…]`. Needs a Chromium and
 * playwright-core (PLAYWRIGHT_CORE may say where); without them it says so and does nothing.
 */

import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { createServer } from 'vite';
import { NAMES, SIZES, weighed } from './zoomed.mjs';

const out = path.join(import.meta.dirname, '..', '.shots');
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

const open = (id) => async (page) => {
  await page.click(`[data-thread="${id}"][role="option"]`);
  await page.waitForSelector('[data-testid="timeline"]');
};
const focusDraft = async (page) => {
  await page.focus('[data-testid="composer-input"]');
  await page.evaluate(() => {
    const field = document.querySelector('[data-testid="composer-input"]');
    field.setSelectionRange(field.value.length, field.value.length);
  });
};

const people = async (page) => {
  await page.click('[data-testid="nav-settings"]');
  await page.click('[data-testid="settings-page"] button:nth-child(2)');
  await page.waitForSelector('[data-testid="rights"]');
};
const audit = async (page) => {
  await page.click('[data-testid="nav-settings"]');
  await page.click('[data-testid="settings-page"] button:has-text("Audit")');
  await page.waitForSelector('[data-testid="looking"]');
};
const agreements = async (page) => {
  await page.click('[data-testid="nav-settings"]');
  await page.click('[data-testid="settings-page"] button:has-text("Agreements")');
  await page.waitForSelector('[data-testid="go-live"]');
};
const reason = async (page) => {
  await page.click('[data-testid="open-with-reason"]');
  await page.fill('[data-testid="reason-words"]', 'At the desk about today’s bill');
};
const proof = async (page) => {
  await page.keyboard.press('v');
  await page.waitForSelector('[data-testid="proof-dialog"]');
};
const due = (page) => page.click('[data-testid="nav-consent-due"]');
const dueTab = (name) => (page) => page.click(`[data-testid="due-tabs"] button:has-text("${name}")`);
const chooseAll = async (page) => {
  for (const box of await page.$$('[data-testid="choose"]')) await box.check();
};
const preview = async (page) => {
  await page.click('[data-testid="run-preview-ask"]');
  await page.waitForSelector('[data-testid="run-preview"]');
};
const startRun = async (page) => {
  await page.click('[data-testid="run-start"]');
  await page.waitForSelector('[data-testid="run"]');
};

const slash = (typed) => async (page) => {
  await page.focus('[data-testid="composer-input"]');
  await page.keyboard.press('Control+A');
  await page.keyboard.type(typed);
  await page.waitForSelector('[data-testid="picker-row"]');
};
const taken = async (page) => {
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-blank]');
  await page.waitForSelector('[data-testid="blanks-left"]');
};
const templatesPage = [
  (page) => page.click('[data-testid="nav-templates"]'),
  (page) => page.waitForSelector('[data-testid="template-row"]'),
];
const editTemplate = async (page) => {
  await page.click('[data-testid="edit-template"]');
  await page.waitForSelector('[data-testid="template-dialog"]');
};
/** A block of the settings, brought to the top. */
const block = (id) => async (page) => {
  await page.click('[data-testid="nav-settings"]');
  await page.waitForSelector(`[data-testid="${id}"]`);
  await page.evaluate((at) => document.querySelector(`[data-testid="${at}"]`).scrollIntoView({ block: 'start' }), id);
};
const authenticator = async (page) => {
  await block('authenticator')(page);
  await page.fill('[data-testid="authenticator-password"]', 'correct horse battery');
  await page.click('[data-testid="authenticator-make"]');
  await page.waitForSelector('.qr');
};
const askCode = async (page) => {
  await page.click('.lock button:has-text("Dana")');
  await page.fill('[data-testid="password"]', 'correct horse battery');
  await page.click('[data-testid="sign-in"]');
  await page.waitForSelector('[data-testid="auth-code"]');
};

const later = async (page) => {
  await page.keyboard.press('Control+Shift+L');
  await page.waitForSelector('[data-testid="schedule"]');
  await page.waitForSelector('.hours i');
};
const early = async (page) => {
  await page.fill('[data-testid="schedule-time"]', '07:30');
  await page.waitForSelector('[data-testid="schedule-stop"]');
};

const review = async (page) => {
  await page.click('[data-testid="nav-overview"]');
  await page.click('[data-testid="review-tabs"] button:has-text("Incidents")');
  await page.waitForSelector('[data-testid="case-row"]');
};
const incident = async (page) => {
  await review(page);
  await page.click('[data-testid="case-row"] button');
  await page.waitForSelector('[data-testid="case"]');
};
const answering = async (page) => {
  await page.fill('[data-testid="factor-words"]', 'They said they deleted it, by text at 10:55 AM.');
};
const decideCase = async (page) => {
  await page.click('[data-testid="case-decide"]');
  await page.waitForSelector('[data-testid="decide-dialog"]');
};
const reportIt = async (page) => {
  await page.locator('[data-testid="report-it"]').last().focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-testid="report-problem-dialog"]');
};

const help = async (page) => {
  await page.keyboard.press('F1');
  await page.waitForSelector('[data-topic="answer"]');
};
const tour = async (page) => {
  await page.click('[data-testid="tour-start"]');
  await page.waitForSelector('[data-testid="tour"]');
};

const batchPage = async (page) => {
  await page.click('[data-testid="nav-batch"]');
  await page.waitForSelector('[data-testid="batch-template"] option:nth-child(2)', { state: 'attached' });
  await page.selectOption('[data-testid="batch-template"]', { index: 1 });
};
const batchFile = async (page) => {
  const buffer = Buffer.from('Patient,Cell phone,Date,Time\n');
  await page.setInputFiles('[data-testid="batch-file"]', { name: 'tomorrow.csv', mimeType: 'text/csv', buffer });
};
const batchLook = async (page) => {
  await page.click('[data-testid="batch-look"]:not([aria-disabled])');
  await page.waitForSelector('[data-testid="batch-preview"]');
};
const batchStart = async (page) => {
  await page.click('[data-testid="batch-start"]');
  await page.waitForSelector('[data-testid="batch-sure"]');
};
const batchRun = async (page) => {
  await page.click('[data-testid="batch-sure-do"]');
  await page.waitForSelector('[data-testid="batch-run"]');
};

const replyTimes = async (page) => {
  await page.click('[data-testid="nav-overview"]');
  await page.waitForSelector('[data-testid="hour-chart"]');
};
const counted = async (page) => {
  await page.click('[data-testid="answers-read"]');
  await page.waitForSelector('[data-testid="answers-confirmed"]');
  await page.evaluate(() => document.querySelector('[data-testid="answers"]').scrollIntoView({ block: 'end' }));
};
const reportOf = (name) => [
  (page) => page.click('[data-testid="nav-overview"]'),
  (page) => page.click('[data-testid="review-tabs"] button:nth-child(3)'),
  (page) => page.fill('[data-testid="report-find"]', name),
  (page) => page.click('[data-testid="report-hit"]'),
  (page) => page.click('[data-testid="report-show"]'),
  (page) => page.waitForSelector('[data-testid="report-row"]'),
];
const fullLog = async (page) => {
  await page.click('[data-testid="full-log"]');
  await page.waitForSelector('[data-testid="entry"]');
};
const scenes = {
  'review-answers': { acts: [replyTimes, counted] },
  'review-dark': { query: 'theme=dark', acts: [replyTimes] },
  goals: { acts: [block('goal-hours')] },
  batch: { acts: [batchPage, batchFile] },
  search: {
    acts: [
      (page) => page.keyboard.press('Control+Shift+F'),
      (page) => page.fill('[data-testid="search-input"]', 'ramp'),
      (page) => page.click('[data-testid="search-text"]'),
      (page) => page.waitForSelector('[data-testid="search-open"]'),
    ],
  },
  'batch-earlier': {
    acts: [
      batchPage,
      (page) => page.click('[data-testid="batch-earlier-row"] button'),
      (page) => page.waitForSelector('[data-testid="batch-back"]'),
    ],
  },
  'batch-dark': { query: 'theme=dark', acts: [batchPage, batchFile] },
  'batch-preview': { acts: [batchPage, batchFile, batchLook] },
  'batch-preview-dark': { query: 'theme=dark', acts: [batchPage, batchFile, batchLook] },
  'batch-sure': { acts: [batchPage, batchFile, batchLook, batchStart] },
  'batch-run': { acts: [batchPage, batchFile, batchLook, batchStart, batchRun] },
  'batch-run-dark': { query: 'theme=dark', acts: [batchPage, batchFile, batchLook, batchStart, batchRun] },
  incident: { acts: [incident, answering] },
  'incident-dark': { query: 'theme=dark', acts: [incident, answering] },
  'incident-decide': { acts: [incident, decideCase] },
  incidents: { acts: [review] },
  retention: { acts: [block('retention')] },
  'report-problem': { acts: [open('marcus'), reportIt] },
  'report-problem-dark': { query: 'theme=dark', acts: [open('marcus'), reportIt] },
  schedule: { query: 'scene=schedule', acts: [open('marcus'), focusDraft, later, early] },
  'schedule-dark': { query: 'scene=schedule&theme=dark', acts: [open('marcus'), focusDraft, later, early] },
  scheduled: { query: 'scene=schedule', acts: [open('anh'), (page) => page.click('[data-testid="nav-scheduled"]')] },
  'scheduled-dark': {
    query: 'scene=schedule&theme=dark',
    acts: [open('gloria'), (page) => page.click('[data-testid="nav-scheduled"]')],
  },
  hours: { query: 'scene=night', acts: [block('hours-settings')] },
  'hours-break': {
    query: 'scene=night',
    acts: [block('hours-settings'), (page) => page.click('[data-testid="pause-0"]')],
  },
  'hours-dark': { query: 'scene=night&theme=dark', acts: [block('hours-settings')] },
  night: { query: 'scene=night', acts: [(page) => page.waitForSelector('[data-testid="morning-strip"]')] },
  morning: { query: 'scene=night', acts: [(page) => page.click('[data-testid="morning-show"]')] },
  'morning-dark': {
    query: 'scene=night&theme=dark',
    acts: [(page) => page.click('[data-testid="morning-show"]')],
  },
  'template-picker': { acts: [open('lupe'), slash('/vis')] },
  'template-picker-dark': { query: 'theme=dark', acts: [open('lupe'), slash('/vis')] },
  'template-taken': { acts: [open('lupe'), slash('/vis'), taken] },
  'template-taken-dark': { query: 'theme=dark', acts: [open('lupe'), slash('/vis'), taken] },
  templates: { acts: templatesPage },
  'templates-dark': { query: 'theme=dark', acts: templatesPage },
  'template-edit': { acts: [...templatesPage, editTemplate] },
  hidden: { query: 'scene=hidden', acts: [open('odell')] },
  'hidden-dark': { query: 'scene=hidden&theme=dark', acts: [open('odell')] },
  'break-glass': { query: 'scene=hidden', acts: [open('odell'), reason] },
  'break-glass-dark': { query: 'scene=hidden&theme=dark', acts: [open('odell'), reason] },
  'glass-open': {
    query: 'scene=hidden',
    acts: [
      open('odell'),
      reason,
      (page) => page.click('[data-testid="reason-open"]'),
      (page) => page.waitForSelector('[data-testid="open-strip"]'),
    ],
  },
  filing: { query: 'scene=filing', acts: [open('marcus')] },
  booking: { query: 'scene=booking', acts: [open('marcus')] },
  braked: { query: 'scene=braked', acts: [] },
  brake: { query: 'scene=braked', acts: [block('brake-settings')] },
  'brake-es': { query: 'scene=braked&lang=es', acts: [block('brake-settings')] },
  looking: { query: 'scene=looking', acts: [audit] },
  'looking-dark': { query: 'scene=looking&theme=dark', acts: [audit] },
  directory: {
    query: 'scene=people',
    acts: [people, (page) => page.locator('[data-testid="directory"]').scrollIntoViewIfNeeded()],
  },
  people: { query: 'scene=people', acts: [people] },
  'people-role': {
    query: 'scene=people',
    acts: [people, (page) => page.click('[data-testid="role-add"]')],
  },
  'people-doubt': {
    query: 'scene=people&doubt',
    acts: [people, (page) => page.click('[data-testid="change-person"]')],
  },
  'retention-doubt': { query: 'scene=people&doubt', acts: [block('retention')] },
  'authenticator-owed': { query: 'scene=people&doubt', acts: [block('authenticator')] },
  'go-live': { query: 'scene=people', acts: [agreements] },
  'go-live-dark': { query: 'scene=people&theme=dark', acts: [agreements] },
  'people-dark': { query: 'scene=people&theme=dark', acts: [people] },
  inbox: { acts: [open('lupe'), focusDraft] },
  'inbox-dark': { query: 'theme=dark', acts: [open('lupe'), focusDraft] },
  phi: {
    query: 'scene=phi',
    acts: [
      open('marcus'),
      focusDraft,
      (page) => page.waitForSelector('mark'),
      (page) => page.keyboard.press('F8'),
      (page) => page.waitForSelector('[data-testid="finding-popover"]'),
    ],
  },
  'phi-dark': {
    query: 'scene=phi&theme=dark',
    acts: [
      open('marcus'),
      focusDraft,
      (page) => page.waitForSelector('mark'),
      (page) => page.keyboard.press('F8'),
      (page) => page.waitForSelector('[data-testid="finding-popover"]'),
    ],
  },
  handoff: {
    query: 'scene=phi',
    acts: [
      open('marcus'),
      (page) => page.click('[data-testid="hand-off"]'),
      (page) => page.waitForSelector('[data-testid="toast"]'),
    ],
  },
  outage: { query: 'scene=outage', acts: [open('lupe'), (page) => page.click('[data-testid="nav-outbox"]')] },
  unconfirmed: {
    query: 'scene=unconfirmed',
    acts: [open('odell'), (page) => page.click('[data-testid="nav-outbox"]')],
  },
  consent: {
    acts: [open('harold'), (page) => page.click('[data-testid="manage-consent"], [data-testid="way-recordConsent"]')],
  },
  'consent-signed': {
    acts: [
      open('lupe'),
      (page) => page.click('[data-testid="manage-consent"]'),
      (page) => page.click('[data-testid="radio-signed"]'),
    ],
  },
  proof: { acts: [open('lupe'), proof] },
  'proof-dark': { query: 'theme=dark', acts: [open('lupe'), proof] },
  'proof-then': {
    acts: [open('lupe'), proof, (page) => page.click('[data-testid="proof-earlier"]')],
  },
  reviews: { acts: [due] },
  due: { acts: [due, dueTab('All')] },
  'due-preview': { acts: [due, dueTab('All'), chooseAll, preview] },
  'due-run': { acts: [due, dueTab('All'), chooseAll, preview, startRun] },
  'due-run-dark': { query: 'theme=dark', acts: [due, dueTab('All'), chooseAll, preview, startRun] },
  'review-strip': { acts: [open('gloria')] },
  collision: {
    query: 'scene=collision',
    acts: [
      open('anh'),
      (page) => page.evaluate(() => window.fake.colleague('anh', 'Kofi', 'Same garage, enter on Main. We validate.')),
      (page) => page.waitForSelector('[data-testid="collision"]'),
    ],
  },
  quiet: { query: 'scene=quiet', acts: [open('odell')] },
  palette: {
    acts: [
      open('lupe'),
      (page) => page.keyboard.press('Control+k'),
      (page) => page.fill('[data-testid="find-input"]', 'san'),
      (page) => page.waitForSelector('[data-testid="find-person"]'),
    ],
  },
  household: {
    query: 'scene=household',
    acts: [open('lupe'), (page) => page.click('[data-testid="choose-person"]')],
  },
  'household-dark': {
    query: 'scene=household&theme=dark',
    acts: [open('lupe'), (page) => page.click('[data-testid="choose-person"]')],
  },
  'household-es': {
    query: 'scene=household&lang=es',
    acts: [open('lupe'), (page) => page.click('[data-testid="choose-person"]')],
  },
  merge: {
    acts: [
      open('lupe'),
      (page) => page.click('[data-testid="edit-patient"]'),
      (page) => page.click('[data-testid="open-merge"]'),
      (page) => page.fill('[data-testid="merge-find"]', 'mar'),
      (page) => page.click('[data-testid="merge-hit"]'),
      (page) => page.click('[data-testid="merge-do"]'),
      (page) => page.waitForSelector('[data-testid="merged-record"]'),
      (page) => page.fill('[data-testid="merge-find"]', 'an'),
      (page) => page.click('[data-testid="merge-hit"]'),
    ],
  },
  contacts: {
    acts: [
      (page) => page.click('[data-testid="nav-settings"]'),
      (page) => page.click('[data-testid="contacts-open"]'),
      (page) =>
        page.setInputFiles('[data-testid="contacts-file"]', {
          name: 'people.csv',
          mimeType: 'text/csv',
          buffer: Buffer.from('Patient,Mobile'),
        }),
      (page) => page.waitForSelector('[data-testid="contacts-preview"]'),
    ],
  },
  'new-message': {
    acts: [
      (page) => page.click('[data-testid="new-message"]'),
      (page) => page.fill('[data-testid="new-message-input"]', 'barr'),
      (page) => page.waitForSelector('[data-testid="new-message-person"]'),
    ],
  },
  optedout: { acts: [open('delphine')] },
  noconsent: { acts: [open('tomas')] },
  note: {
    acts: [
      open('lupe'),
      (page) => page.click('[data-testid="mode-note"]'),
      (page) => page.fill('[data-testid="note-input"]', 'Called back, no answer.'),
    ],
  },
  hostile: { query: 'scene=hostile', acts: [open('odell')] },
  long: { query: 'scene=long', acts: [open('odell')] },
  assign: { acts: [open('lupe'), (page) => page.click('[data-testid="assign"]')] },
  snooze: { acts: [open('lupe'), (page) => page.click('[data-testid="snooze"]')] },
  keys: { acts: [(page) => page.keyboard.press('?')] },
  review: {
    acts: [
      (page) => page.click('[data-testid="nav-overview"]'),
      (page) => page.waitForSelector('[data-testid="overview"]'),
    ],
  },
  report: { acts: reportOf('Marcus') },
  'report-check': { acts: [...reportOf('Marcus'), (page) => page.click('[data-testid="report-check"]')] },
  'report-dark': { query: 'theme=dark', acts: reportOf('Marcus') },
  log: { query: 'scene=people', acts: [replyTimes, fullLog] },
  'log-dark': { query: 'scene=people&theme=dark', acts: [replyTimes, fullLog] },
  'log-es': { query: 'scene=people&lang=es', acts: [replyTimes, fullLog] },
  threads: {
    query: 'scene=people',
    acts: [
      (page) => page.click('[data-testid="nav-overview"]'),
      (page) => page.click('[data-testid="review-tabs"] button:has-text("Threads")'),
      (page) => page.click('[data-thread="harold"][data-testid="review-row"]'),
      (page) => page.waitForSelector('[data-testid="review-timeline"]'),
    ],
  },
  'threads-dark': {
    query: 'scene=people&theme=dark',
    acts: [
      (page) => page.click('[data-testid="nav-overview"]'),
      (page) => page.click('[data-testid="review-tabs"] button:has-text("Threads")'),
      (page) => page.click('[data-thread="harold"][data-testid="review-row"]'),
      (page) => page.waitForSelector('[data-testid="review-timeline"]'),
    ],
  },
  copies: {
    query: 'scene=people',
    acts: [
      (page) => page.click('[data-testid="nav-overview"]'),
      (page) => page.click('[data-testid="review-tabs"] button:has-text("Copies")'),
      (page) => page.fill('[data-testid="report-find"]', 'Marcus'),
      (page) => page.click('[data-testid="report-hit"]'),
      (page) => page.click('[data-testid="access-add"]'),
      (page) => page.waitForSelector('[data-testid="access-row"]'),
    ],
  },
  mention: { query: 'scene=mention', acts: [] },
  settings: { query: 'practice', acts: [(page) => page.click('[data-testid="nav-settings"]')] },
  drawer: { acts: [open('lupe'), (page) => page.keyboard.press('p')] },
  empty: { acts: [] },
  setup: { query: 'scene=setup', acts: [] },
  'setup-account': {
    query: 'scene=setup',
    acts: [(page) => page.click('[data-testid="radio-connect"]'), (page) => page.click('[data-testid="setup-next"]')],
  },
  'setup-dark': { query: 'scene=setup&theme=dark', acts: [] },
  'recovery-key-dark': { query: 'scene=blocked&problem=keyMissing&theme=dark', acts: [] },
  'lock-closed-dark': { query: 'scene=lock&closed&theme=dark', acts: [] },
  'recovery-repaired-dark': { query: 'scene=restored&repaired&theme=dark', acts: [] },
  'recovery-key': { query: 'scene=blocked&problem=keyMissing', acts: [] },
  'recovery-key-new': {
    query: 'scene=blocked&problem=keyMissing&code',
    acts: [(page) => page.click('[data-testid="start-new"]')],
  },
  'recovery-damaged': { query: 'scene=blocked&problem=storeDamaged', acts: [] },
  'recovery-repair': {
    query: 'scene=blocked&problem=storeDamaged',
    acts: [(page) => page.click('[data-testid="radio-repair"]')],
  },
  'recovery-restored': { query: 'scene=restored', acts: [] },
  'recovery-restored-dark': { query: 'scene=restored&theme=dark', acts: [] },
  'recovery-repaired': { query: 'scene=restored&repaired', acts: [] },
  'recovery-damaged-dark': { query: 'scene=blocked&problem=storeDamaged&theme=dark', acts: [] },
  'recovery-new': {
    query: 'scene=blocked&problem=storeDamaged',
    acts: [(page) => page.click('[data-testid="start-new"]')],
  },
  'recovery-newer': { query: 'scene=blocked&problem=storeNewer', acts: [] },
  'printed-code': { query: 'scene=code', acts: [] },
  'printed-half': { query: 'scene=code', acts: [(page) => page.click('[data-testid="recovery-split"]')] },
  'recovery-halves': {
    query: 'scene=blocked&problem=keyMissing&code',
    acts: [
      (page) => page.click('[data-testid="code-on-two"]'),
      (page) => page.locator('[data-testid="code-cell"]').first().fill('7GK2999QX4M7AB3CDE4FGH5JKM6NP7'),
      (page) => page.locator('[data-testid="code-cell"]').nth(6).fill('3QF7'),
    ],
  },
  'lock-dark': { query: 'scene=lock&theme=dark', acts: [] },
  'lock-code': { query: 'scene=lock&closed&auth', acts: [askCode] },
  'lock-code-dark': { query: 'scene=lock&closed&auth&theme=dark', acts: [askCode] },
  'settings-authenticator': { query: 'scene=people', acts: [authenticator] },
  'settings-authenticator-dark': { query: 'scene=people&theme=dark', acts: [authenticator] },
  'settings-backup': { query: 'scene=people', acts: [block('backup-settings')] },
  'settings-backup-dark': { query: 'scene=people&theme=dark', acts: [block('backup-settings')] },
  'settings-computer': { query: 'scene=people', acts: [block('computer-settings')] },
  'settings-computer-dark': { query: 'scene=people&theme=dark', acts: [block('computer-settings')] },
  'settings-key': { query: 'scene=people', acts: [block('key-settings')] },
  'settings-key-dark': { query: 'scene=people&theme=dark', acts: [block('key-settings')] },
  'inbox-es': { query: 'lang=es', acts: [open('lupe'), focusDraft] },
  'inbox-es-dark': { query: 'lang=es&theme=dark', acts: [open('lupe'), focusDraft] },
  'phi-es': {
    query: 'lang=es&scene=phi',
    acts: [
      open('marcus'),
      focusDraft,
      (page) => page.waitForSelector('mark'),
      (page) => page.keyboard.press('F8'),
      (page) => page.waitForSelector('[data-testid="finding-popover"]'),
    ],
  },
  'outage-es': {
    query: 'lang=es&scene=outage',
    acts: [open('lupe'), (page) => page.click('[data-testid="nav-outbox"]')],
  },
  'proof-es': { query: 'lang=es', acts: [open('lupe'), proof] },
  'review-es': { query: 'lang=es', acts: [(page) => page.click('[data-testid="nav-overview"]')] },
  'templates-es': { query: 'lang=es', acts: templatesPage },
  'due-es': { query: 'lang=es', acts: [due] },
  'settings-es': { query: 'lang=es&practice', acts: [(page) => page.click('[data-testid="nav-settings"]')] },
  'lock-es': { query: 'lang=es&scene=lock', acts: [] },
  'keys-es': { query: 'lang=es', acts: [(page) => page.keyboard.press('?')] },
  help: { acts: [help] },
  'help-es': { query: 'lang=es', acts: [help] },
  'help-es-dark': { query: 'lang=es&theme=dark', acts: [help] },
  tour: { query: 'practice', acts: [tour] },
  'tour-es-dark': { query: 'practice&lang=es&theme=dark', acts: [tour] },
  compact: { query: 'compact', acts: [open('lupe')] },
  'compact-150': { query: 'compact&size=150', acts: [open('lupe')] },
  'size-150-es': { query: 'lang=es&size=150', acts: [open('lupe')] },
  'size-150': { query: 'size=150', acts: [open('lupe')] },
  closed: {
    acts: [
      open('lupe'),
      (page) => page.click('[data-testid="close-thread"]'),
      (page) => page.waitForSelector('[data-testid="toast"]'),
    ],
  },
};

const sizes = [
  [1280, 800],
  [1024, 700],
  [1600, 1000],
];

let chromium;
try {
  const library = await import(process.env.PLAYWRIGHT_CORE ?? 'playwright-core');
  chromium = (library.default ?? library).chromium;
} catch {
  chromium = undefined;
}
if (!chromium || !existsSync(executablePath)) {
  console.log('shots: skipped, there is no Chromium or no playwright-core here');
  process.exit(0);
}

mkdirSync(out, { recursive: true });
/** `npm run zoom`: the pictures that are kept, beside today's or replaced by them. */
const zoom = process.argv.includes('--zoom');
const keep = zoom && process.argv.includes('keep');
let changed = false;
const named = process.argv.slice(2).filter((word) => !['--zoom', 'keep'].includes(word));
const wanted = zoom && named.length === 0 ? NAMES : named;
/** One width instead of all of them: 640 is how a desk 1280 wide is laid out at 200 %, 320 at 400 %. */
const only = Number(process.env.WIDTH ?? 0);
const tall = Number(process.env.HEIGHT ?? 0);
if (only > 0 && !sizes.some(([width]) => width === only)) sizes.push([only, tall || Math.round(only * 0.8)]);
/** SPEAKS=es: every view in Spanish. */
const speaks = process.env.SPEAKS === 'es' ? 'lang=es&' : '';
/** THEME=dark: every view in the dark theme. */
const dark = process.env.THEME === 'dark' ? 'theme=dark&' : '';
/** FORCED=1: as with the colours that a person's system forces on everything. */
const forced = process.env.FORCED === '1';

/** Words that lie over other words, or beside the page where nothing leads to them. Runs in the page. */
function crowded() {
  const shown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const layer = (element) => element.closest('[role="dialog"], .toast, .pop, .menu, .drawer');
  /** What of an element its scrollers let through. */
  const seen = (element, rect) => {
    let [left, top, right, bottom] = [rect.left, rect.top, rect.right, rect.bottom];
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.overflow === 'visible' || at === element) continue;
      const box = at.getBoundingClientRect();
      [left, top] = [Math.max(left, box.left), Math.max(top, box.top)];
      [right, bottom] = [Math.min(right, box.right), Math.min(bottom, box.bottom)];
    }
    return right - left > 1 && bottom - top > 1 ? { left, top, right, bottom } : null;
  };
  const leads = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (/auto|scroll/.test(style.overflowX) && at.scrollWidth > at.clientWidth) return true;
      if (style.textOverflow === 'ellipsis') return true;
    }
    return false;
  };
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !element || !shown(element) || element.closest('.sr, option, [aria-hidden="true"]'))
      continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) texts.push({ element, rect, says: node.data.trim().slice(0, 30) });
  }
  const found = [];
  for (const { element, rect, says } of texts) {
    if (rect.width > 2 && rect.right > innerWidth + 1 && !leads(element)) found.push(`outside: “${says}”`);
  }
  const open = texts.flatMap((one) => ({ ...one, at: seen(one.element, one.rect) })).filter((one) => one.at);
  for (const [place, one] of open.entries()) {
    for (const other of open.slice(place + 1)) {
      if (layer(one.element) !== layer(other.element)) continue;
      if (one.element === other.element) continue;
      const across = Math.min(one.at.right, other.at.right) - Math.max(one.at.left, other.at.left);
      const down = Math.min(one.at.bottom, other.at.bottom) - Math.max(one.at.top, other.at.top);
      if (across > 3 && down > 5) found.push(`over each other: “${one.says}” and “${other.says}”`);
    }
  }
  return [...new Set(found)].slice(0, 6);
}
const server = await createServer({
  root: path.join(import.meta.dirname, '..'),
  server: { port: 5199, strictPort: false },
  logLevel: 'error',
});
await server.listen();
const [at] = server.resolvedUrls.local;
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--font-render-hinting=none'],
  ignoreDefaultArgs: ['--hide-scrollbars'],
});
for (const [name, scene] of Object.entries(scenes)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const [width, height] of zoom ? SIZES : sizes) {
    if (only > 0 && width !== only) continue;
    if (only === 0 && wanted.length === 0 && width !== 1280 && !['inbox', 'phi', 'outage', 'setup'].includes(name))
      continue;
    const page = await browser.newPage({
      viewport: { width, height },
      forcedColors: forced ? 'active' : 'none',
      deviceScaleFactor: width < 760 && !zoom ? 2 : 1,
    });
    page.setDefaultTimeout(20_000);
    page.setDefaultNavigationTimeout(60_000);
    page.on('pageerror', (error) => console.log(`${name} ${width}: ${error.message}`));
    page.on('console', (message) => message.type() === 'error' && console.log(`${name} ${width}: ${message.text()}`));
    try {
      await page.goto(`${at}?${speaks}${dark}${scene.query ?? ''}`);
      await page.waitForSelector('[data-testid]:not(.starting)');
      await page.evaluate(() => document.fonts.ready);
      for (const act of scene.acts) await act(page);
      await page.mouse.move(width - 2, height - 2);
      await page.waitForTimeout(350);
      for (const line of await page.evaluate(crowded)) console.log(`${name} ${width}: ${line}`);
      const png = await page.screenshot({
        path: path.join(out, `${name}-${forced ? 'forced-' : ''}${speaks && 'es-'}${dark && 'dark-'}${width}.png`),
      });
      if (zoom) {
        const told = await weighed(browser, `${name}-${width}`, png, keep);
        changed ||= told.changed;
        console.log(told.says);
      }
    } catch (error) {
      console.log(`${name} ${width}: ${String(error).split('\n')[0]}`);
      await page.screenshot({ path: path.join(out, `${name}-${width}.png`) });
    }
    await page.close();
  }
}
await browser.close();
await server.close();
if (changed) process.exitCode = 1;
