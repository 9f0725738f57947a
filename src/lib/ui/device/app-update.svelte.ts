/** The app's copy on this device: stored by the service worker, updated when the person agrees. */
import { dev } from '$app/environment';
import { appKeeper } from '$lib/sync/address-abilities.ts';

const CHECK_EVERY = 60 * 60 * 1000;
const FIRST_RETRY = 5_000;

export class AppUpdate {
  #waiting = $state.raw<ServiceWorker | null>(null);

  /** A newer version is ready on this device. */
  get ready(): boolean {
    return this.#waiting !== null;
  }

  /** Only in production: in development the files change all the time. @returns a function that stops watching. */
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
    /** Without its copy of the app the device cannot open it offline, so it retries until the copy is stored. */
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

  /** Activates the new version and reloads this page with it. */
  apply(): void {
    appKeeper()?.addEventListener('controllerchange', () => location.reload(), { once: true });
    this.#waiting?.postMessage('take-over');
  }

  /**
   * A page that was loading while the copy was being stored has no controller. What it has not loaded yet would be
   * missing offline, so it asks the service worker to take control.
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
    // Without a controller this is the first visit: the waiting version is the only one.
    this.#waiting = appKeeper()?.controller ? registration.waiting : null;
  }
}
