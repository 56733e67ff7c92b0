// What can be a code, by its digits: 24 of a phone, 16 of a card, 8 said aloud.
const SCANNED = /^(\d{24}|9\d{15})$/;
const SPOKEN = /^\d{8}$/;

export const digitsOf = (typed) => typed.replace(/\s/g, "");
export const isScannable = (text) => SCANNED.test(text);
export const isCode = (text) => SCANNED.test(text) || SPOKEN.test(text);
