// In the demos' service workers, on the static site: no worker answers the requests of another, so each answers its own.
import { answerBelow } from "./answer.js";

const answer = answerBelow(new URL("../", self.location));
const network = self.fetch;

self.fetch = async (input, init) => {
  const request = new Request(input, init);
  return (await answer(request)) ?? network(request);
};
