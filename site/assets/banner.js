// The banner's HTML: completes the site's address where the build did not know it, and copies it.

import { byId, catalogue, pageData } from "./lib/texts.js";

const t = catalogue(pageData("page-data").texts);

for (const box of document.querySelectorAll("textarea[data-missing]")) {
  if (box instanceof HTMLTextAreaElement && box.dataset.missing) {
    box.value = box.value.replaceAll(box.dataset.missing, location.origin);
  }
}

/** @param {HTMLButtonElement} button */
async function copyCode(button) {
  const box = /** @type {HTMLTextAreaElement} */ (byId(button.dataset.copy ?? ""));
  try {
    await navigator.clipboard.writeText(box.value);
    byId("copied").textContent = t("site.banner.copied");
  } catch {
    box.select();
    byId("copied").textContent = t("site.banner.copy_failed");
  }
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!(button instanceof HTMLButtonElement)) continue;
  button.hidden = false;
  button.addEventListener("click", () => void copyCode(button));
}
