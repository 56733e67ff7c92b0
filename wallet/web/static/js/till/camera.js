// The camera, on from the start so that a scan takes no waiting, and what it sees decoded while somebody scans.
const PAUSE = 120;
const WIDEST = 1280;

export class Camera {
  #video;
  #decode;
  #wanted = 0;

  constructor(video, decode) {
    this.#video = video;
    this.#decode = decode;
  }

  async start() {
    const wish = { facingMode: "environment", width: { ideal: WIDEST }, height: { ideal: 960 } };
    this.#video.srcObject = await navigator.mediaDevices.getUserMedia({ audio: false, video: wish });
    await this.#video.play();
  }

  // The first text that `isWanted`; nothing when `stop` came first.
  async scan(isWanted) {
    const mine = (this.#wanted += 1);
    while (mine === this.#wanted) {
      const { videoWidth, videoHeight } = this.#video;
      const text = videoWidth ? await this.#decode(this.#video, videoWidth, videoHeight) : null;
      if (mine === this.#wanted && text && isWanted(text)) return text;
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
