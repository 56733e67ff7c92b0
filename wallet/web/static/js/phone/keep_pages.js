// Let the phone keep its own pages and files, so that they open without network and at once.
const CHOICE = "wallet-phone-choice";
const SCRIPT = "/wallet-offline.js";
const SCOPE = "/wallet";

function trusted(url) {
  const rules = { createScriptURL: (wanted) => new URL(wanted, location.origin).href };
  return globalThis.trustedTypes?.createPolicy("phone-worker", rules).createScriptURL(url) ?? url;
}

// Pages in another language are dropped at once: the next one is to be read in this one, even before the worker has it.
async function choose(language) {
  const choice = await caches.open(CHOICE);
  const before = await (await choice.match("/language"))?.text();
  if (before && before !== language) await dropPages();
  await choice.put("/language", new Response(language));
}

async function dropPages() {
  for (const name of await caches.keys()) {
    if (!name.startsWith("wallet-phone:")) continue;
    const cache = await caches.open(name);
    const pages = (await cache.keys()).filter(({ url }) => new URL(url).pathname.startsWith(SCOPE));
    await Promise.all(pages.map((page) => cache.delete(page, { ignoreVary: true })));
  }
}

export async function keepPages() {
  if (!navigator.serviceWorker || !globalThis.caches) return;
  const { serviceWorker } = navigator;
  await choose(document.documentElement.lang);
  const hadOne = serviceWorker.controller;
  hadOne?.postMessage("language");
  // A newer version takes over while nobody looks: never in the middle of paying.
  let isOld = false;
  serviceWorker.addEventListener("controllerchange", () => (isOld = Boolean(hadOne)));
  document.addEventListener("visibilitychange", () => isOld && document.hidden && location.reload());
  await serviceWorker.register(trusted(SCRIPT), { scope: SCOPE, updateViaCache: "none" });
}
