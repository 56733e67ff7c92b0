// A drawer in IndexedDB: put, get and drop by name. Keys of Web Crypto go in and out without becoming readable.
const DATABASE = "wallet";
const DRAWER = "drawer";

const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

let opened; // once for the page: to open it takes a slow phone longer than to look into it

async function open() {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(DRAWER);
  return settled(opening);
}

async function drawer(mode, { again = false } = {}) {
  if (again) opened = undefined;
  try {
    return (await (opened ??= open())).transaction(DRAWER, mode).objectStore(DRAWER);
  } catch (error) {
    if (again) throw error;
    return drawer(mode, { again: true }); // a browser may close it while the phone sleeps
  }
}

export async function get(name) {
  return settled((await drawer("readonly")).get(name));
}

// Resolves when the value is safely on disk, not just asked for.
export async function put(name, value) {
  const store = await drawer("readwrite");
  const done = new Promise((resolve, reject) => {
    store.transaction.oncomplete = resolve;
    store.transaction.onerror = () => reject(store.transaction.error);
    store.transaction.onabort = () => reject(store.transaction.error);
  });
  store.put(value, name);
  return done;
}

export async function drop(name) {
  return settled((await drawer("readwrite")).delete(name));
}

export async function names() {
  return settled((await drawer("readonly")).getAllKeys());
}

// Everything, by name, in one look: what it costs a slow phone is to look at all.
export async function all() {
  const store = await drawer("readonly");
  const [names, values] = await Promise.all([settled(store.getAllKeys()), settled(store.getAll())]);
  return new Map(names.map((name, at) => [name, values[at]]));
}

// All values whose name begins like this.
export async function startingWith(prefix) {
  const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
  return settled((await drawer("readonly")).getAll(range));
}
