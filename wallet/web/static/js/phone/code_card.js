// The card with the code: a fresh one each step, at once after a sale, and the ring that counts down.
import { STEP_SECONDS, inGroups, payCode, stepAt } from "./pay_code.js";
import { draw } from "./qr.js";
import * as clock from "./server_clock.js";

export class CodeCard {
  #card;
  #device;
  #shown = 0;
  #usedStep = 0;

  constructor(card, device) {
    this.#card = card;
    this.#device = device;
  }

  // `usedStep`: the last one the server is known to have taken.
  async start(usedStep) {
    this.#usedStep = usedStep;
    setInterval(() => this.tick(), 500);
    await this.tick();
  }

  // The server took the code of this step: the next one is due now.
  used(step) {
    this.#usedStep = Math.max(this.#usedStep, step ?? 0);
    this.tick();
  }

  async tick() {
    const now = clock.now();
    const step = Math.max(stepAt(now), this.#usedStep + 1);
    const tooSoon = step > stepAt(now) + 1; // the server takes a code one step ahead, not two
    this.#countDown((step + 1 - (tooSoon ? 2 : 0)) * STEP_SECONDS - now);
    if (tooSoon) this.#card.dataset.state = "wait";
    else if (step !== this.#shown) await this.#show(step);
    else this.#card.dataset.state = "ready";
  }

  async #show(step) {
    this.#shown = step;
    const code = await payCode(this.#device, step);
    draw(this.#card.querySelector("svg.code"), code);
    this.#card.querySelector("[data-digits]").textContent = inGroups(code);
    this.#card.dataset.step = step;
    this.#card.dataset.state = "ready";
  }

  #countDown(seconds) {
    const left = Math.max(0, Math.ceil(seconds));
    this.#card.querySelector("[data-seconds]").textContent = left;
    const gone = Math.max(0, 1 - left / STEP_SECONDS);
    this.#card.querySelector(".ring-left").setAttribute("stroke-dashoffset", gone);
  }
}
