import { configure } from '@testing-library/dom';

/** What jsdom lacks and the window asks for. No layout is pretended: a virtual list is judged in the real webview. */

if (!('ResizeObserver' in globalThis)) {
  globalThis.ResizeObserver = class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  };
}
if (typeof window !== 'undefined') {
  window.innerWidth = 1280;
  window.matchMedia ??= (query: string) =>
    ({
      matches: false,
      media: query,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }) as unknown as MediaQueryList;
  Element.prototype.scrollIntoView ??= () => undefined;
  Element.prototype.scrollTo ??= () => undefined;
  Element.prototype.getAnimations ??= () => [];
}
// A failed look-up names the query; the whole page beside it helps nobody.
process.env['DEBUG_PRINT_LIMIT'] ??= '0';
// What is looked for comes late on a busy machine; what never comes is missed all the same.
configure({ asyncUtilTimeout: 10_000 });
