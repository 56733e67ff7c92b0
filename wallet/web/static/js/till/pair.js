// Fill in the pairing code from behind the `#` of the address; the cashier still presses the button.
const code = decodeURIComponent(location.hash.slice(1));

if (code) {
  document.querySelector("[name=code]").value = code;
  history.replaceState(null, "", location.pathname); // the code is nobody else's to read
}
