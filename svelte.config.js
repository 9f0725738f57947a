import adapter from '@sveltejs/adapter-node';

/** @type {import('@sveltejs/kit').Config} */
export default {
  kit: {
    adapter: adapter({ precompress: true }),
    // The shell is served for every address, also from the service worker: assets need absolute paths.
    paths: { relative: false },
    // src/service-worker.ts is registered by the page itself, which offers a new version and never forces it.
    serviceWorker: { register: false },
  },
};
