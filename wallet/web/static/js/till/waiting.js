// Above the floor the customer's phone is asked first: say so, and ask again each second for what came of it.
import { show } from "../shared/slots.js";
import { steps } from "./steps.js";

const PAUSE = 1000;

steps["/problems/phone-must-confirm"] = (problem, place) => {
  if (!place.querySelector("[data-outcome=waiting]")) show(place, "waiting");
  return new Promise((resolve) => setTimeout(resolve, PAUSE));
};
