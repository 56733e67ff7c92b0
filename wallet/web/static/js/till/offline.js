// The till's service worker: its page and its files from the network while there is one, else as they were kept.
// `TILL` stands before this text: { version, page, files }. A new version keeps everything anew.
const NAME = `till-${TILL.version}`;
const PATIENCE = 2_500; // a network that hangs is as good as none

// With the page itself: who pairs a till and loses the network at once can open it all the same.
async function keepAll() {
  const cache = await caches.open(NAME);
  await cache.addAll(TILL.files.map((url) => new Request(url, { cache: "reload" })));
  const page = await fetch(TILL.page).catch(() => undefined);
  if (page?.ok && !page.redirected) await cache.put(TILL.page, page);
}

self.addEventListener("install", (event) => event.waitUntil(keepAll().then(() => self.skipWaiting())));

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith("till-") && name !== NAME);
    const page = await kept(TILL.page); // the page as last seen outlives a version
    const cache = await caches.open(NAME);
    if (page && !(await cache.match(TILL.page))) await cache.put(TILL.page, page);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

const kept = (url) => caches.match(url, { ignoreSearch: true, ignoreVary: true });

async function fromNetwork(request) {
  const patience = new AbortController();
  const end = setTimeout(() => patience.abort(), PATIENCE);
  const answer = await fetch(request, { signal: patience.signal }).finally(() => clearTimeout(end));
  if (answer.status >= 500) throw new TypeError(`the server answered ${answer.status}`);
  if (answer.status === 200 && !answer.redirected) {
    const copy = answer.clone();
    caches.open(NAME).then((cache) => cache.put(new URL(request.url).pathname, copy));
  }
  return answer;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  const isOurs = pathname === TILL.page || TILL.files.includes(pathname);
  if (!isOurs) return;
  event.respondWith(fromNetwork(request).catch(async () => (await kept(pathname)) ?? Response.error()));
});
