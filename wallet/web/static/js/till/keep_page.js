// Let the tablet keep the till's page, so that it opens without network. Failing that, it works as it always did.
function trusted(url) {
  const rules = { createScriptURL: (wanted) => new URL(wanted, location.origin).href };
  return globalThis.trustedTypes?.createPolicy("till-worker", rules).createScriptURL(url) ?? url;
}

export async function keepPage(url, scope) {
  if (!navigator.serviceWorker) return undefined;
  return navigator.serviceWorker.register(trusted(url), { scope, updateViaCache: "none" }).catch(() => undefined);
}
