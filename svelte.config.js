import adapter from '@sveltejs/adapter-node';

/** @type {import('@sveltejs/kit').Config} */
export default {
  kit: {
    adapter: adapter({ precompress: true }),
    // The shell is served for every address, also from the service worker: assets need absolute paths.
    paths: { relative: false },
    // src/service-worker.ts is registered by the page itself, which offers a new version and never forces it.
    serviceWorker: { register: false },
    // Hashes, not nonces: the shell is kept by the service worker and served again and again. Styles may stand inline:
    // the grid and positioned menus set them; no script may.
    csp: {
      mode: 'hash',
      directives: {
        'default-src': ['self'],
        'script-src': ['self'],
        'style-src': ['self', 'unsafe-inline'],
        'img-src': ['self', 'data:', 'blob:'],
        'connect-src': ['self'],
        'worker-src': ['self'],
        'object-src': ['none'],
        'base-uri': ['none'],
        'form-action': ['self'],
        'frame-ancestors': ['none'],
      },
    },
  },
};
