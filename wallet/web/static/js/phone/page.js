// What every page of the phone does besides its own job: open without network, read aloud, know whose it is.
import "./speaker.js";
import { keepPages } from "./keep_pages.js";
import { offerToInstall } from "./install.js";
import * as people from "./people.js";
import { signIn } from "./session.js";

const person = await people.current();
const { whose } = document.documentElement.dataset;

// The page is of whoever had the phone before, because it was handed over without network.
if (person && whose && whose !== person.handle) {
  if (await signIn(person)) location.reload();
}

// One person needs no picture; several see at a glance whose coins these are.
const face = document.querySelector("[data-face]");
if (face && person && (await people.all()).length > 1) {
  const picture = face.querySelector("img");
  picture.src = picture.dataset.pictures.replace("NAME", person.picture);
  face.hidden = false;
}

offerToInstall(document.querySelector("[data-install]"));
if (person) await keepPages();
