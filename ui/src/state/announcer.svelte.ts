/** What a screen reader is told. Status changes within a second are joined into one polite sentence. */
export class Announcer {
  polite = $state('');
  assertive = $state('');

  #waiting: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  say(sentence: string): void {
    if (!this.#waiting.includes(sentence)) this.#waiting.push(sentence);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.polite = this.#waiting.join(' ');
      this.#waiting = [];
    }, 400);
  }

  /** Only for a text of the open thread that failed, and for the store. */
  urge(sentence: string): void {
    this.assertive = sentence;
  }
}
