// One tab of a browser writes an attempt, and only one; the others look on.

/** So long a page that was just reloaded may still hold it. */
const RELOAD_MS = 500;

export class Hold {
  /**
   * @param {string} name of what is held
   * @param {{gained: () => void, lost: () => void}} hooks called each time that it comes or goes; a
   *   browser that knows no locks lets every tab have it
   */
  constructor(name, { gained, lost }) {
    this.name = name;
    this.gained = gained;
    this.lost = lost;
    this.leave = new AbortController();
    /** @type {() => void} */
    this.letGo = () => {};
    this.timer = setTimeout(lost, RELOAD_MS);
    this.ask({ signal: this.leave.signal });
  }

  /** Takes it from the tab that has it. */
  seize() {
    this.ask({ steal: true });
  }

  /** @param {LockOptions} how */
  async ask(how) {
    if (!navigator.locks) {
      this.come();
      return;
    }
    try {
      await navigator.locks.request(this.name, how, () => {
        this.come();
        return new Promise((resolve) => (this.letGo = () => resolve(undefined)));
      });
    } catch {
      // Given up, or taken by another tab, which is waited for like the first one.
      if (this.leave.signal.aborted) return;
      this.lost();
      this.ask({ signal: this.leave.signal });
    }
  }

  come() {
    clearTimeout(this.timer);
    this.gained();
  }

  release() {
    clearTimeout(this.timer);
    this.leave.abort();
    this.letGo();
  }
}
