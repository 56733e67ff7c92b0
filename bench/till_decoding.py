"""How long the till looks for a code in one picture of its camera, on a slow tablet.

Chromium slows down a page's own thread, never a worker ("only supported for pages, not workers"),
so the whole way from picture to text is measured at full speed, times six.
"""

from statistics import median
from typing import Any

from bench import live_camera, till_scans, visitors
from bench.high_street import HighStreet
from bench.lines import emit, spread
from bench.live_camera import COUNTER, LiveCamera
from bench.visitors import SLOWER, Launch

PICTURES = 60
MARK_MS = 300

DECODE = """async (times) => {
  const { decoder } = await import("/static/js/till/decoder.js");
  const { Camera } = await import("/static/js/till/camera.js");
  const video = document.createElement("video");
  video.muted = true;
  const decode = await decoder("/static/js/till/scan-worker.js");
  await new Camera(video, decode).start();
  const { videoWidth: width, videoHeight: height } = video;
  const look = async () => {
    const began = performance.now();
    const text = await decode(video, width, height);
    return { text, ms: performance.now() - began };
  };
  const first = await look();
  const looks = [];
  for (let each = 0; each < times; each += 1) looks.push(await look());
  return { first, looks, size: `${width}x${height}` };
}"""
"""With the till's own modules, on a page of the till that does not use them itself."""


def measure(street: HighStreet, launch: Launch) -> None:
    url = f"http://127.0.0.1:{street.port}"
    phone = visitors.a_phone(launch(), street, url)
    digits = street.pay_code()
    camera = LiveCamera(street.home / "decoding.y4m")
    till = visitors.a_till(launch(camera.path), street, url)
    till.goto("/till/redemptions")
    camera.show(till_scans.held_up(phone, digits))
    phone.context.close()
    with_code = look(till, digits)
    till.reload()
    camera.show(live_camera.planes(COUNTER))
    without = look(till, None)
    till.context.close()
    all_ms = with_code["ms"]
    detail = {
        "mark": f"<= {MARK_MS}",
        "measured": f"draw, copy, worker and back at full speed, times {SLOWER}",
        "picture": with_code["size"],
        "pictures": PICTURES,
        **{name: round(each * SLOWER, 1) for name, each in spread(all_ms).items()},
        "no_code_in_it_ms": round(median(without["ms"]) * SLOWER, 1),
        "first_with_start_of_scanner_ms": round(with_code["first_ms"] * SLOWER, 1),
    }
    emit("till.decode.6x_ms", median(all_ms) * SLOWER, "ms", **detail)


def look(till: Any, digits: str | None) -> dict[str, Any]:
    """Milliseconds of each picture, and of the first, for which the scanner has to start."""
    found = till.evaluate(DECODE, PICTURES)
    assert {each["text"] for each in found["looks"]} == {digits}
    return {
        "ms": [each["ms"] for each in found["looks"]],
        "first_ms": found["first"]["ms"],
        "size": found["size"],
    }
