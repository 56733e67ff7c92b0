// Speak JSON with our own server, with the page's CSRF token. A `Refusal` is an answer; anything else thrown is no answer.
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.title);
    this.status = status;
    this.problem = problem;
  }
}

const token = () => document.querySelector('meta[name="csrf-token"]').content;

async function answer(response) {
  const isJson = (response.headers.get("Content-Type") ?? "").includes("json");
  if (response.ok && isJson) return response.json();
  if (response.status >= 500) throw new TypeError(`the server answered ${response.status}`);
  throw new Refusal(response.status, isJson ? await response.json() : {});
}

export async function getJson(url, { timeout = 8000 } = {}) {
  return answer(
    await fetch(url, {
      headers: { Accept: "application/json" },
      cache: "no-store",
      signal: AbortSignal.timeout(timeout),
    }),
  );
}

export async function postJson(url, body, { timeout = 8000 } = {}) {
  return answer(
    await fetch(url, {
      method: "POST",
      headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token() },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeout),
    }),
  );
}
