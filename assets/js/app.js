// Everything here is a courtesy: each page works without it. No personal data is kept in the browser.
(() => {
  const doc = document;
  const all = (selector, root = doc) => [...root.querySelectorAll(selector)];
  const one = (selector, root = doc) => root.querySelector(selector);
  const on = (name, act) => doc.addEventListener(name, act);
  doc.documentElement.classList.add("js");

  const focusErrors = (root) => one("[data-galat]", root)?.focus();

  // A second tap sends nothing; the form's idempotency key covers the rest.
  const markSending = (event) => {
    const form = event.target;
    const button = event.submitter || one("button:not([type=button])", form);
    if (event.defaultPrevented || !button || form.method !== "post") return;
    if (form.dataset.mengirim) return event.preventDefault();
    form.dataset.mengirim = "1";
    button.setAttribute("aria-busy", "true");
    const words = button.dataset.sibuk;
    if (words) {
      button.dataset.semula = button.innerHTML;
      button.textContent = words;
    }
    setTimeout(restoreForms, 15000);
  };
  // The Back button may bring the page as it was left; an answer may be a file.
  const restoreForms = () => {
    all("[data-mengirim]").forEach((form) => delete form.dataset.mengirim);
    all("[aria-busy]").forEach((button) => {
      button.removeAttribute("aria-busy");
      if (button.dataset.semula) button.innerHTML = button.dataset.semula;
    });
  };

  const showPassword = (button) => {
    const field = doc.getElementById(button.getAttribute("aria-controls"));
    const shown = field.type === "password";
    field.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", shown);
  };

  const groupDigits = (field) => {
    const digits = field.value.replace(/[\s.]/g, "");
    if (/^\d{1,16}$/.test(digits)) field.value = digits.replace(/(\d{4})(?=\d)/g, "$1 ");
  };

  // ---- photos: shrink, send at once, show progress -------------------------------------------
  const shrink = async (file, side) => {
    if (!/^image\//.test(file.type)) return file;
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, side / Math.max(picture.width, picture.height));
      const canvas = doc.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
      return small && small.size < file.size ? small : file;
    } catch {
      return file;
    }
  };

  const preview = (box, blob) => {
    const face = one("[data-muka]", box);
    if (!face || !/^image\//.test(blob.type)) return;
    const picture = doc.createElement("img");
    picture.alt = face.dataset.muka;
    picture.src = URL.createObjectURL(blob);
    face.replaceChildren(picture);
  };

  // Refusals come as JSON or as one line of plain text; a gateway's page is neither.
  const parse = (text) => {
    try {
      return JSON.parse(text);
    } catch {
      return { pesan: /[<{]/.test(text) ? "" : text };
    }
  };

  // What was wrong with the photo before is right now; the summary counts what is left.
  const forgetError = (box) => {
    const field = box.closest(".np-isian-galat");
    const text = field && one(".np-galat", field);
    if (!text) return;
    field.classList.remove("np-isian-galat");
    all(`[aria-describedby~="${text.id}"]`, field).forEach((input) => {
      input.setAttribute("aria-describedby", input.getAttribute("aria-describedby").replace(text.id, "").trim());
      input.removeAttribute("aria-invalid");
    });
    const summary = one("[data-galat]");
    one(`a[href="#${text.id.replace(/-galat$/, "")}"]`, summary || field)?.closest("li").remove();
    text.remove();
    const left = summary && all("li", summary).length;
    if (left === 0) summary.remove();
    else if (left) one("h2", summary).textContent = one("h2", summary).textContent.replace(/\d+/, left);
    if (left === 0) doc.title = doc.title.replace(/^[^:]+: /, "");
  };

  const transmit = (box, blob, name) => {
    const words = box.dataset;
    const bar = one("progress", box);
    const say = (text) => (one("[role=status]", box).textContent = text);
    const again = one("[data-ulang]", box);
    const body = new FormData();
    const request = new XMLHttpRequest();
    const failed = (text) => {
      bar.hidden = true;
      again.hidden = false;
      say(text);
    };
    body.append("berkas", blob, name);
    all("select", box.closest("form") || box).forEach((list) => body.append(list.name, list.value));
    request.open("POST", words.unggah);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRF-Token", one("[name=_csrf]", box.closest("form"))?.value || "");
    request.upload.onprogress = (event) => {
      bar.value = event.loaded / event.total;
      say(`${words.teksKirim} ${Math.round(bar.value * 100)}%`);
    };
    request.onerror = () => failed(words.teksPutus);
    request.onload = () => {
      const answer = parse(request.responseText);
      if (request.status >= 300) return failed(answer.pesan || words.teksPutus);
      bar.hidden = true;
      if (words.lalu) {
        say(words.teksSelesai);
        if (location.pathname === words.lalu.split("#")[0]) location.hash = words.lalu.split("#")[1];
        return location.reload();
      }
      one("[data-hasil]", box).value = answer.id;
      all("[type=file]", box).forEach((input) => (input.value = ""));
      forgetError(box);
      say([words.teksSelesai, answer.saran].filter(Boolean).join(" "));
    };
    bar.hidden = false;
    bar.value = 0;
    again.hidden = true;
    again.onclick = () => transmit(box, blob, name);
    request.send(body);
  };

  const choosePhoto = async (input) => {
    const box = input.closest("[data-unggah]");
    const file = input.files[0];
    if (!file) return;
    const blob = await shrink(file, +box.dataset.sisi || 960);
    preview(box, blob);
    transmit(box, blob, file.name);
  };

  // ---- officers: keys, counts ----------------------------------------------------------------
  const step = (by) => {
    const links = all(".np-antrean a");
    const open = links.findIndex((link) => link.closest("[data-terpilih]"));
    const here = links.includes(doc.activeElement) ? links.indexOf(doc.activeElement) : open;
    links[Math.min(links.length - 1, Math.max(0, here + by))]?.focus();
  };
  const toggleCheck = (number) => {
    const radios = all(`[data-periksa="${number}"] input`);
    const next = radios.find((radio) => !radio.checked);
    next?.click();
    next?.focus();
  };
  const pressKey = (event) => {
    const key = event.key.toLowerCase();
    if (event.ctrlKey || event.metaKey || event.altKey || doc.body.dataset.pintasan !== "ya") return;
    if (event.target.closest("input:not([type=radio]):not([type=checkbox]),textarea,select,[contenteditable]")) return;
    const target = one(`[data-pintas="${CSS.escape(key)}"]`);
    if (key === "j") step(1);
    else if (key === "k") step(-1);
    else if (/^[1-9]$/.test(key)) toggleCheck(key);
    else if (target) {
      if (target.tagName === "DETAILS") for (let box = target; box; box = box.parentElement.closest("details")) box.open = true;
      (one("summary", target) || target).focus();
    } else return;
    event.preventDefault();
  };
  const countChecks = () => {
    const rows = all("[data-periksa]");
    const left = rows.filter((row) => !one("input:checked", row)).length;
    all("[data-sisa]").forEach((text) => (text.textContent = left ? text.dataset.sisa.replace("#", left) : text.dataset.lengkap));
    all("[data-diperiksa]").forEach((text) => (text.textContent = text.dataset.diperiksa.replace("#", rows.length - left)));
  };
  const countChosen = () => {
    const chosen = all("[data-pilih]:checked").length;
    all("[data-dipilih]").forEach((text) => {
      text.textContent = text.dataset.dipilih.replace("#", chosen);
      text.parentElement.classList.toggle("np-ada", chosen > 0);
    });
  };

  // ---- htmx: say what changed, and what to do when it did not ---------------------------------
  const announce = (event, words) => {
    const target = event.detail.ctx?.target || event.target;
    const area = target.closest?.("[data-wilayah]");
    if (area) one("[aria-live]", area).textContent = area.dataset[words];
    if (area && words === "gagal") all(".np-tanpa-js", area).forEach((button) => button.classList.remove("np-tanpa-js"));
  };

  // ---- a proof's file: compared here, so that it never leaves the device -----------------------
  const compareFile = async (form) => {
    const file = one("input[type=file]", form)?.files[0];
    const say = (same) => {
      one("[data-cocok]", form).hidden = same !== true;
      one("[data-beda]", form).hidden = same !== false;
    };
    if (!file || !window.crypto?.subtle) return say();
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    const hex = [...new Uint8Array(digest)].map((b) => b.toString(16).padStart(2, "0")).join("");
    say(hex === form.dataset.cocokkan);
  };

  // ---- unread news, live: only while the page is looked at, since a browser has few lines ------
  let news = null;
  const showUnread = (count) =>
    all("[data-kabar]").forEach((place) => {
      const badge = doc.createElement("span");
      const words = doc.createElement("span");
      badge.className = "np-lencana";
      words.className = "visually-hidden";
      badge.textContent = count < 100 ? count : "99+";
      words.textContent = ` ${place.dataset.kabar}`;
      badge.append(words);
      place.replaceChildren(...(count ? [badge] : []));
    });
  const hearNews = () => {
    const wanted = one("[data-kabar]") && !doc.hidden;
    if (!wanted) news = news?.close();
    else if (!news) {
      news = new EventSource("/pemberitahuan/langsung");
      news.onmessage = (event) => showUnread(+event.data);
    }
    hearQueue();
  };

  // ---- the officers' queue, live: figures change in place, rows never move under the hand ------
  let queue = null;
  const showRow = (id, owner) => {
    const box = one(`[data-pilih][value="${id}"]`);
    const row = box?.closest("li");
    if (!row) return;
    const who = doc.createElement("strong");
    who.textContent = owner === null ? "sudah selesai" : owner;
    one("[data-milik]", row).replaceChildren(...(who.textContent ? [" · ", who] : []));
    box.disabled = owner === null;
    if (box.disabled) box.checked = false;
  };
  const showNew = (count) => {
    const place = one("[data-baru]");
    if (!place || place.dataset.ada === String(count)) return;
    place.dataset.ada = count;
    const link = doc.createElement("a");
    link.href = location.href;
    link.textContent = place.dataset.muat;
    place.replaceChildren(...(count ? [place.dataset.baru.replace("#", count < 100 ? count : "99+"), " · ", link] : []));
  };
  const showQueue = ({ jumlah, baru, baris }) => {
    all("[data-hitung]").forEach((place) => {
      const count = jumlah[place.dataset.hitung];
      if (count !== undefined) place.textContent = (place.dataset.awal || "") + count;
    });
    Object.entries(baris).forEach(([id, owner]) => showRow(id, owner));
    showNew(baru);
    countChosen();
    const mine = one("[data-perpanjang]");
    const owner = mine && baris[mine.dataset.perpanjang.split("/")[2]];
    if (mine && owner !== undefined && owner !== "Anda") renew();
  };
  const hearQueue = () => {
    const place = one("[data-langsung]");
    if (!place || doc.hidden) queue = queue?.close();
    else if (!queue) {
      queue = new EventSource(place.dataset.langsung);
      queue.onmessage = (event) => showQueue(JSON.parse(event.data));
    }
  };

  // ---- a task that is looked at stays its officer's; one that lies open unused goes back --------
  let touched = Date.now();
  const renew = async () => {
    const place = one("[data-perpanjang]");
    if (!place || doc.hidden || Date.now() - touched > 1800000) return;
    const field = (name) => one(`[name=${name}]`, place.closest("form")).value;
    const body = new URLSearchParams({ _csrf: field("_csrf"), fence: field("fence") });
    try {
      const answer = await fetch(place.dataset.perpanjang, { method: "POST", body, headers: { Accept: "application/json" } });
      const said = parse(await answer.text());
      if (answer.ok) one("[data-sampai]", place).textContent = said.pukul;
      else if (answer.status === 409) {
        place.textContent = said.pesan;
        delete place.dataset.perpanjang;
      }
    } catch {
      // The line is cut: the lease runs on, and the next beat tries again.
    }
  };

  on("submit", markSending);
  on("visibilitychange", hearNews);
  addEventListener("pagehide", () => {
    news = news?.close();
    queue = queue?.close();
  });
  addEventListener("pageshow", hearNews);
  on("click", (event) => {
    const button = event.target.closest("[data-lihat],[data-cetak]");
    if (button) "cetak" in button.dataset ? window.print() : showPassword(button);
  });
  on("change", (event) => {
    const compared = event.target.closest("form[data-cocokkan]");
    if (compared) compareFile(compared);
    const box = event.target.type === "file" && event.target.closest(".np-foto");
    if (box) "unggah" in box.dataset ? choosePhoto(event.target) : (one("[role=status]", box).textContent = event.target.files[0]?.name);
    countChecks();
    countChosen();
  });
  on("focusout", (event) => event.target.matches?.("[data-nik]") && groupDigits(event.target));
  on("keydown", pressKey);
  ["keydown", "pointerdown", "scroll"].forEach((name) => addEventListener(name, () => (touched = Date.now()), { passive: true }));
  setInterval(renew, 240000);
  on("htmx:after:swap", (event) => {
    announce(event, "berubah");
    focusErrors(event.detail.ctx?.target || event.target);
  });
  on("htmx:error", (event) => announce(event, "gagal"));
  on("htmx:response:error", (event) => announce(event, "gagal"));
  addEventListener("pageshow", restoreForms);
  focusErrors(doc);
})();
