/** Cases: the text somebody reports, the register, and the one that is open. What follows from it is the core's. */

import type {
  AffectedPeople,
  CaseDetail,
  CaseFormat,
  CaseProblem,
  CaseRegister,
  DecisionKind,
  FactorKind,
  NumberAnswerKind,
  RiskKind,
} from '../ipc/bindings';
import type { Core } from '../ipc/client';

export type Reported = { message: string; phone: string };

export class CasesState {
  /** The text that is being reported. */
  reporting = $state.raw<Reported | null>(null);
  register = $state.raw<CaseRegister | null>(null);
  open = $state.raw<CaseDetail | null>(null);

  constructor(private readonly core: Core) {}

  /** Gives the case's number. */
  async report(problem: CaseProblem, words: string, stop: boolean): Promise<string> {
    const message = this.reporting?.message ?? '';
    const { number } = await this.core.call('cases.report', { message, problem, words, stop });
    this.reporting = null;
    return number;
  }

  async read(): Promise<void> {
    this.register = await this.core.call('cases.list', {});
  }

  async show(id: string): Promise<void> {
    this.open = await this.core.call('cases.open', { case: id });
  }

  async leave(): Promise<void> {
    this.open = null;
    await this.read();
  }

  async answer(factor: FactorKind, risk: RiskKind, words: string): Promise<void> {
    await this.#keep((id) => this.core.call('cases.answer', { case: id, factor, risk, words }));
  }

  async saveScope(knownOn: string, affected: AffectedPeople[], licensedClinic: boolean): Promise<void> {
    await this.#keep((id) => this.core.call('cases.saveScope', { case: id, knownOn, affected, licensedClinic }));
  }

  async note(words: string): Promise<void> {
    await this.#keep((id) => this.core.call('cases.note', { case: id, words }));
  }

  async decide(decision: DecisionKind, words: string): Promise<void> {
    await this.#keep((id) => this.core.call('cases.decide', { case: id, decision, words }));
  }

  /** `keepUntil` is the last day on which the conversation's words are kept from the schedule; null for no longer. */
  async signOff(keepUntil: string | null): Promise<void> {
    await this.#keep((id) => this.core.call('cases.signOff', { case: id, keepUntil }));
  }

  async keepWords(keepUntil: string | null, words: string): Promise<void> {
    await this.#keep((id) => this.core.call('cases.keep', { case: id, keepUntil, words }));
  }

  async reopen(words: string): Promise<void> {
    await this.#keep((id) => this.core.call('cases.reopen', { case: id, words }));
  }

  async lift(words: string): Promise<void> {
    await this.#keep((id) => this.core.call('cases.lift', { case: id, words }));
  }

  async numberAsked(answer: NumberAnswerKind, right: string): Promise<void> {
    await this.#keep((id) => this.core.call('cases.numberAsked', { case: id, answer, right }));
  }

  async draft(language: string): Promise<string> {
    if (this.open === null) return '';
    return (await this.core.call('cases.draftLetter', { case: this.open.id, language })).text;
  }

  async saveLetter(language: string, text: string): Promise<boolean> {
    if (this.open === null) return false;
    const { saved } = await this.core.call('cases.saveLetter', { case: this.open.id, language, text });
    await this.show(this.open.id);
    return saved;
  }

  async export(format: CaseFormat): Promise<boolean> {
    if (this.open === null) return false;
    const { saved } = await this.core.call('cases.export', { case: this.open.id, format });
    await this.show(this.open.id);
    return saved;
  }

  forget(): void {
    this.reporting = null;
    this.register = null;
    this.open = null;
  }

  async #keep(change: (id: string) => Promise<CaseDetail>): Promise<void> {
    if (this.open !== null) this.open = await change(this.open.id);
  }
}
