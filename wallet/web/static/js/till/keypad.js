// The keys beside the amount: they type into the field, which a keyboard may do as well.
const AMOUNT = /^\d{1,7}([.,]\d{1,2})?$/;
const TYPING = /^\d{1,7}([.,]\d{0,2})?$/;

// Whether an amount stands there; if not, the field says so.
export function hasAmount(field) {
  const ok = AMOUNT.test(field.value.trim()) && /[1-9]/.test(field.value);
  field.parentElement.classList.toggle("wrong", !ok);
  if (!ok) field.focus();
  return ok;
}

export function connect(keys, field) {
  field.inputMode = "none"; // our keys are there: no second keyboard over the camera
  keys.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]")?.dataset.key;
    if (!key) return;
    const typed = key === "back" ? field.value.slice(0, -1) : field.value + key;
    if (typed === "" || TYPING.test(typed)) field.value = typed;
  });
}
