// Sends chosen files in pieces at once, goes on after a broken line, and shows how far it came.
// Without it the form sends the files itself.
const PATIENCE = [1, 2, 4, 8, 15, 15, 30, 30];
const MOST = 50 * 1024 * 1024;

export function start(page) {
  for (const box of page.querySelectorAll('[data-module="jd-upload"]')) new Upload(box);
}

class Upload {
  constructor(box) {
    this.box = box;
    this.words = box.dataset;
    this.list = box.querySelector(".jd-upload__list");
    this.field = box.querySelector('input[type="file"]');
    this.open = 0;
    this.button = box.closest("form").querySelector("[data-send]");
    this.button.hidden = true; // choosing is sending now
    this.field.addEventListener("change", () => this.take([...this.field.files]));
    window.addEventListener("beforeunload", (event) => this.open && event.preventDefault());
  }

  async take(files) {
    this.field.value = ""; // what goes in pieces must not go with the form as well
    for (const file of files) await this.one(file);
    if (!this.open && !this.list.querySelector(".jd-upload__row--failed")) this.reload();
  }

  reload() {
    // The page itself lists what is here; what was typed is kept by the form's own button.
    if (this.button.name) this.button.form.requestSubmit(this.button);
  }

  async one(file) {
    const row = this.row(file);
    this.open += 1;
    try {
      if (file.size > MOST) throw new Refused(this.words.large);
      await this.send(file, row, await this.begin(file));
      row.say(this.word("done", file));
      row.end();
    } catch (trouble) {
      if (!(trouble instanceof Refused)) throw trouble;
      row.fail(this.word("failed", file).replace("%{reason}", trouble.message));
    } finally {
      this.open -= 1;
    }
  }

  // An upload of the same name and size that stopped is gone on with.
  async begin(file) {
    const rest = [...document.querySelectorAll('[data-file][data-done="no"]')].find(
      (each) => each.dataset.name === file.name && Number(each.dataset.size) === file.size,
    );
    if (rest) return this.ask(`${this.words.api}/${rest.dataset.file}`, { method: "GET" });
    const body = JSON.stringify({ name: file.name.slice(0, 200), size: file.size });
    return this.ask(this.words.api, { method: "POST", body, headers: { "Content-Type": "application/json" } });
  }

  async send(file, row, upload) {
    const address = `${this.words.api}/${upload.id}`;
    row.stop = () => this.ask(address, { method: "DELETE" }).then(() => row.remove());
    let { received } = upload;
    while (!row.stopped) {
      row.progress(received / file.size, this.word("sending", file).replace("%{share}", Math.floor((100 * received) / file.size)));
      const body = file.slice(received, received + upload.piece);
      const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(received) };
      const answer = await this.ask(address, { method: "PATCH", body, headers }, row);
      received = answer.received;
      if (answer.state !== "uploading") return;
    }
  }

  // Asks until there is an answer; a refusal is final, a broken line is not.
  async ask(address, options, row) {
    options.headers = { ...options.headers, "X-CSRFToken": this.words.token, Accept: "application/json" };
    for (const seconds of [...PATIENCE, 0]) {
      const answer = await fetch(address, options).catch(() => null);
      if (answer && answer.status === 409 && answer.headers.get("Upload-Offset")) {
        return { received: Number(answer.headers.get("Upload-Offset")), state: "uploading" };
      }
      if (answer && answer.ok) return answer.status === 204 ? {} : answer.json();
      if (answer && answer.status < 500 && answer.status !== 429) {
        const said = await answer.json().catch(() => ({ detail: String(answer.status) }));
        throw new Refused(said.detail);
      }
      if (!seconds) throw new Refused(this.words.again);
      if (row) row.say(this.words.again);
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    }
    return {};
  }

  word(name, file) {
    return this.words[name].replace("%{name}", file.name);
  }

  row(file) {
    return new Row(this.list, this.words.stop, file.name);
  }
}

class Refused extends Error {}

class Row {
  constructor(list, stop, name) {
    this.place = document.createElement("div");
    this.place.className = "jd-upload__row";
    this.text = document.createElement("p");
    this.bar = document.createElement("progress");
    this.bar.className = "jd-upload__progress";
    this.bar.max = 1;
    this.bar.setAttribute("aria-label", name);
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "jd-plain";
    this.button.textContent = stop;
    this.button.addEventListener("click", () => {
      this.stopped = true;
      if (this.stop) this.stop();
    });
    this.place.append(this.text, this.bar, this.button);
    list.append(this.place);
  }

  progress(share, text) {
    this.bar.value = share;
    this.say(text);
  }

  say(text) {
    this.text.textContent = text;
  }

  end() {
    this.bar.value = 1;
    this.button.remove();
  }

  fail(text) {
    this.say(text);
    this.bar.remove();
    this.button.remove();
    this.place.classList.add("jd-upload__row--failed");
  }

  remove() {
    this.place.remove();
  }
}
