import { watchPrices } from "../prices.js";

const show = (name) => (text) => (document.querySelector(`[data-testid=${name}]`).textContent = text);
watchPrices("/prices", { onPrice: show("price"), onState: show("state") });
