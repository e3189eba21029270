const list = document.querySelector("#ticks");

navigator.serviceWorker.onmessage = ({ data: { symbol, price } }) => {
  const item = document.createElement("li");
  item.textContent = `${symbol} ${price.toFixed(2)}`;
  list.prepend(item);
  list.children[20]?.remove();
};

await navigator.serviceWorker.register("/sw.js", { type: "module" });
const { active } = await navigator.serviceWorker.ready;
// A browser stops a service worker that nobody talks to: a message every 20 s keeps it, and its connection, alive.
const follow = () => active.postMessage("follow");
follow();
setInterval(follow, 20_000);
