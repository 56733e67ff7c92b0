// Answers that are none yet: the people at the counter have to do something before the same request goes on.
// By type of problem, each a function (problem, place, sale) -> what the next try carries besides its own (kept
// nowhere), or nothing to ask again as it was; { giveUp: true } revokes. It may fill the `place` of the answer.
import { askPin } from "./pin.js";

export const steps = { "/problems/card-pin-needed": askPin };
