// The camera, on from the start so that a scan takes no waiting, and what it sees decoded while somebody scans.
const PAUSE = 120;
const WIDEST = 1280;
const AWAY = 8; // pictures

export class Camera {
  #video;
  #decode;
  #wanted = 0;

  constructor(video, decode) {
    this.#video = video;
    this.#decode = decode;
  }

  // `onLost` is called when the camera is pulled out, or its permission is taken back.
  async start(onLost) {
    const wish = { facingMode: "environment", width: { ideal: WIDEST }, height: { ideal: 960 } };
    this.#video.srcObject = await navigator.mediaDevices.getUserMedia({ audio: false, video: wish });
    for (const track of this.#video.srcObject.getVideoTracks()) track.onended = onLost;
    await this.#video.play();
  }

  // The first text that `isWanted`; nothing when `stop` came first. The code of the sale before, `last`, must have left
  // the picture for a second: a card shows the same one again when its holder buys twice, or was left lying there.
  async scan(isWanted, last) {
    const mine = (this.#wanted += 1);
    let gone = 0;
    while (mine === this.#wanted) {
      const { videoWidth, videoHeight } = this.#video;
      const text = videoWidth ? await this.#decode(this.#video, videoWidth, videoHeight) : null;
      const isStillThere = text === last && gone < AWAY;
      gone = isStillThere ? 0 : gone + 1;
      if (mine === this.#wanted && text && !isStillThere && isWanted(text)) return text;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    return undefined;
  }

  stop() {
    this.#wanted += 1;
  }

  async read(file) {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, (WIDEST * 1.25) / Math.max(picture.width, picture.height));
    return this.#decode(picture, Math.round(picture.width * scale), Math.round(picture.height * scale));
  }
}
