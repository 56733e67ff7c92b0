// The service worker of the phone's pages; `PHONE` above says what it keeps: {version, files, shells}.
// Only /wallet and below are its business. It keeps files and empty pages, never what was in somebody's wallet.
const CACHE = `wallet-phone:${PHONE.version}`;
const CHOICE = "wallet-phone-choice";
const HOME = "/wallet";

async function language() {
  const choice = await caches.match("/language", { cacheName: CHOICE });
  return choice ? choice.text() : "nl";
}

async function shells() {
  const chosen = await language();
  return Object.values(PHONE.shells).map((address) => address.replace("LANGUAGE", chosen));
}

// Without cookies: the answer is the same for everybody.
async function keep(addresses) {
  const cache = await caches.open(CACHE);
  await Promise.all(
    addresses.map(async (address) => {
      const answer = await fetch(address, { credentials: "omit", cache: "no-cache" });
      if (!answer.ok) throw new TypeError(`${address} answered ${answer.status}`);
      await cache.put(address, answer);
    }),
  );
}

// One question, not one for the cache and one for the answer: the phone asks it for each file before it shows the code.
const kept = (address) => caches.match(address, { cacheName: CACHE, ignoreVary: true });

// After another language was chosen.
async function keepMissing() {
  for (const address of await shells()) {
    if (!(await kept(address))) await keep([address]);
  }
}

async function dropOlder() {
  for (const name of await caches.keys()) {
    if (name.startsWith("wallet-phone:") && name !== CACHE) await caches.delete(name);
  }
}

async function page(request, pathname) {
  const shell = PHONE.shells[pathname]?.replace("LANGUAGE", await language());
  return (shell && (await kept(shell))) || fetch(request).catch(() => Response.redirect(HOME));
}

self.addEventListener("install", (event) => {
  const all = async () => keep([...PHONE.files, ...(await shells())]);
  event.waitUntil(all().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOlder().then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data !== "language") return;
  event.waitUntil(keepMissing().catch(() => undefined)); // next time, then
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, pathname));
  else if (PHONE.files.includes(pathname)) {
    event.respondWith(kept(pathname).then((file) => file ?? fetch(request)));
  }
});
