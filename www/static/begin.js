// The first script of each page of the static site, where no server answers: it sees to it that the service worker does, and
// then lets the page's own scripts run. They know nothing of it.
{
  const PATIENCE_MS = 10_000;
  // Firefox stops a worker that nobody has asked for half a minute, though it streams.
  const KEEP_AWAKE_MS = 10_000;
  const { src, dataset } = document.currentScript;

  async function beAnswered() {
    const { serviceWorker } = navigator;
    if (!serviceWorker) throw new Error("service workers need https or localhost, and a window that is not private");
    const controlled = new Promise((resolve) => serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
    await serviceWorker.register(new URL("event-source.js", src), { updateViaCache: "none" });
    const { active } = await serviceWorker.ready;
    setInterval(() => serviceWorker.controller?.postMessage("stay"), KEEP_AWAKE_MS);
    if (serviceWorker.controller) return;
    // A page that was reloaded by force is left alone until its worker is asked.
    active.postMessage("claim");
    await controlled;
  }

  function run() {
    for (const { src, type } of JSON.parse(dataset.scripts)) {
      const script = document.createElement("script");
      if (type) script.type = type;
      // In their order, as they stand in the page.
      script.async = false;
      script.src = src;
      document.head.append(script);
    }
  }

  function complain(error) {
    const note = document.createElement("p");
    note.className = "well";
    note.setAttribute("role", "alert");
    note.textContent = `This copy of the site has no server. Its streams come from a service worker, which did not start: ${error.message}.`;
    document.querySelector("main").prepend(note);
  }

  const late = new Promise((_, reject) => setTimeout(() => reject(new Error("it took too long")), PATIENCE_MS));
  Promise.race([beAnswered(), late]).catch(complain).then(run);
}
