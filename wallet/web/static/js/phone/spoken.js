// How long the code on this page is still good, and that it is over. By the time since the page came: no clock is asked.
const card = document.querySelector("[data-spoken]");

function count() {
  const left = Math.ceil(Number(card.dataset.lives) - performance.now() / 1000);
  card.querySelector("[data-live]").hidden = left <= 0;
  card.querySelector("[data-over]").hidden = left > 0;
  if (left <= 0) return;
  card.querySelector("[data-left]").textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  setTimeout(count, 500);
}

if (card) count();
