// The only place where WebAssembly runs: its own response allows that, the page's does not.
/* global ZXingWASM */
const vendor = new URL("../../vendor/", self.location.href);
importScripts(new URL("zxing-reader.js", vendor).href);

const ready = ZXingWASM.prepareZXingModule({
  overrides: { locateFile: (name) => new URL(name, vendor).href },
  fireImmediately: true,
});

onmessage = async ({ data }) => {
  try {
    await ready;
    const [code] = await ZXingWASM.readBarcodes(data, { formats: ["QRCode"], maxNumberOfSymbols: 1 });
    postMessage({ text: code?.text ?? null });
  } catch (error) {
    postMessage({ error: String(error).slice(0, 200) });
  }
};
