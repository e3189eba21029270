// The classic beginner's demo, written for the platform's EventSource: nothing in this file knows our package.
const button = document.querySelector("#mdn button");
const eventList = document.querySelector("#mdn ul");
const evtSource = new EventSource("../sse-demo");

console.log(evtSource.withCredentials, evtSource.readyState, evtSource.url);

function addItem(text) {
  const item = document.createElement("li");
  item.textContent = text;
  eventList.appendChild(item);
}

evtSource.onopen = () => {
  console.log("Connection to server opened.");
};

evtSource.onmessage = (e) => {
  addItem(`message: ${e.data}`);
};

evtSource.onerror = () => {
  console.log("EventSource failed.");
};

evtSource.addEventListener("ping", (e) => {
  addItem(`ping at ${JSON.parse(e.data).time}`);
});

button.onclick = () => {
  console.log("Connection closed");
  evtSource.close();
};
