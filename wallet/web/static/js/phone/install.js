// A button of our own to put the wallet among the phone's apps, where the browser allows it.
export function offerToInstall(button) {
  if (!button) return;
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    button.hidden = false;
    button.onclick = async () => {
      await event.prompt();
      button.hidden = true;
    };
  });
}
