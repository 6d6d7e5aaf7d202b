// Follows what the server shows: by a stream while one stands, by asking every two seconds where none can be had.
// The last state stays on the page whatever happens; how fresh it is, is told.

const POLL_EVERY = 2000;
const PATIENCE = 4000;
// The server says something at least every ten seconds.
const SILENCE = 13000;
const GIVE_UP_AFTER = 3;
const STREAM_AGAIN = 10000;

function withTag(address, tag) {
  return `${address}${address.includes("?") ? "&" : "?"}last=${encodeURIComponent(tag)}`;
}

class Follower {
  constructor({ stream, poll, tag = "", onState, onFreshness }) {
    Object.assign(this, { stream, poll, tag, onState, onFreshness });
    this.source = null;
    this.failures = 0;
    this.polls = false;
    this.ended = false;
    this.heardAt = new Date();
    this.timers = {};
    for (const name of ["online", "offline", "pageshow"]) addEventListener(name, () => this.refresh());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.rest() : this.refresh()));
    this.refresh();
  }

  later(name, milliseconds, act) {
    clearTimeout(this.timers[name]);
    this.timers[name] = setTimeout(act, milliseconds);
  }

  // A page that nobody sees leaves its connection to others: browsers open six to a server.
  rest() {
    this.close();
    Object.values(this.timers).forEach(clearTimeout);
  }

  // Look at once: the address changed, the page came back, or the network did.
  refresh() {
    if (this.ended || document.hidden) return;
    this.connect();
    if (this.polls || this.failures >= GIVE_UP_AFTER) this.ask();
  }

  close() {
    this.source?.close();
    this.source = null;
    clearTimeout(this.timers.silence);
  }

  connect() {
    this.close();
    const source = new EventSource(withTag(this.stream(), this.tag));
    const on = (name, act) => source.addEventListener(name, (event) => source === this.source && act(event));
    this.source = source;
    this.later("silence", PATIENCE, () => this.lost(false));
    on("beat", () => this.streamed());
    on("state", (event) => this.take(event.data, event.lastEventId) || this.streamed());
    on("ended", () => this.end());
    on("error", () => this.lost(source.readyState === EventSource.CLOSED));
  }

  streamed() {
    this.polls = false;
    clearTimeout(this.timers.poll);
    clearTimeout(this.timers.connect);
    this.later("silence", SILENCE, () => this.lost(false));
    this.heard();
  }

  heard() {
    this.failures = 0;
    this.heardAt = new Date();
    this.onFreshness("live", this.heardAt);
  }

  take(html, tag) {
    if (tag === this.tag) return;
    this.tag = tag;
    this.onState(html);
  }

  // The stream broke, or was refused, as by a server that has none.
  lost(refused) {
    this.close();
    this.later("connect", this.polls ? STREAM_AGAIN : 300 + Math.random() * 600, () => this.connect());
    if (this.polls) return;
    this.failed();
    if (refused || this.failures >= GIVE_UP_AFTER) this.ask();
  }

  failed() {
    this.failures += 1;
    this.onFreshness(this.failures < GIVE_UP_AFTER ? "behind" : "offline", this.heardAt);
  }

  async ask() {
    this.later("poll", POLL_EVERY, () => this.ask());
    try {
      await this.asked();
    } catch {
      this.unanswered();
    }
  }

  async asked() {
    const headers = this.tag ? { "If-None-Match": this.tag } : {};
    const response = await fetch(this.poll(), { headers, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    if (this.ended) return;
    if (response.status === 404) return this.end();
    if (response.status !== 304) {
      if (!response.ok) return this.unanswered();
      this.take(await response.text(), response.headers.get("ETag"));
    }
    if (!this.polls) this.later("connect", STREAM_AGAIN, () => this.connect());
    this.polls = true;
    this.heard();
  }

  unanswered() {
    if (this.polls) this.later("connect", 0, () => this.connect());
    this.polls = false;
    this.failed();
  }

  end() {
    this.ended = true;
    this.rest();
    this.onFreshness("ended", this.heardAt);
  }
}

// Follow the addresses that the functions `stream` and `poll` return, beginning after the fragment under `tag`.
// onState(html) is called with each newer fragment, onFreshness("live" | "behind" | "offline" | "ended", heardAt)
// whenever something was heard or was not. Call refresh() of what is returned when an address changed.
export function follow(options) {
  return new Follower(options);
}
