/**
 * The practice's clock as the core tells it. This computer's own clock may be wrong, and practice mode may live on
 * another day, so every "now" in the window is the core's instant counted on from when it was read.
 */
export class Clock {
  /** Now, moved once a minute; what relative times derive from. */
  minuteAt = $state(Date.now());
  /** Now, moved once a second while somebody watches. */
  secondAt = $state(Date.now());

  #ahead = 0;
  #watchers = 0;
  #minute: ReturnType<typeof setInterval> | undefined;
  #second: ReturnType<typeof setInterval> | undefined;

  /** Milliseconds since 1970, by the core's clock. */
  now(): number {
    return Date.now() + this.#ahead;
  }

  /** Counts on from the core's instant. */
  sync(coreNow: number): void {
    this.#ahead = coreNow - Date.now();
    this.#tick();
  }

  /** An instant the core has already seen cannot be in the future. */
  atLeast(at: number): void {
    if (at > this.now()) this.sync(at);
  }

  start(): void {
    if (this.#minute !== undefined) return;
    this.#tick();
    this.#minute = setInterval(() => {
      if (!document.hidden) this.#tick();
    }, 60_000);
    document.addEventListener('visibilitychange', this.#shown);
  }

  stop(): void {
    clearInterval(this.#minute);
    clearInterval(this.#second);
    this.#minute = undefined;
    this.#second = undefined;
    document.removeEventListener('visibilitychange', this.#shown);
  }

  /** Ticks every second until the returned function is called. */
  watchSeconds(): () => void {
    this.#watchers += 1;
    this.secondAt = this.now();
    this.#second ??= setInterval(() => (this.secondAt = this.now()), 1000);
    let watching = true;
    return () => {
      if (!watching) return;
      watching = false;
      this.#watchers -= 1;
      if (this.#watchers === 0) {
        clearInterval(this.#second);
        this.#second = undefined;
      }
    };
  }

  #tick(): void {
    this.minuteAt = this.now();
    this.secondAt = this.now();
  }

  #shown = () => {
    if (!document.hidden) this.#tick();
  };
}
