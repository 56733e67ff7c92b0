// Texts live in the HTML, in both languages; scripts only choose a <template> and fill its `data-slot`s with text.
export function fill(root, values) {
  for (const slot of root.querySelectorAll("[data-slot]")) {
    const value = values[slot.dataset.slot];
    slot.textContent = value ?? "";
    const holder = slot.closest("[data-optional]");
    if (holder) holder.hidden = !value;
  }
  return root;
}

export function fromTemplate(id, values = {}) {
  const template = document.getElementById(id);
  return fill(template.content.cloneNode(true), values);
}

export function show(place, id, values) {
  place.replaceChildren(fromTemplate(id, values));
}
