// Above the floor the customer's phone is asked: say so, ask again each second, and let the cashier stop.
import { show } from "../shared/slots.js";
import { steps } from "./steps.js";

const PAUSE = 1000;

steps["/problems/phone-must-confirm"] = (problem, place) => {
  if (!place.querySelector("[data-outcome=waiting]")) show(place, "waiting");
  return new Promise((resolve) => {
    place.querySelector("[data-stop]").onclick = () => resolve({ giveUp: true });
    setTimeout(resolve, PAUSE);
  });
};
