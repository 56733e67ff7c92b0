// Read the QR code in a picture: by the browser itself where it can, else by zxing in a worker.
async function native() {
  if (!("BarcodeDetector" in globalThis)) return undefined;
  const formats = await BarcodeDetector.getSupportedFormats().catch(() => []);
  if (!formats.includes("qr_code")) return undefined;
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  return async (source) => (await detector.detect(source))[0]?.rawValue ?? null;
}

function trusted(url) {
  const rules = { createScriptURL: (wanted) => new URL(wanted, location.origin).href };
  return globalThis.trustedTypes?.createPolicy("scan-worker", rules).createScriptURL(url) ?? url;
}

function byWorker(url) {
  const worker = new Worker(trusted(url));
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return (source, width, height) =>
    new Promise((resolve, reject) => {
      canvas.width = width;
      canvas.height = height;
      context.drawImage(source, 0, 0, width, height);
      const picture = context.getImageData(0, 0, width, height);
      worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data.text));
      worker.onerror = () => reject(new Error("the scanner did not start"));
      worker.postMessage(picture, [picture.data.buffer]);
    });
}

// A function (source, width, height) -> text or null; one picture at a time.
export async function decoder(workerUrl) {
  return (await native()) ?? byWorker(workerUrl);
}
