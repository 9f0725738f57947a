/// <reference types="@sveltejs/kit" />
/// <reference lib="webworker" />
/**
 * Stores the app's own files on the device, so that it opens without a network. Lists are not stored here (they have
 * their own store), and nothing under /api is ever answered from the cache. A page uses one version from start to
 * end: pages and files come from this version's cache, and a newer version waits until the person accepts it.
 */
import { build, files, prerendered, version } from '$service-worker';

const worker = self as unknown as ServiceWorkerGlobalScope;
const PREFIX = 'ra-soat-';
const CACHE = `${PREFIX}${version}`;
/** The page's HTML, the same for every address. */
const SHELL = '/';
const KEPT = new Set([...build, ...files, ...prerendered]);

worker.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => Promise.all([SHELL, ...KEPT].map((path) => keep(cache, path)))));
});

/** A lost answer on a poor network, or one that never comes, must not cost the whole copy of the app: milliseconds before each retry. */
const WAITS = [500, 1_000, 2_000, 4_000, 8_000, 16_000];
const PATIENCE = 30_000;

async function keep(cache: Cache, path: string, tries = 0): Promise<void> {
  try {
    await cache.add(new Request(path, { cache: 'reload', signal: AbortSignal.timeout(PATIENCE) }));
  } catch (error) {
    const wait = WAITS[tries];
    if (wait === undefined) throw error;
    await new Promise((resolve) => setTimeout(resolve, wait));
    return keep(cache, path, tries + 1);
  }
}

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const key of await caches.keys()) if (key.startsWith(PREFIX) && key !== CACHE) await caches.delete(key);
      // The page of the very first visit is served from here too: it may be reloaded offline.
      await worker.clients.claim();
    })(),
  );
});

worker.addEventListener('message', (event) => {
  if (event.data === 'take-over') event.waitUntil(worker.skipWaiting());
  if (event.data === 'serve-me') event.waitUntil(worker.clients.claim());
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (pathname.startsWith('/api/') || pathname.startsWith('/phong/')) return;
  if (KEPT.has(pathname)) event.respondWith(kept(pathname, request));
  else if (request.mode === 'navigate') event.respondWith(kept(SHELL, request));
});

/** The cached file; the network only if the browser has evicted it. */
async function kept(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}
