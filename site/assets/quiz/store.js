// What is kept on the device, so that a reload or a flat battery loses nothing.

export class Store {
  /** @param {string} contest each contest keeps its own */
  constructor(contest) {
    this.prefix = `thi/${contest}/`;
    /** @type {Map<string, string>} where the browser keeps nothing, until the page is closed */
    this.memory = new Map();
    this.works = true;
    try {
      localStorage.setItem(`${this.prefix}test`, "1");
      localStorage.removeItem(`${this.prefix}test`);
    } catch {
      this.works = false;
    }
  }

  /**
   * @param {string} name
   * @returns {any} null where nothing is kept
   */
  read(name) {
    const key = this.prefix + name;
    try {
      const text = this.works ? localStorage.getItem(key) : this.memory.get(key);
      return text ? JSON.parse(text) : null;
    } catch {
      return null;
    }
  }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  write(name, value) {
    const text = JSON.stringify(value);
    this.memory.set(this.prefix + name, text);
    if (!this.works) return;
    try {
      localStorage.setItem(this.prefix + name, text);
    } catch {
      this.works = false;
    }
  }

  /** @param {string[]} names */
  remove(...names) {
    for (const name of names) {
      this.memory.delete(this.prefix + name);
      if (this.works) localStorage.removeItem(this.prefix + name);
    }
  }
}
