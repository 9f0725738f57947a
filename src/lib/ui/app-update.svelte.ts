/** The copy of the app on this device: kept by the service worker, renewed when the person says so. */
import { dev } from '$app/environment';

const CHECK_EVERY = 60 * 60 * 1000;

export class AppUpdate {
  #waiting = $state.raw<ServiceWorker | null>(null);

  /** A newer version lies ready on this device. */
  get ready(): boolean {
    return this.#waiting !== null;
  }

  /** Only in production: in development the pages change under one's hands. @returns a function that stops looking. */
  watch(): () => void {
    if (dev || !('serviceWorker' in navigator)) return () => undefined;
    let timer: ReturnType<typeof setInterval> | undefined;
    navigator.serviceWorker
      .register('/service-worker.js', { type: 'module' })
      .then((registration) => {
        this.#look(registration);
        registration.addEventListener('updatefound', () => {
          registration.installing?.addEventListener('statechange', () => this.#look(registration));
        });
        timer = setInterval(() => void registration.update().catch((error: unknown) => console.warn('service worker', error)), CHECK_EVERY);
      })
      .catch((error: unknown) => console.warn('service worker', error));
    return () => clearInterval(timer);
  }

  /** Lets the new version take over and opens this page again with it. */
  apply(): void {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    this.#waiting?.postMessage('take-over');
  }

  #look(registration: ServiceWorkerRegistration): void {
    // Without a controller this is the first visit: what waits is the only version there is.
    this.#waiting = navigator.serviceWorker.controller ? registration.waiting : null;
  }
}
