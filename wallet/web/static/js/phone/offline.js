// The service worker of the phone's pages; `PHONE` above says what it keeps: {version, files, shells}.
// Only /wallet and below are its business. It keeps files and empty pages, never what was in somebody's wallet.
const CACHE = `wallet-phone:${PHONE.version}`;
const CHOICE = "wallet-phone-choice";
const HOME = "/wallet";
const LANGUAGE = "Content-Language";

async function language() {
  const choice = await caches.match("/language", { cacheName: CHOICE });
  return choice ? choice.text() : "nl";
}

// Without cookies: the answer is the same for everybody.
async function ask(address) {
  const answer = await fetch(address, { credentials: "omit", cache: "no-cache" });
  if (!answer.ok) throw new TypeError(`${address} answered ${answer.status}`);
  return answer;
}

async function keepFiles() {
  const cache = await caches.open(CACHE);
  await Promise.all(PHONE.files.map(async (address) => cache.put(address, await ask(address))));
}

const kept = (address) => caches.match(address, { cacheName: CACHE, ignoreVary: true });

// The empty pages, each at the address of the full one. Nothing but the choice makes their language: what the answer
// would vary by is left out, or the browser would not take it without asking us.
async function keepPages() {
  const cache = await caches.open(CACHE);
  const chosen = await language();
  for (const [page, shell] of Object.entries(PHONE.shells)) {
    if ((await kept(page))?.headers.get(LANGUAGE) === chosen) continue;
    const answer = await ask(shell.replace("LANGUAGE", chosen));
    const headers = new Headers(answer.headers);
    for (const name of ["Vary", "Content-Encoding", "Content-Length"]) headers.delete(name);
    headers.set(LANGUAGE, chosen);
    await cache.put(page, new Response(answer.body, { headers }));
  }
}

// A browser that can takes what is kept by itself (https://www.w3.org/TR/service-workers/#dom-installevent-addroutes),
// and need not start this script first: on a slow phone that is what the code would wait for. Others come to `fetch`.
function routes() {
  const source = { cacheName: CACHE };
  const at = (pathname) => ({ pathname, search: "" });
  const files = { condition: { urlPattern: at("/static/*"), requestMethod: "GET" }, source };
  const pages = Object.keys(PHONE.shells).map((page) => ({
    condition: { urlPattern: at(page), requestMethod: "GET", requestMode: "navigate" },
    source,
  }));
  return [files, ...pages];
}

async function dropOlder() {
  for (const name of await caches.keys()) {
    if (name.startsWith("wallet-phone:") && name !== CACHE) await caches.delete(name);
  }
}

async function page(request, pathname) {
  return (pathname in PHONE.shells && (await kept(pathname))) || fetch(request).catch(() => Response.redirect(HOME));
}

self.addEventListener("install", (event) => {
  event.addRoutes?.(routes()).catch(() => undefined);
  event.waitUntil(Promise.all([keepFiles(), keepPages()]).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOlder().then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data !== "language") return;
  event.waitUntil(keepPages().catch(() => undefined)); // next time, then
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
