/** The copy of the app on this device: kept by the service worker, renewed when the person says so. */
import { dev } from '$app/environment';
import { appKeeper } from '$lib/sync/address-abilities.ts';

const CHECK_EVERY = 60 * 60 * 1000;
const FIRST_RETRY = 5_000;

export class AppUpdate {
  #waiting = $state.raw<ServiceWorker | null>(null);

  /** A newer version lies ready on this device. */
  get ready(): boolean {
    return this.#waiting !== null;
  }

  /** Only in production: in development the pages change under one's hands. @returns a function that stops looking. */
  watch(): () => void {
    const keeper = appKeeper();
    if (dev || !keeper) return () => undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wait = FIRST_RETRY;
    const register = async (): Promise<void> => {
      try {
        const registration = await keeper.register('/service-worker.js', { type: 'module' });
        registration.addEventListener('updatefound', () => this.#follow(registration, retry));
        this.#follow(registration, retry);
        void this.#beServed(keeper);
        clearTimeout(timer);
        timer = setTimeout(check, CHECK_EVERY, registration);
      } catch (error) {
        console.warn('service worker', error);
        retry();
      }
    };
    /** Without its copy of the app this device cannot open it away from the network: it is fetched until it is here. */
    const retry = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => void register(), wait);
      wait = Math.min(2 * wait, CHECK_EVERY);
    };
    const check = (registration: ServiceWorkerRegistration): void => {
      registration.update().catch((error: unknown) => console.warn('service worker', error));
      timer = setTimeout(check, CHECK_EVERY, registration);
    };
    void register();
    return () => clearTimeout(timer);
  }

  /** Lets the new version take over and opens this page again with it. */
  apply(): void {
    appKeeper()?.addEventListener('controllerchange', () => location.reload(), { once: true });
    this.#waiting?.postMessage('take-over');
  }

  /**
   * A page on its way while the copy was being finished is served by nobody: what it has not loaded yet would not be
   * there without the network. It asks for itself.
   */
  async #beServed(keeper: ServiceWorkerContainer): Promise<void> {
    const { active } = await keeper.ready;
    if (!keeper.controller) active?.postMessage('serve-me');
  }

  #follow(registration: ServiceWorkerRegistration, failed: () => void): void {
    this.#look(registration);
    const { installing, waiting, active } = registration;
    if (!installing && !waiting && !active) failed();
    installing?.addEventListener('statechange', () => {
      this.#look(registration);
      if (installing.state === 'redundant' && !registration.active) failed();
    });
  }

  #look(registration: ServiceWorkerRegistration): void {
    // Without a controller this is the first visit: what waits is the only version there is.
    this.#waiting = appKeeper()?.controller ? registration.waiting : null;
  }
}
