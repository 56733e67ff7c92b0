// A drawer in IndexedDB: put, get and drop by name. Keys of Web Crypto go in and out without becoming readable.
const DATABASE = "wallet";
const DRAWER = "drawer";

const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function drawer(mode) {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(DRAWER);
  const database = await settled(opening);
  return database.transaction(DRAWER, mode).objectStore(DRAWER);
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

// All values whose name begins like this.
export async function startingWith(prefix) {
  const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
  return settled((await drawer("readonly")).getAll(range));
}
