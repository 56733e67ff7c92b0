// A QR code as one SVG path, dark modules only; the white around it is the frame's own.
import { correction, generate } from "../../vendor/lean-qr.js";

const QUIET_ZONE = 4;

export function draw(svg, text) {
  const code = generate(text, { minCorrectionLevel: correction.Q });
  const size = code.size + 2 * QUIET_ZONE;
  let path = "";
  for (let y = 0; y < code.size; y += 1) {
    for (let x = 0; x < code.size; x += 1) {
      if (code.get(x, y)) path += `M${x + QUIET_ZONE} ${y + QUIET_ZONE}h1v1h-1z`;
    }
  }
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.querySelector("path").setAttribute("d", path);
}
