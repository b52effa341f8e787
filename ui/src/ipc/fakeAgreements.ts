/** Agreements for the fake core: the carrier's, the portal's, a list half done. */

import type {
  GoLive,
  RecordRegistration,
  RegistrationRow,
  SaveSigned,
  SignedInfo,
  SignedOffInfo,
  TrainingRow,
} from './bindings';

export class FakeAgreements {
  rows: SignedInfo[] = [
    {
      id: 'twilio',
      agreement: { with: 'Twilio, BAA', signedOn: '2026-11-02', untilOn: '2027-11-02' },
      signer: 'Dana',
      products: ['sms', 'mms', 'voice'],
      state: { kind: 'inForce' },
    },
    {
      id: 'copies',
      agreement: { with: 'Backup storage, BAA', signedOn: '2025-12-18', untilOn: '2026-12-18' },
      signer: 'Dana',
      products: ['copies'],
      state: { kind: 'endsSoon', days: 28 },
    },
    {
      id: null,
      agreement: { with: 'Portal host, BAA', signedOn: '2025-03-09', untilOn: null },
      signer: '',
      products: [],
      state: { kind: 'inForce' },
    },
  ];

  training: TrainingRow[] = [
    { user: 'dana', name: 'Dana Whitfield', on: '2026-10-12', by: 'Dana Whitfield', dueOn: null },
    { user: 'kofi', name: 'Kofi Mensah', on: null, by: null, dueOn: '2027-02-16' },
  ];
  signedOff: SignedOffInfo | null = null;
  registration: RegistrationRow[] = [
    { step: 'brand', state: 'accepted', on: '2026-11-06', by: 'Dana Whitfield' },
    { step: 'campaign', state: 'accepted', on: '2026-11-12', by: 'Dana Whitfield' },
    { step: 'number', state: 'inReview', on: '2026-11-12', by: 'Dana Whitfield' },
  ];

  register({ step, state, on }: RecordRegistration): void {
    this.registration = this.registration.map((row) =>
      row.step === step ? { step, state, on, by: 'Dana Whitfield' } : row,
    );
  }

  train(user: string, on: string): void {
    this.training = this.training.map((row) =>
      row.user === user ? { ...row, on, by: 'Dana Whitfield', dueOn: null } : row,
    );
  }

  signOff(at: number): GoLive {
    const open = this.info().steps.filter((step) => !step.done && step.step !== 'signedOff');
    this.signedOff = { by: 'Dana Whitfield', at, open: open.map((step) => step.step) };
    return this.info();
  }

  save({ id, agreement, signer, products }: SaveSigned): void {
    const saved: SignedInfo = {
      id: id ?? `signed-${this.rows.length}`,
      agreement,
      signer,
      products,
      state: { kind: 'inForce' },
    };
    const at = this.rows.findIndex((row) => row.id === saved.id);
    if (at < 0) this.rows.push(saved);
    else this.rows[at] = saved;
  }

  info(): GoLive {
    const named = (product: 'sms' | 'mms' | 'voice' | 'copies') =>
      this.rows.some((row) => row.products.includes(product));
    const texts = named('sms') ? 'clinical' : 'visits';
    return {
      agreements: [...this.rows],
      texts,
      lessAt: texts === 'clinical' ? Date.parse('2027-11-03T05:00:00Z') : null,
      products: [
        { product: 'sms', named: named('sms'), atMost: texts },
        { product: 'mms', named: named('mms'), atMost: 'off' },
        { product: 'whatsApp', named: false, atMost: 'visits' },
        { product: 'voice', named: named('voice'), atMost: 'off' },
      ],
      steps: [
        { step: 'agreement', done: named('sms'), at: null },
        { step: 'portal', done: true, at: null },
        { step: 'number', done: false, at: null },
        { step: 'twoWay', done: true, at: null },
        { step: 'stop', done: true, at: null },
        { step: 'recoveryCode', done: true, at: null },
        { step: 'secondManager', done: false, at: null },
        { step: 'drill', done: true, at: Date.parse('2026-11-18T08:00:00Z') },
        { step: 'trained', done: this.training.every((row) => row.on !== null), at: null },
        { step: 'signedOff', done: this.signedOff !== null, at: this.signedOff?.at ?? null },
      ],
      training: [...this.training],
      numbers: [
        {
          number: '(713) 555-0100',
          name: 'Main line',
          sinceAt: Date.parse('2026-11-06T15:00:00Z'),
          untilAt: null,
          refusedSinceAt: null,
          line: 'main',
          registration: [...this.registration],
        },
      ],
      signedOff: this.signedOff,
      pretend: false,
    };
  }
}
