// A till that has no camera, may not use it, or loses it in the middle of the day: the digits are its way, open by themselves.
export const isWithout = (till) => till.dataset.camera === "off";

export function goWithout(till) {
  till.dataset.camera = "off";
  till.querySelector("[data-other]").open = true;
  if (till.dataset.state === "scan") till.querySelector("[data-change]").click(); // nothing would ever be seen
}
