// The line that says where the answers stand.

import { byId } from "../lib/texts.js";
import { formatHour } from "../lib/times.js";

export class StatusLine {
  /** @param {import("./types.js").Translate} t */
  constructor(t) {
    this.t = t;
    this.lost = false;
  }

  /**
   * @param {string} state
   * @param {number} savedAt
   */
  show(state, savedAt) {
    const status = byId("status");
    status.dataset.state = state;
    status.textContent = this.t(`quiz.status.${state}`, { at: formatHour(savedAt) });
    // Every save would be too much to hear; losing and finding the network is not.
    const lost = state === "unsent" || state === "unsubmitted";
    if (this.lost ? state === "saved" : lost) {
      byId("announcer").textContent = status.textContent;
      this.lost = lost;
    }
  }
}
