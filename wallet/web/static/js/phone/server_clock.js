// The server's time, from what it last told us; a phone with a wrong clock still shows codes that work.
let ahead = 0;

export const now = () => Date.now() / 1000 + ahead;

// `told` is the server's time in seconds, `asked` and `heard` ours around the question.
export function set(told, asked = Date.now() / 1000, heard = asked) {
  ahead = told - (asked + heard) / 2;
}
