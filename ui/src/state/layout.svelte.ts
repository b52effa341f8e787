/** How wide the window is, counted in text of the chosen size; the styles follow `data-size` on the page. */

export type Size = 'tiny' | 'narrow' | 'medium' | 'wide';

export class Layout {
  size = $state<Size>('medium');
  /** The sidebar is a rail and the right column a drawer. */
  readonly narrow: boolean = $derived(this.size === 'narrow' || this.size === 'tiny');

  constructor() {
    this.measure(1);
  }

  measure(textScale: number): void {
    const width = window.innerWidth / textScale;
    this.size = width < 760 ? 'tiny' : width < 1180 ? 'narrow' : width < 1500 ? 'medium' : 'wide';
  }
}
