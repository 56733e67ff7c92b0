// Begins each line of an error summary with the name of its field: five times "Fill this in." says little to who hears it.
for (const link of document.querySelectorAll(".error-summary a")) {
  const field = document.getElementById(link.hash.slice(1));
  const label = field?.labels?.[0] ?? field?.querySelector("legend");
  const name = label?.firstChild?.textContent.trim();
  if (name) link.prepend(/[?!.]$/.test(name) ? `${name} ` : `${name}: `);
}
