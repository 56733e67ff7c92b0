// Let the phone keep its own pages and files, so that they open without network and at once.
const CHOICE = "wallet-phone-choice";
const SCRIPT = "/wallet-offline.js";
const SCOPE = "/wallet";

function trusted(url) {
  const rules = { createScriptURL: (wanted) => new URL(wanted, location.origin).href };
  return globalThis.trustedTypes?.createPolicy("phone-worker", rules).createScriptURL(url) ?? url;
}

export async function keepPages() {
  if (!navigator.serviceWorker || !globalThis.caches) return;
  const { serviceWorker } = navigator;
  const language = document.documentElement.lang;
  await (await caches.open(CHOICE)).put("/language", new Response(language));
  const hadOne = serviceWorker.controller;
  hadOne?.postMessage("language");
  // A newer version takes over while nobody looks: never in the middle of paying.
  let isOld = false;
  serviceWorker.addEventListener("controllerchange", () => (isOld = Boolean(hadOne)));
  document.addEventListener("visibilitychange", () => isOld && document.hidden && location.reload());
  await serviceWorker.register(trusted(SCRIPT), { scope: SCOPE, updateViaCache: "none" });
}
